'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useId, useState, useTransition, type FormEvent, type ReactNode } from 'react';
import { useFailedRequest } from '@/components/shell/failed-request';
import { Button } from '@/components/ui/button';
import { Consequence } from '@/components/ui/consequence';
import { Message } from '@/components/ui/message';
import { TextInput } from '@/components/ui/text-input';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import { integerIn } from '@/lib/model/integer-text';
import { runHref } from '@/lib/runs/run-address';
import type { Confirmed, FollowUp, RunKind } from '@/lib/runs/run-types';

export type StartFollowUp = (run: {
  runId: number;
  how: FollowUp;
  confirmed: Confirmed;
  acknowledged: SeriousConsequence[];
}) => Promise<
  { ok: true; runId: number } | { ok: false; reason: 'invalid' | 'nothing' | 'no-credentials' | 'not-stored' }
>;

type Props = {
  runId: number;
  how: FollowUp;
  kind: RunKind;
  /** Some of them are deleted. */
  deletes: boolean;
  /** How many listeners it will change. */
  count: number;
  /** Listeners that may be running are deleted: their number is typed first (ux.md A3). */
  wantsTyping: boolean;
  confirmed: Confirmed;
  /** What is said of owners that may undo it. */
  ownerWarnings: readonly string[];
  serious: readonly { consequence: SeriousConsequence; count: number }[];
  start: StartFollowUp;
  back: ReactNode;
};

/** Starts the run that its preview shows; the consequences that are serious are confirmed first. */
export function FollowUpForm({
  runId,
  how,
  kind,
  deletes,
  count,
  wantsTyping,
  confirmed,
  ownerWarnings,
  serious,
  start,
  back,
}: Props) {
  const t = useTranslations('runs.followUp');
  const failedRequest = useFailedRequest();
  const id = useId();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [ticked, setTicked] = useState<readonly SeriousConsequence[]>([]);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const untyped = wantsTyping && integerIn(typed, { min: 1, max: count }) !== count;
  const unticked = serious.some(({ consequence }) => !ticked.includes(consequence));
  const missing = untyped ? t('typeWhy', { count: String(count) }) : unticked ? t('tickIt') : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending || missing !== null) return;
    startTransition(async () => {
      try {
        const outcome = await start({ runId, how, confirmed, acknowledged: [...ticked] });
        if (outcome.ok) router.push(runHref(outcome.runId));
        else setProblem(outcome.reason === 'nothing' ? t('nothingText') : t(outcome.reason));
      } catch (error) {
        setProblem(failedRequest(error) ?? t('noServer'));
      }
    });
  }

  return (
    <form onSubmit={submit} className="grid max-w-[110ch] gap-3 px-5 pb-4 max-sm:px-4">
      {ownerWarnings.map((words) => (
        <Message key={words} kind="warn">
          {words}
        </Message>
      ))}
      {serious.map(({ consequence, count: concerned }) => (
        <Consequence
          key={consequence}
          fact={t(`fact.${consequence}`, { count: concerned })}
          tick={{
            label: t(`tick.${how}`),
            checked: ticked.includes(consequence),
            onChange: (event) =>
              setTicked(
                event.target.checked
                  ? [...ticked, consequence]
                  : ticked.filter((each) => each !== consequence),
              ),
          }}
        />
      ))}
      {wantsTyping && (
        <div className="grid gap-1">
          <label htmlFor={`${id}-count`}>{t('type', { count: String(count) })}</label>
          <TextInput
            id={`${id}-count`}
            mono
            width="short"
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant={deletes ? 'destroy' : 'primary'}
          busy={pending}
          unavailable={missing !== null && `${id}-why`}
        >
          {t(`confirm.${kind}`, { count })}
        </Button>
        {back}
        <span id={`${id}-why`} className="text-12 text-ink-2">
          {missing}
        </span>
      </div>
      <div role="alert" className="empty:-mb-3">
        {problem !== '' && <Message kind="bad">{problem}</Message>}
      </div>
    </form>
  );
}
