'use client';

import { useId, useState } from 'react';
import { fill } from '@/components/listeners/list/template';
import { Consequence } from '@/components/ui/consequence';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import type { SeriousConsequence } from '@/lib/listeners/edit-consequences';
import { readInteger } from '@/lib/listeners/integer-text';
import { limits, schedulers, type IntegerRange } from '@/lib/listeners/limits';
import type { SetParameters } from '@/lib/listeners/set-parameters';
import type { RunSettings } from '@/lib/runs/run-types';
import type { BulkWords } from './bulk-words';

const FIELDS = [
  'Scheduler',
  'Bandwidth',
  'Description',
  'PersistenceTimeout',
  'EstablishedTimeout',
  'HealthCheckSwitch',
  'AclStatus',
] as const;
type Field = (typeof FIELDS)[number];

type Draft = { field: Field; choice: string; text: string; aclType: 'white' | 'black'; ticked: boolean };

const FIRST_CHOICE: Record<Field, string> = {
  Scheduler: '',
  Bandwidth: 'limited',
  Description: '',
  PersistenceTimeout: 'on',
  EstablishedTimeout: '',
  HealthCheckSwitch: '',
  AclStatus: '',
};
const RANGES: Partial<Record<Field, IntegerRange>> = {
  Bandwidth: limits.bandwidthMbps,
  PersistenceTimeout: limits.persistenceTimeoutSeconds,
  EstablishedTimeout: limits.establishedTimeoutSeconds,
};

type Props = {
  /** Id of the words that say what is to be entered. */
  whyId: string;
  regionCount: number;
  words: BulkWords;
  /** What is asked for; null while it cannot be sent. */
  onSettings: (settings: RunSettings | null) => void;
};

/** One setting and its new value, the same for all. Serious consequences want a tick (ux.md F10). */
export function BulkChange({ whyId, regionCount, words, onSettings }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<Draft>(draftOf('Scheduler'));
  const { field } = draft;
  const serious = seriousOf(draft);
  const lists = field === 'AclStatus' && draft.choice === 'on';

  function change(part: Partial<Draft>) {
    const next = part.field === undefined ? { ...draft, ...part } : draftOf(part.field);
    if (part.choice !== undefined || part.aclType !== undefined) next.ticked = false;
    setDraft(next);
    onSettings(settingsOf(next, regionCount));
  }

  const choices = choicesOf(field, words);
  const asksText = ['limited', 'on'].includes(draft.choice)
    ? field !== 'HealthCheckSwitch'
    : choices.length === 0;
  return (
    <div className="grid gap-2">
      <div className="grid grid-cols-[140px_minmax(0,1fr)] items-center gap-2">
        <label htmlFor={`${id}-field`} className="font-medium">
          {words.field.label}
        </label>
        <Select
          id={`${id}-field`}
          value={field}
          options={FIELDS.map((value) => ({ value, label: words.field[value] }))}
          onChange={(event) => {
            const chosen = FIELDS.find((value) => value === event.target.value);
            if (chosen) change({ field: chosen });
          }}
        />
        <span id={`${id}-value`} className="font-medium">
          {words.value.label}
        </span>
        <div className="grid justify-items-start gap-2">
          {choices.length > 0 && (
            <Segmented
              id={`${id}-choice`}
              name={`${id}-choice`}
              aria-labelledby={`${id}-value`}
              value={draft.choice}
              options={choices}
              onValueChange={(choice) => change({ choice })}
            />
          )}
          {lists && (
            <Segmented
              id={`${id}-type`}
              name={`${id}-type`}
              aria-label={words.value.kind}
              value={draft.aclType}
              options={[
                { value: 'white', label: words.value.white },
                { value: 'black', label: words.value.black },
              ]}
              onValueChange={(aclType) => change({ aclType })}
            />
          )}
          {asksText && (
            <TextInput
              aria-label={lists ? words.value.list : words.field[field]}
              aria-describedby={whyId}
              numeric={RANGES[field] !== undefined}
              mono={field !== 'Description'}
              width={field === 'Description' || lists ? 'full' : 'medium'}
              unit={
                field === 'Bandwidth' ? words.value.mbps : RANGES[field] ? words.value.seconds : undefined
              }
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </div>
      </div>
      <p id={whyId} className="text-12 text-ink-2">
        {whyWords(draft, regionCount, words)}
      </p>
      {serious !== null && (
        <Consequence
          fact={words.fact[serious]}
          tick={{
            id: `${id}-tick`,
            label: words.tick[serious],
            checked: draft.ticked,
            onChange: (event) => change({ ticked: event.target.checked }),
          }}
        />
      )}
    </div>
  );
}

function draftOf(field: Field): Draft {
  return { field, choice: FIRST_CHOICE[field], text: '', aclType: 'white', ticked: false };
}

function choicesOf(field: Field, { value }: BulkWords): { value: string; label: string }[] {
  switch (field) {
    case 'Scheduler':
      return schedulers.map((scheduler) => ({ value: scheduler, label: scheduler }));
    case 'Bandwidth':
      return [
        { value: 'limited', label: value.limited },
        { value: 'unlimited', label: value.unlimited },
      ];
    case 'PersistenceTimeout':
    case 'HealthCheckSwitch':
    case 'AclStatus':
      return [
        { value: 'on', label: value.on },
        { value: 'off', label: value.off },
      ];
    case 'Description':
    case 'EstablishedTimeout':
      return [];
  }
}

/** The consequence to be ticked; of a list nobody knows here whether it has entries, so an allowlist always wants it. */
function seriousOf({ field, choice, aclType }: Draft): SeriousConsequence | null {
  if (field === 'HealthCheckSwitch') return choice === 'off' ? 'health-check-off' : null;
  if (field !== 'AclStatus') return null;
  if (choice === 'off') return 'access-control-off';
  return aclType === 'white' ? 'allowlist-open' : null;
}

function settingsOf(draft: Draft, regionCount: number): RunSettings | null {
  const serious = seriousOf(draft);
  if (serious !== null && !draft.ticked) return null;
  const set = parametersOf(draft, regionCount);
  return set && { set, acknowledged: serious === null ? [] : [serious] };
}

function parametersOf(draft: Draft, regionCount: number): SetParameters | null {
  const { field, choice, text, aclType } = draft;
  const range = RANGES[field];
  if (range !== undefined) {
    if (choice === 'unlimited') return { Bandwidth: '-1' };
    if (choice === 'off') return { PersistenceTimeout: '0' };
    const read = readInteger(text, range);
    return 'value' in read && read.value !== undefined ? { [field]: String(read.value) } : null;
  }
  const typed = text.trim();
  switch (field) {
    case 'Description':
      return typed !== '' && [...typed].length <= limits.descriptionLength.max
        ? { Description: typed }
        : null;
    case 'AclStatus':
      if (choice === 'off') return { AclStatus: 'off' };
      if (choice === '') return null;
      return regionCount === 1 && /^[A-Za-z0-9_-]+$/.test(typed)
        ? { AclStatus: 'on', AclType: aclType, AclId: typed }
        : null;
    default:
      return choice === '' ? null : { [field]: choice };
  }
}

function whyWords(draft: Draft, regionCount: number, words: BulkWords): string {
  const { field, choice, ticked } = draft;
  const range = RANGES[field];
  if (range !== undefined && (choice === 'limited' || choice === 'on' || choice === ''))
    return fill(words.range, { min: range.min, max: range.max });
  if (field === 'Description') return fill(words.text, { max: limits.descriptionLength.max });
  if (field === 'AclStatus' && choice === 'on')
    return regionCount > 1 ? fill(words.oneRegion, { count: regionCount }) : words.listId;
  if (choice === '') return words.choose;
  return seriousOf(draft) !== null && !ticked ? words.tickIt : '\u00A0';
}
