'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { CodeDisclosure } from '@/components/listeners/code/code-disclosure';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { TextInput } from '@/components/ui/text-input';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { AsOf } from '@/components/listeners/freshness/as-of';
import { strong } from './strong';
import { Message } from '@/components/ui/message';
import type { QuestionProps } from './question-props';

/** Names port, instance and backends, and what can be restored; unless the listener is stopped, its port must be typed (ux.md A3). */
export function DeleteDialog({ subject, pending, onCancel, onConfirm }: QuestionProps) {
  const t = useTranslations('list.dialog');
  const id = useId();
  const [typed, setTyped] = useState('');
  const { listenerKey, ownerWarning } = subject;
  const { listenerPort } = listenerKey;
  const port = String(listenerPort);
  const stopped = subject.status === 'stopped';
  const confirmed = stopped || integerIn(typed, limits.listenerPort) === listenerPort;

  /** A call in progress cannot be recalled, so the dialog stays until the response. */
  function cancel() {
    if (!pending) onCancel();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (confirmed && !pending) onConfirm();
  }

  return (
    <Dialog
      alert
      title={t('title', { name: subject.name })}
      onClose={cancel}
      actions={
        <>
          <Button ref={stopped ? focusFirst : undefined} busy={pending} onClick={cancel}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            form={`${id}-form`}
            variant="destroy"
            busy={pending}
            unavailable={!confirmed && `${id}-why`}
          >
            {t('delete')}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="grid gap-3">
        <p className="text-ink-2">
          {t.rich(stopped ? 'stopped' : 'running', { backends: subject.backends, b: strong })}
        </p>
        {ownerWarning !== null && <Message kind="warn">{ownerWarning}</Message>}
        <ul className="grid gap-1 text-ink-2">
          {listenerKey.protocol === undefined ? (
            <>
              <li>{t.rich('restorable', { b: strong })}</li>
              <li>{t.rich('lost', { b: strong })}</li>
            </>
          ) : (
            <li>{t.rich('unrestorable', { b: strong })}</li>
          )}
        </ul>
        <AsOf />
        {!stopped && (
          <div className="grid gap-1">
            <label htmlFor={`${id}-port`}>{t('typePort', { port })}</label>
            <TextInput
              id={`${id}-port`}
              mono
              width="short"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <p id={`${id}-why`} className="text-12 text-ink-2">
              {confirmed ? '\u00A0' : t('notTyped', { port })}
            </p>
          </div>
        )}
      </form>
      <CodeDisclosure
        action="delete"
        listeners={[listenerKey]}
        warnings={ownerWarning === null ? [] : [ownerWarning]}
      />
    </Dialog>
  );
}
