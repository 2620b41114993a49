'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { RadioList } from '@/components/ui/radio-list';
import { conflictGroups, decideConflicts, type ConflictChoice } from '@/lib/listeners/decide-conflicts';
import type { SettingConflict, Settings } from '@/lib/listeners/settings';
import { useListenerForm } from './form-context';
import { focusOnArrival, StepFrame } from './step-frame';
import { useEditWords } from './use-edit-words';

type Props = {
  conflicts: readonly SettingConflict[];
  /** The state that was asked for, and the one that is there now. */
  yours: Settings;
  now: Settings;
  onDecided: (wanted: Settings) => void;
  onBack: () => void;
};

/** Somebody else changed the listener meanwhile: each thing that differs is decided on, none is overwritten unsaid. */
export function ConflictStep({ conflicts, yours, now, onDecided, onBack }: Props) {
  const t = useTranslations('edit.conflict');
  const review = useTranslations('edit.review');
  const words = useEditWords();
  const { edit } = useListenerForm();
  const groups = conflictGroups(conflicts);
  const [chosen, setChosen] = useState<Readonly<Record<string, ConflictChoice>>>(() =>
    // What was not asked for is theirs, until the operator says otherwise.
    Object.fromEntries(
      groups.flatMap((group) =>
        group.every(({ was, yours: mine }) => was === mine) ? [[group[0].name, 'theirs' as const]] : [],
      ),
    ),
  );
  const [missed, setMissed] = useState(false);
  const open = groups.filter((group) => chosen[group[0].name] === undefined).length;

  return (
    <StepFrame
      title={t('title')}
      onSubmit={() => {
        if (open > 0) setMissed(true);
        else if (edit !== null)
          onDecided(decideConflicts({ was: edit.opened.settings, yours, now, groups, choices: chosen }));
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
        const title = group.map(({ name }) => words.label(name)).join(', ');
        const said = (which: 'was' | ConflictChoice): string =>
          group.map((conflict) => words.value(conflict.name, conflict[which])).join(', ');
        const raw = (which: 'was' | ConflictChoice): string =>
          group.map((conflict) => `${conflict.name}=${conflict[which] ?? ''}`).join(' ');
        return (
          <fieldset key={key} className="grid min-w-0 gap-1 border-t border-line pt-3">
            <legend className="float-left w-full font-medium" id={`conflict-${key}`}>
              {title}
            </legend>
            <p className="text-12 text-ink-2">
              {t('was')} <span title={raw('was')}>{said('was')}</span>
            </p>
            <RadioList<ConflictChoice | ''>
              id={`choice-${key}`}
              aria-labelledby={`conflict-${key}`}
              name={`choice-${key}`}
              value={chosen[key] ?? ''}
              options={[
                {
                  value: 'yours',
                  label: <Side side={t('yours')} words={said('yours')} raw={raw('yours')} />,
                },
                {
                  value: 'theirs',
                  label: <Side side={t('theirs')} words={said('theirs')} raw={raw('theirs')} />,
                },
              ]}
              onValueChange={(choice) => {
                if (choice !== '') setChosen({ ...chosen, [key]: choice });
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

function Side({ side, words, raw }: { side: string; words: string; raw: string }) {
  return (
    <span className="grid grid-cols-[52px_minmax(0,1fr)] wrap-anywhere">
      <span className="text-ink-3">{side} </span>
      <span>
        <span className="font-medium text-ink">{words}</span>{' '}
        <code className="font-mono text-12 text-ink-3">{raw}</code>
      </span>
    </span>
  );
}
