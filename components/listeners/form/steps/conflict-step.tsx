'use client';

import type { Route } from 'next';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Message } from '@/components/ui/message';
import { RadioList } from '@/components/ui/radio-list';
import { activityEntryHref } from '@/lib/activity/query';
import {
  isUntouched,
  type ConflictChoice,
  type ConflictChoices,
  type ConflictGroup,
} from '@/lib/listeners/edit/conflicts';
import type { ConcurrentEdit, ConcurrentEdits } from '@/lib/listeners/edit/concurrent-edits';
import { focusOnArrival, StepFrame } from './step-frame';
import { useEditMessages } from '@/components/listeners/form/state/use-edit-messages';

type Props = {
  groups: readonly ConflictGroup[];
  /** Who made it so, where Sluice did it. */
  edits: ConcurrentEdits;
  choices: ConflictChoices;
  onChoose: (chosen: ConflictChoices) => void;
  onDecided: () => void;
  onBack: () => void;
};

/**
 * Somebody else changed the listener in the meantime: each difference is resolved explicitly, nothing is overwritten
 * silently.
 */
export function ConflictStep({ groups, edits, choices, onChoose, onDecided, onBack }: Props) {
  const t = useTranslations('edit.conflict');
  const review = useTranslations('edit.review');
  const domain = useTranslations('domain');
  const words = useEditMessages();
  const [missed, setMissed] = useState(false);
  const open = groups.filter((group) => choices[group[0].name] === undefined).length;

  return (
    <StepFrame
      title={t('title')}
      onSubmit={() => {
        if (open > 0) setMissed(true);
        else onDecided();
      }}
      actions={
        <>
          <Button type="submit" variant="primary" className="max-sm:flex-1">
            {t('review')}
          </Button>
          <Button variant="quiet" onClick={onBack}>
            {review('back')}
          </Button>
        </>
      }
    >
      <p className="max-w-[64ch] text-ink-2">{t('text')}</p>
      {groups.map((group) => {
        const key = group[0].name;
        const title = group.map(({ name }) => words.label(name)).join(domain('separator'));
        const said = (which: 'was' | ConflictChoice): string =>
          group.map((conflict) => words.value(conflict.name, conflict[which])).join(domain('separator'));
        const raw = (which: 'was' | ConflictChoice): string =>
          group.map((conflict) => `${conflict.name}=${conflict[which] ?? ''}`).join(' ');
        const untouched = isUntouched(group);
        const option = (which: ConflictChoice, side: string) => ({
          value: which,
          label: <Side side={side} wide={untouched} words={said(which)} raw={raw(which)} />,
        });
        const edit = group.map(({ name }) => edits[name]).find((made) => made !== undefined);
        return (
          <fieldset key={key} className="grid min-w-0 gap-1 border-t border-line pt-3">
            <legend className="float-left w-full font-medium" id={`conflict-${key}`}>
              {title}
            </legend>
            {/* The default if you changed nothing here. */}
            {!untouched && (
              <p className="text-12 text-ink-2">
                {t('was')} <span title={raw('was')}>{said('was')}</span>
              </p>
            )}
            {edit !== undefined && <ChangedBy edit={edit} />}
            <RadioList<ConflictChoice | ''>
              id={`choice-${key}`}
              aria-labelledby={`conflict-${key}`}
              name={`choice-${key}`}
              value={choices[key] ?? ''}
              options={[option('yours', t(untouched ? 'untouched' : 'yours')), option('theirs', t('theirs'))]}
              onValueChange={(choice) => {
                if (choice !== '') onChoose({ [key]: choice });
              }}
            />
          </fieldset>
        );
      })}
      {missed && open > 0 && (
        <div ref={focusOnArrival} role="alert" tabIndex={-1}>
          <Message kind="bad">{t('open', { count: open })}</Message>
        </div>
      )}
    </StepFrame>
  );
}

/** Who it was and when, with a link to the write; in a new tab, so that the choices are kept. */
function ChangedBy({ edit }: { edit: ConcurrentEdit }) {
  const t = useTranslations('edit.conflict');
  const locale = useLocale();
  const link = () => (
    <Link href={activityEntryHref(edit.activityId) as Route} target="_blank">
      <span className="sr-only">{t('entry', { id: edit.activityId })} </span>
      <LocalTime at={edit.at} locale={locale} />
    </Link>
  );
  return <p className="text-12 text-ink-2">{t.rich('changedBy', { actor: edit.actor, link })}</p>;
}

type SideProps = { side: string; wide: boolean; words: string; raw: string };

function Side({ side, wide, words, raw }: SideProps) {
  return (
    <span
      className={cx(
        'grid wrap-anywhere',
        wide
          ? 'grid-cols-[184px_minmax(0,1fr)] max-sm:grid-cols-[96px_minmax(0,1fr)] max-sm:gap-x-2'
          : 'grid-cols-[52px_minmax(0,1fr)]',
      )}
    >
      <span className="text-ink-3">{side} </span>
      <span>
        <span className="font-medium text-ink">{words}</span>{' '}
        <code translate="no" className="font-mono text-12 text-ink-3">
          {raw}
        </code>
      </span>
    </span>
  );
}
