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

/** Asked before a listener is stopped, one as well as many: what is cut, how many servers it cuts off, and the way back. */
export function StopDialog({ subject, words, pending, onCancel, onStop }: Props) {
  /** What is under way cannot be called back, so the question stays until its answer. */
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
