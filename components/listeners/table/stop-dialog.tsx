'use client';

import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { AsOf } from '@/components/listeners/freshness/as-of';
import { Emphasis } from './emphasis';
import type { ActionMessages, Subject } from '@/components/listeners/freshness/list-client';
import { fill } from '../template';

type Props = {
  subject: Subject;
  words: ActionMessages['dialog'];
  pending: boolean;
  onCancel: () => void;
  onStop: () => void;
};

/**
 * Asked before one or many listeners are stopped: what is cut off, how many servers are affected, and how to undo it.
 */
export function StopDialog({ subject, words, pending, onCancel, onStop }: Props) {
  /** A call in progress cannot be recalled, so the dialog stays until the response. */
  const cancel = () => {
    if (!pending) onCancel();
  };
  const { tally } = subject;
  return (
    <Dialog
      alert
      title={fill(words.stopTitle, { name: subject.name })}
      onClose={cancel}
      actions={
        <>
          <Button ref={focusFirst} busy={pending} onClick={cancel}>
            {words.cancel}
          </Button>
          <Button variant="primary" busy={pending} onClick={() => onStop()}>
            {words.stop}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-ink-2">
        <p>
          <Emphasis template={words.stopText} values={{ backends: subject.backends }} />
          {tally !== null &&
            tally.normal + tally.abnormal > 0 &&
            ` ${fill(words.healthy, { normal: tally.normal, all: tally.all })}`}
        </p>
        <p>{words.undo}</p>
        <AsOf words={words} />
      </div>
    </Dialog>
  );
}
