'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useId, useState, useTransition, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useListClient, type Subject } from '@/components/listeners/freshness/list-client';
import { listAsLeft } from '../list-link';
import { Button } from '@/components/ui/button';
import type { IconName } from '@/components/ui/icon';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListenerAction } from '@/lib/model/rules';
import { ActionRow } from './action-row';

type Props = {
  subject: Subject;
  /** Why each cannot be done now; null where it can. */
  blockReasons: Record<ListenerAction, string | null>;
  /** Actions with their own page, between stop and delete. */
  children: ReactNode;
};

/** Loaded on demand: most visits stop and delete nothing. */
const DeleteDialog = lazy(async () => ({
  default: (await import('@/components/listeners/table/delete-dialog')).DeleteDialog,
}));
const StopDialog = lazy(async () => ({
  default: (await import('@/components/listeners/table/stop-dialog')).StopDialog,
}));

const ICONS = { start: 'play', stop: 'stop', delete: 'trash' } as const satisfies Record<
  ListenerAction,
  IconName
>;

/** What can be done to the listener, each with its consequence or with the reason why not. */
export function Actions({ subject, blockReasons, children }: Props) {
  const t = useTranslations('listener.actions');
  const { perform, refresh, tellStatuses } = useListClient();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [confirming, setConfirming] = useState<'stop' | 'delete' | null>(null);

  const shown = formatListenerKey(subject.listenerKey);
  const { status } = subject;
  useEffect(() => tellStatuses((name) => (name === shown ? status : null)), [shown, status, tellStatuses]);

  function run(action: ListenerAction) {
    startTransition(async () => {
      const done = await perform(action, subject);
      if (action === 'start') return;
      // While the dialog is open, nothing behind it can take the focus.
      flushSync(() => setConfirming(null));
      if (action === 'stop') return;
      if (!done) {
        refresh('screen');
        return;
      }
      // This page goes, and the focus with it: the frame's place for the next one stays.
      document.querySelector('main')?.focus();
      router.push(listAsLeft());
    });
  }

  const text = {
    start: t('startText'),
    stop: t('stopText'),
    delete:
      status === 'stopped'
        ? t('deleteStopped')
        : t('deleteRunning', { port: subject.listenerKey.listenerPort }),
  };
  const actionRow = (action: ListenerAction, onClick: () => void) => (
    <ActionButtonRow
      icon={ICONS[action]}
      danger={action === 'delete'}
      words={t(action)}
      text={text[action]}
      because={pending ? t('inProgress') : blockReasons[action]}
      onClick={onClick}
    />
  );
  const question = { subject, pending, onCancel: () => setConfirming(null) };
  return (
    <ul>
      {actionRow('start', () => run('start'))}
      {actionRow('stop', () => setConfirming('stop'))}
      {children}
      {actionRow('delete', () => setConfirming('delete'))}
      {confirming !== null && (
        <li className="contents">
          <Suspense>
            {confirming === 'delete' ? (
              <DeleteDialog {...question} onDelete={() => run('delete')} />
            ) : (
              <StopDialog {...question} onStop={() => run('stop')} />
            )}
          </Suspense>
        </li>
      )}
    </ul>
  );
}

type ActionProps = {
  icon: IconName;
  danger: boolean;
  words: string;
  text: string;
  because: string | null;
  onClick: () => void;
};

function ActionButtonRow({ icon, danger, words, text, because, onClick }: ActionProps) {
  const id = useId();
  return (
    <ActionRow
      button={
        <Button
          variant={danger ? 'danger' : 'default'}
          icon={icon}
          unavailable={because !== null && id}
          aria-describedby={id}
          onClick={onClick}
          className="w-24 justify-start!"
        >
          {words}
        </Button>
      }
    >
      <span id={id}>{because ?? text}</span>
    </ActionRow>
  );
}
