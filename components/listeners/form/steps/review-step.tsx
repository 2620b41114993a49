'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { Consequence as ConsequenceBox } from '@/components/ui/consequence';
import { Message } from '@/components/ui/message';
import {
  consequencesOf,
  isSerious,
  type Consequence,
  type SeriousConsequence,
} from '@/lib/model/edit-consequences';
import { settingsRequested } from '@/lib/listeners/edit/edit-values';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { changesBetween, type SettingChange } from '@/lib/model/settings';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { BeforeAfter } from './before-after';
import { Effects } from './effects';
import { focusOnArrival, StepFrame } from './step-frame';
import { useEditMessages } from '@/components/listeners/form/state/use-edit-messages';
import { useReach, useValues } from '@/components/listeners/form/state/use-problems';

type Props = {
  sending: boolean;
  onSend: (acknowledged: readonly SeriousConsequence[]) => void;
  onBack: () => void;
};

/** What the changes do, the changes as text and as parameters, their consequences, and the one button that sends them. */
export function ReviewStep({ sending, onSend, onBack }: Props) {
  const t = useTranslations('edit');
  const { edit } = useListenerForm();
  const values = useValues();
  const reach = useReach();
  const [ticked, setTicked] = useState<ReadonlySet<Consequence>>(new Set());
  const [missed, setMissed] = useState(false);
  const missedId = useId();
  if (edit === null) throw new Error('Only an edit is reviewed.');

  const after = settingsRequested(edit.opened, values);
  const changes = changesBetween(edit.opened.settings, after);
  const consequences = consequencesOf(edit.opened.settings, after, reach);
  const serious = consequences.filter(isSerious);
  const missing = serious.filter((consequence) => !ticked.has(consequence));
  const port = edit.listener.listenerPort;

  if (changes.length === 0)
    return (
      <StepFrame
        title={t('review.nothing')}
        actions={
          <>
            <ButtonLink href={listenerHref(edit.listener)}>{t('review.leave')}</ButtonLink>
            <BackButton onBack={onBack} />
          </>
        }
      >
        <p className="text-ink-2">{t('review.nothingSent')}</p>
      </StepFrame>
    );
  return (
    <StepFrame
      title={t('review.title', { port: String(port), instance: edit.instanceName })}
      onSubmit={() => {
        if (missing.length > 0) setMissed(true);
        else onSend(serious);
      }}
      actions={
        <>
          <Button type="submit" variant="primary" busy={sending} className="min-w-[116px] max-sm:flex-1">
            {t(sending ? 'review.sending' : 'review.send', { count: changes.length })}
          </Button>
          <BackButton onBack={onBack} />
        </>
      }
    >
      <Effects edit={edit} after={after} />
      <ChangeList changes={changes} />
      {(consequences.length > 0 || edit.ownerWarning !== null) && (
        <section aria-labelledby="consequences-title" className="grid gap-2">
          <h3 id="consequences-title" className="font-semibold">
            {t('review.consequences')}
          </h3>
          {edit.ownerWarning !== null && <Message kind="warn">{edit.ownerWarning}</Message>}
          {consequences.map((consequence) =>
            isSerious(consequence) ? (
              <ConsequenceBox
                key={consequence}
                fact={t(`consequence.${consequence}.fact`)}
                detail={t(`consequence.${consequence}.detail`)}
                tick={{
                  id: `tick-${consequence}`,
                  checked: ticked.has(consequence),
                  label: t(`consequence.${consequence}.tick`, { port: String(port) }),
                  'aria-invalid': (missed && !ticked.has(consequence)) || undefined,
                  'aria-describedby': missed && !ticked.has(consequence) ? missedId : undefined,
                  onChange: (event) => {
                    const next = new Set(ticked);
                    if (event.target.checked) next.add(consequence);
                    else next.delete(consequence);
                    setTicked(next);
                  },
                }}
              />
            ) : (
              <Message key={consequence} kind="warn">
                {t(`consequence.${consequence}`)}
              </Message>
            ),
          )}
        </section>
      )}
      {missed && missing.length > 0 && (
        <div ref={focusOnArrival} role="alert" tabIndex={-1} id={missedId}>
          <Message kind="bad">{t('review.tickMissing', { count: missing.length })}</Message>
        </div>
      )}
    </StepFrame>
  );
}

function BackButton({ onBack }: { onBack: () => void }) {
  const t = useTranslations('edit.review');
  return (
    <Button variant="quiet" onClick={onBack}>
      {t('back')}
    </Button>
  );
}

/** Name, old struck out, arrow, new; and the same as parameters. */
function ChangeList({ changes }: { changes: readonly SettingChange[] }) {
  const t = useTranslations('edit.review');
  const words = useEditMessages();
  return (
    <section aria-labelledby="settings-title" className="grid gap-1">
      <h3 id="settings-title" className="font-semibold">
        {t('settings')}
      </h3>
      <dl className="border-t border-line-2">
        {changes.map(({ name, before, after }) => (
          <div
            key={name}
            className="grid grid-cols-[168px_minmax(0,1fr)] gap-x-4 gap-y-0.5 border-b border-line py-2.5 max-sm:grid-cols-1"
          >
            <dt className="font-medium">{words.label(name)}</dt>
            <dd className="grid gap-0.5 wrap-anywhere">
              <BeforeAfter before={words.value(name, before)} after={words.value(name, after)} />
              <code translate="no" className="font-mono text-12 text-ink-2">
                {name}: <del className="text-ink-3">{before ?? '–'}</del> <span aria-hidden="true">→</span>{' '}
                {after ?? '–'}
              </code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
