'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useState, useTransition, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useListClient, type Subject } from '@/components/listeners/freshness/list-client';
import { needsConfirmation, ListenerQuestion } from '@/components/listeners/table/listener-question';
import { listAsLeft } from '../list-link';
import { Button } from '@/components/ui/button';
import type { IconName } from '@/components/ui/icon';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListenerAction } from '@/lib/model/rules';
import { ActionTip } from './action-tip';
import css from './detail-head.module.css';

type Props = {
  subject: Subject;
  /** Why each cannot be done now; null where it can. */
  blockReasons: Record<ListenerAction, string | null>;
  /** Actions with their own page, between stop and delete. */
  forms: ReactNode;
  /** The last one: the page's primary action. */
  primary: ReactNode;
};

const ICONS = { start: 'play', stop: 'stop', delete: 'trash' } as const satisfies Record<
  ListenerAction,
  IconName
>;

/** What can be done to the listener, each with its consequence or with the reason why not. Nothing moves as they change. */
export function Actions({ subject, blockReasons, forms, primary }: Props) {
  const t = useTranslations('listener.actions');
  const { perform, refresh, tellStatuses } = useListClient();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [confirming, setConfirming] = useState<ListenerAction | null>(null);

  const shown = formatListenerKey(subject.listenerKey);
  const { status } = subject;
  useEffect(() => tellStatuses((name) => (name === shown ? status : null)), [shown, status, tellStatuses]);

  function run(action: ListenerAction) {
    startTransition(async () => {
      const done = await perform(action, subject);
      if (!needsConfirmation(action, subject)) return;
      // While the dialog is open, nothing behind it can take the focus.
      flushSync(() => setConfirming(null));
      if (action !== 'delete') return;
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
    start: t(needsConfirmation('start', subject) ? 'startConfirm' : 'startText'),
    stop: t('stopText'),
    delete:
      status === 'stopped'
        ? t('deleteStopped')
        : t('deleteRunning', { port: subject.listenerKey.listenerPort }),
  };
  const button = (action: ListenerAction) => (
    <ActionButton
      icon={ICONS[action]}
      danger={action === 'delete'}
      words={t(action)}
      text={text[action]}
      because={pending ? t('inProgress') : blockReasons[action]}
      onClick={() => (needsConfirmation(action, subject) ? setConfirming(action) : run(action))}
    />
  );
  return (
    <ul aria-label={t('title')} className={css.actions}>
      {button('start')}
      {button('stop')}
      {forms}
      {button('delete')}
      {primary}
      {confirming !== null && (
        <li className="contents">
          <ListenerQuestion
            action={confirming}
            subject={subject}
            pending={pending}
            onCancel={() => setConfirming(null)}
            onConfirm={() => run(confirming)}
          />
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

function ActionButton({ icon, danger, words, text, because, onClick }: ActionProps) {
  const id = useId();
  return (
    <ActionTip id={id} name={words} text={because ?? text}>
      <Button
        variant={danger ? 'danger' : 'default'}
        icon={icon}
        unavailable={because !== null && id}
        aria-describedby={id}
        onClick={onClick}
        className={css.button}
      >
        <span className={css.name}>{words}</span>
      </Button>
    </ActionTip>
  );
}
