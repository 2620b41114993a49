'use client';

import { useEffect, useId, useState, type FormEvent, type ReactNode } from 'react';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { CheckList } from '@/components/ui/check-list';
import { cx } from '@/components/ui/class-names';
import { Select } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import { columnKinds } from '@/lib/listeners/list/filter/columns';
import { isBlank } from '@/lib/text/typed-text';
import type { FilterChoices, FilterProperty } from './filter-choices';
import { filterTerm, takes, type Given } from './filter-term';
import { fill } from '../template';

type Props = {
  regions: readonly string[];
  words: { reading: string; failed: string };
  onAdd: (token: string) => void;
};

/** Of very many values the first are shown; the search finds the others. */
const VALUES_SHOWN = 100;

/** Loads the choices, then lets the user pick a filter. */
export function FilterForm({ regions, words, onAdd }: Props) {
  const [choices, setChoices] = useState<FilterChoices | 'failed' | null>(null);
  const requested = regions.join(',');
  useEffect(() => {
    const leaving = new AbortController();
    readChoices(requested, leaving.signal).then(setChoices, () => {
      if (!leaving.signal.aborted) setChoices('failed');
    });
    return () => leaving.abort();
  }, [requested]);

  if (choices === null || choices === 'failed')
    return (
      <output className="block p-3 text-ink-2">{choices === null ? words.reading : words.failed}</output>
    );
  return <Parts choices={choices} onAdd={onAdd} />;
}

async function readChoices(regions: string, signal: AbortSignal): Promise<FilterChoices> {
  const response = await fetch(`/listeners/choices?${new URLSearchParams({ regions })}`, { signal });
  if (!response.ok) throw new Error(`The choices were not answered (${response.status}).`);
  // Of the same build as this page, so its shape is known.
  const answer: FilterChoices = await response.json();
  return answer;
}

type PartsProps = { choices: FilterChoices; onAdd: (token: string) => void };

function Parts({ choices: { properties, words }, onAdd }: PartsProps) {
  const id = useId();
  const [column, setColumn] = useState<string>('status');
  const [operator, setOperator] = useState<string>('anyOf');
  const [values, setValues] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const property = properties.find((candidate) => candidate.column === column) ?? properties[0];
  if (!property) return null;
  const chosen = property.operators.find(({ value }) => value === operator) ?? property.operators[0];
  const kind = chosen ? takes(chosen.value, property.column) : 'nothing';

  /** The same as it could be typed: so the language is learned by the way. */
  const written = chosen ? filterTerm(property.column, chosen.value, values) : null;

  function choose(next: FilterProperty | undefined) {
    if (!next) return;
    setColumn(next.column);
    setOperator(next.operators[0]?.value ?? '');
    setValues([]);
    setMissing(false);
  }

  function setValue(index: number, value: string) {
    setMissing(false);
    setValues(index === 0 ? [value, ...values.slice(1)] : [values[0] ?? '', value]);
  }

  function add(event: FormEvent) {
    event.preventDefault();
    if (written === null) setMissing(true);
    else onAdd(written);
  }

  return (
    <form onSubmit={add} className="flex min-h-0 flex-col">
      <div className="grid grid-cols-2 gap-2 p-3 pb-2">
        <Labelled id={`${id}p`} label={words.property}>
          <Select
            id={`${id}p`}
            ref={focusHere}
            value={property.column}
            onChange={(event) => choose(properties.find((one) => one.column === event.target.value))}
            options={properties.map((one) => ({ value: one.column, label: one.label }))}
          />
        </Labelled>
        <Labelled id={`${id}o`} label={words.operator}>
          <Select
            id={`${id}o`}
            value={chosen?.value}
            onChange={(event) => {
              const next = property.operators.find(({ value }) => value === event.target.value);
              if (!next) return;
              if (takes(next.value, property.column) !== kind) setValues([]);
              setOperator(next.value);
            }}
            options={property.operators}
          />
        </Labelled>
      </div>
      {kind === 'ticks' && (
        <div className="flex min-h-0 flex-col border-t border-line">
          <CheckList
            key={property.column}
            name={words.value}
            options={property.values}
            selected={values}
            onSelectedChange={(next) => {
              setMissing(false);
              setValues(next);
            }}
            searchWords={{ label: words.search, none: words.none }}
            limit={{ shown: VALUES_SHOWN, words: (all) => fill(words.more, { shown: VALUES_SHOWN, all }) }}
          />
        </div>
      )}
      {(kind === 'text' || kind === 'number' || kind === 'age') && (
        <div className="px-3 pb-2">
          <Labelled id={`${id}v`} label={words.value}>
            <TextInput
              id={`${id}v`}
              numeric={kind === 'number'}
              placeholder={kind === 'age' ? words.age : undefined}
              value={values[0] ?? ''}
              onChange={(event) => setValue(0, event.target.value)}
            />
          </Labelled>
        </div>
      )}
      {kind === 'range' && (
        <div className="grid grid-cols-2 gap-2 px-3 pb-2">
          {([words.from, words.to] as const).map((label, index) => (
            <Labelled key={label} id={`${id}${index}`} label={label}>
              <TextInput
                id={`${id}${index}`}
                numeric={columnKinds[property.column] === 'number'}
                placeholder={columnKinds[property.column] === 'age' ? words.age : undefined}
                value={values[index] ?? ''}
                onChange={(event) => setValue(index, event.target.value)}
              />
            </Labelled>
          ))}
        </div>
      )}
      {written !== null && (
        <p className="border-t border-line px-3 pt-2 text-12 break-words text-ink-2">
          {words.written}{' '}
          <code translate="no" className="mono text-ink">
            {written}
          </code>
        </p>
      )}
      <div className={cx('flex items-center gap-2 p-2 pl-3', written === null && 'border-t border-line')}>
        <span role="alert" className="flex-1 text-12 text-bad">
          {missing && problemOf(kind, property, values, words)}
        </span>
        <Button type="submit">{words.submit}</Button>
      </div>
    </form>
  );
}

/** What is wrong with what cannot be added yet. */
function problemOf(
  kind: Given,
  { column }: FilterProperty,
  values: readonly string[],
  words: FilterChoices['words'],
): string {
  if (kind === 'ticks' || kind === 'text' || values.every(isBlank)) return words.missing;
  return columnKinds[column] === 'age' ? words.ageWrong : words.numberWrong;
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <span className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      {children}
    </span>
  );
}
