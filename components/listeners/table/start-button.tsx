'use client';

import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { handFocusTo } from '@/components/ui/focus-handover';
import { startButtonId } from './ids';
import { useListClient, type Subject } from '@/components/listeners/freshness/list-client';
import { needsConfirmation } from './listener-question';
import { useRowActions } from './row-actions';
import type { RowView } from './row-view';

/** A click removes the button: the focus stays in the row, on its action menu. */
const handFocusToMenu = handFocusTo(
  (leaving) => leaving.closest('tr')?.querySelector<HTMLElement>('button[aria-haspopup=menu]') ?? null,
);

/** Beside "Stopped" on the row just made: the next step is one click away. */
export function StartButton({ row, subject }: { row: RowView; subject: Subject }) {
  const t = useTranslations('list.action');
  const { perform } = useListClient();
  const { ask } = useRowActions();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      ref={handFocusToMenu}
      id={startButtonId(subject.listenerKey)}
      size="small"
      icon="play"
      busy={pending}
      aria-label={`${t('start')}: ${subject.name}`}
      onClick={() => {
        if (needsConfirmation('start', subject)) ask('start', row);
        else startTransition(async () => void (await perform('start', subject)));
      }}
    >
      {t(needsConfirmation('start', subject) ? 'startConfirm' : 'start')}
    </Button>
  );
}
