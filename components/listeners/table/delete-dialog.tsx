'use client';

import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextInput } from '@/components/ui/text-input';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { AsOf } from '@/components/listeners/freshness/as-of';
import { Emphasis } from './emphasis';
import type { ActionMessages, Subject } from '@/components/listeners/freshness/list-client';
import { fill } from '../template';

type Props = {
  subject: Subject;
  words: ActionMessages['dialog'];
  pending: boolean;
  onCancel: () => void;
  onDelete: () => void;
};

/** Names port, instance and backends, and what can be had back; a listener that is not stopped wants its port typed (ux.md A3). */
export function DeleteDialog({ subject, words, pending, onCancel, onDelete }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const { listenerPort } = subject.listenerKey;
  const port = String(listenerPort);
  const stopped = subject.status === 'stopped';
  const confirmed = stopped || integerIn(typed, limits.listenerPort) === listenerPort;

  /** A call in progress cannot be recalled, so the dialog stays until the response. */
  function cancel() {
    if (!pending) onCancel();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (confirmed && !pending) onDelete();
  }

  return (
    <Dialog
      alert
      title={fill(words.title, { name: subject.name })}
      onClose={cancel}
      actions={
        <>
          <Button busy={pending} onClick={cancel}>
            {words.cancel}
          </Button>
          <Button
            type="submit"
            form={`${id}-form`}
            variant="destroy"
            busy={pending}
            unavailable={!confirmed && `${id}-why`}
          >
            {words.delete}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="grid gap-3">
        <p className="text-ink-2">
          <Emphasis
            template={stopped ? words.stopped : words.running}
            values={{ backends: subject.backends }}
          />
        </p>
        <ul className="grid gap-1 text-ink-2">
          <li>
            <Emphasis template={words.restorable} />
          </li>
          <li>
            <Emphasis template={words.lost} />
          </li>
        </ul>
        <AsOf words={words} />
        {!stopped && (
          <div className="grid gap-1">
            <label htmlFor={`${id}-port`}>{fill(words.typePort, { port })}</label>
            <TextInput
              id={`${id}-port`}
              mono
              width="short"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <p id={`${id}-why`} className="text-12 text-ink-2">
              {confirmed ? '\u00A0' : fill(words.notTyped, { port })}
            </p>
          </div>
        )}
      </form>
    </Dialog>
  );
}
