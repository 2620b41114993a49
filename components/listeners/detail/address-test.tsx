'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { TextInput } from '@/components/ui/text-input';
import type { IpFamily } from '@/lib/model/address-block';
import { evaluateAcl, type EvaluatedAccess, type PassVerdict } from '@/lib/listeners/detail/evaluate-acl';
import { normalizeAddress } from '@/lib/text/typed-text';
import { Entries } from './entries';
import { Verdict } from './verdict';

type Props = {
  access: EvaluatedAccess;
  /** The instance's own IP version; null where it is not known. */
  family: IpFamily | null;
  running: boolean;
};

type Result = { address: string; verdict: PassVerdict };

/** "Would this address pass?", answered from the lists as they were read; the entry that decides it is marked. */
export function AddressTest({ access, family, running }: Props) {
  const t = useTranslations('listener.access');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [tested, setTested] = useState<string | null>(null);
  // Recomputed at every read, so that the result is never older than the lists next to it.
  const answer: Result | null =
    tested === null ? null : { address: tested, verdict: evaluateAcl(tested, access, family) };
  const wrong = answer?.verdict.kind === 'no-address';

  function ask(event: FormEvent) {
    event.preventDefault();
    setTested(normalizeAddress(typed));
  }

  return (
    <>
      <form onSubmit={ask} className="pt-3 pb-2">
        <label htmlFor={id} className="sr-only">
          {t('question')}
        </label>
        <div className="flex gap-2">
          <TextInput
            id={id}
            mono
            className="min-w-0 flex-1"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong}
            aria-describedby={wrong ? `${id}-wrong` : `${id}-hint`}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit">{t('ask')}</Button>
        </div>
        <div aria-live="polite" className="min-h-6.5 pt-1.5">
          {answer === null ? (
            <p id={`${id}-hint`} className="text-12 text-ink-3">
              {t('example')}
            </p>
          ) : wrong ? (
            <Message kind="bad" id={`${id}-wrong`}>
              {t('noAddress')}
            </Message>
          ) : (
            <Verdict address={answer.address} verdict={answer.verdict} running={running} />
          )}
        </div>
      </form>
      {access.status === 'on' && <Entries lists={access.lists} verdict={answer?.verdict ?? null} />}
    </>
  );
}
