'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useState, useTransition } from 'react';
import { flushSync } from 'react-dom';
import { useListClient, type Subject } from '@/components/listeners/freshness/list-client';
import { needsConfirmation, ListenerQuestion } from '@/components/listeners/table/listener-question';
import { useListRequest } from '@/components/shell/pending-query';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { cloneHref, editHref } from '@/lib/listeners/list/hrefs';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListenerAction } from '@/lib/model/rules';

type Props = {
  subject: Subject;
  /** Why each cannot be done now; null where it can. */
  blockReasons: Record<ListenerAction, string | null>;
  isEditable: boolean;
};

const ICONS = { start: 'play', stop: 'stop', delete: 'trash' } as const;

/** What can be done to the listener now, and below it why not, where it cannot. */
export function PeekActions({ subject, blockReasons, isEditable }: Props) {
  const t = useTranslations('list.peek');
  const tAction = useTranslations('list.action');
  const tTable = useTranslations('list.table');
  const { perform, tellStatuses } = useListClient();
  const { change } = useListRequest();
  const [pending, startTransition] = useTransition();
  const [confirming, setConfirming] = useState<ListenerAction | null>(null);
  const id = useId();
  const { listenerKey, status } = subject;
  const shown = formatListenerKey(listenerKey);
  useEffect(() => tellStatuses((name) => (name === shown ? status : null)), [shown, status, tellStatuses]);

  function run(action: ListenerAction) {
    startTransition(async () => {
      const done = await perform(action, subject);
      if (!needsConfirmation(action, subject)) return;
      // While the dialog is open, nothing behind it can take the focus.
      flushSync(() => setConfirming(null));
      if (action !== 'delete' || !done) return;
      document.querySelector('main')?.focus();
      change({ peek: null });
    });
  }

  const toggle = status === 'stopped' || status === 'starting' ? 'start' : 'stop';
  const shownActions = [toggle, 'delete'] as const;
  const because = (action: ListenerAction) => (pending ? tAction('inProgress') : blockReasons[action]);
  const button = (action: ListenerAction) => (
    <Button
      key={action}
      size="small"
      icon={ICONS[action]}
      variant={action === 'delete' ? 'danger' : 'default'}
      unavailable={because(action) !== null && `${id}-${action}`}
      onClick={() => (needsConfirmation(action, subject) ? setConfirming(action) : run(action))}
    >
      {tAction(action === 'start' && needsConfirmation(action, subject) ? 'startConfirm' : action)}
    </Button>
  );
  return (
    <footer className="sticky bottom-0 grid gap-1.5 border-t border-line bg-canvas px-5 py-2 max-sm:px-4">
      <fieldset aria-label={t('actions')} className="flex flex-wrap gap-2">
        {button(toggle)}
        {isEditable && (
          <>
            <ButtonLink href={editHref(listenerKey)} size="small" icon="edit">
              {tTable('edit')}
            </ButtonLink>
            <ButtonLink href={cloneHref(listenerKey)} size="small" icon="copy">
              {tTable('clone')}
            </ButtonLink>
          </>
        )}
        {button('delete')}
      </fieldset>
      {shownActions.map((action) => (
        <p key={action} id={`${id}-${action}`} className="text-12 text-ink-2 empty:hidden">
          {because(action) !== null && t(`why.${action}`, { reason: because(action) ?? '' })}
        </p>
      ))}
      {confirming !== null && (
        <ListenerQuestion
          action={confirming}
          subject={subject}
          pending={pending}
          onCancel={() => setConfirming(null)}
          onConfirm={() => run(confirming)}
        />
      )}
    </footer>
  );
}
