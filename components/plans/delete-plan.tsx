'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { Menu } from '@/components/ui/menu';
import { Message } from '@/components/ui/message';
import type { PlanProblem } from '@/lib/plans/plan-types';
import { useProblemText } from './use-problem-text';

type Props = {
  name: string;
  remove: () => Promise<{ ok: true } | PlanProblem>;
  onRemoved: () => void;
};

/** Deletes a plan after asking: its rows are nowhere else. */
export function DeletePlan({ name, remove, onRemoved }: Props) {
  const t = useTranslations('plans.head');
  const problemText = useProblemText();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    const outcome = await remove().catch(() => null);
    if (outcome?.ok === true) {
      onRemoved();
      return;
    }
    setProblem(problemText(outcome?.problem ?? 'no-server'));
    setBusy(false);
  }

  return (
    <>
      <Menu
        icon="more"
        iconOnly
        label={t('more', { name })}
        entries={[
          {
            kind: 'action',
            key: 'delete',
            label: t('delete'),
            icon: 'trash',
            danger: true,
            onSelect: () => setAsks(true),
          },
        ]}
      />
      {asks && (
        <Dialog
          alert
          title={t('deleteTitle', { name })}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button ref={focusFirst} onClick={() => setAsks(false)}>
                {t('nameCancel')}
              </Button>
              <Button variant="destroy" busy={busy} onClick={() => void confirm()}>
                {t('delete')}
              </Button>
            </>
          }
        >
          <p>{t('deleteText')}</p>
          <div role="alert" className="empty:hidden">
            {problem !== null && <Message kind="bad">{problem}</Message>}
          </div>
        </Dialog>
      )}
    </>
  );
}
