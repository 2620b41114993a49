'use client';

import { lazy, Suspense, useState, useTransition } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import type { ListenerAction } from '@/lib/listeners/rules';
import { startButtonId } from './ids';
import { useListClient, type Subject } from './list-client';
import { fill } from './template';

type Props = {
  subject: Subject;
  /** Why each cannot be done now; null where it can. */
  obstacles: Record<ListenerAction, string | null>;
};

/** Fetched when it is asked for: most visits delete nothing. */
const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog')).DeleteDialog }));

/** The deeds of a row, each saying why where it cannot be done. */
export function RowActions({ subject, obstacles }: Props) {
  const { words, perform } = useListClient();
  const [pending, startTransition] = useTransition();
  const [asking, setAsking] = useState(false);
  /** One deed at a time: a second press would meet the first one's effect. */
  const because = (action: ListenerAction): string | null =>
    pending ? words.action.underWay : obstacles[action];

  function run(action: ListenerAction) {
    startTransition(async () => {
      const done = await perform(action, subject);
      if (action !== 'delete') return;
      // While the question stands, nothing behind it can take the focus.
      flushSync(() => setAsking(false));
      // Its row goes, the table with it where it was the last, and the focus with them: the page's work stays.
      if (done) document.querySelector('main')?.focus();
    });
  }

  return (
    <>
      <Menu
        label={fill(words.action.menu, { name: subject.name })}
        icon="more"
        iconOnly
        variant="quiet"
        size="small"
        className={pending ? 'opacity-50' : undefined}
        entries={[
          {
            kind: 'action',
            key: 'start',
            icon: 'play',
            label: words.action.start,
            unavailableBecause: because('start'),
            onSelect: () => run('start'),
          },
          {
            kind: 'action',
            key: 'stop',
            icon: 'stop',
            label: words.action.stop,
            unavailableBecause: because('stop'),
            onSelect: () => run('stop'),
          },
          { kind: 'separator', key: 'before-delete' },
          {
            kind: 'action',
            key: 'delete',
            icon: 'trash',
            danger: true,
            label: words.action.delete,
            unavailableBecause: because('delete'),
            onSelect: () => setAsking(true),
          },
        ]}
      />
      {asking && (
        <Suspense>
          <DeleteDialog
            subject={subject}
            words={words.dialog}
            pending={pending}
            onCancel={() => setAsking(false)}
            onDelete={() => run('delete')}
          />
        </Suspense>
      )}
    </>
  );
}

/** Beside "Stopped" on the row just made: the next step is one press away. */
export function StartButton({ subject }: { subject: Subject }) {
  const { words, perform } = useListClient();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      id={startButtonId(subject.listenerKey)}
      size="small"
      icon="play"
      busy={pending}
      aria-label={`${words.action.start}: ${subject.name}`}
      onClick={() =>
        startTransition(async () => {
          await perform('start', subject);
        })
      }
    >
      {words.action.start}
    </Button>
  );
}
