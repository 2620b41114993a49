'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useState, type FormEvent, type ReactNode } from 'react';
import { fetchJson } from '@/components/shell/fetch-json';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { CheckList } from '@/components/ui/check-list';
import { cx } from '@/components/ui/class-names';
import { Select } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import { Code } from '@/components/ui/verbatim';
import { columnKinds } from '@/lib/listeners/list/filter/columns';
import { isBlank } from '@/lib/text/typed-text';
import type { FilterChoices, FilterProperty } from './filter-choices';
import { filterTerm, takes, type Given } from './filter-term';

type Props = {
  regions: readonly string[];
  onAdd: (token: string) => void;
};

/** Of very many values the first are shown; the search finds the others. */
const VALUES_SHOWN = 100;

/** Loads the choices, then lets the user pick a filter. */
export function FilterForm({ regions, onAdd }: Props) {
  const t = useTranslations('query.add');
  const [choices, setChoices] = useState<FilterChoices | 'failed' | null>(null);
  const regionList = regions.join(',');
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const address = `/listeners/choices?${new URLSearchParams({ regions: regionList })}`;
    fetchJson<FilterChoices>(address, { signal }).then(setChoices, () => {
      if (!signal.aborted) setChoices('failed');
    });
    return () => leaving.abort();
  }, [regionList]);

  if (choices === null || choices === 'failed')
    return <output className="block p-3 text-ink-2">{choices === null ? t('reading') : t('failed')}</output>;
  return <Parts choices={choices} onAdd={onAdd} />;
}

type PartsProps = { choices: FilterChoices; onAdd: (token: string) => void };

function Parts({ choices: { properties }, onAdd }: PartsProps) {
  const t = useTranslations('query.add');
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
        <Labelled id={`${id}p`} label={t('property')}>
          <Select
            id={`${id}p`}
            ref={focusHere}
            value={property.column}
            onChange={(event) => choose(properties.find((one) => one.column === event.target.value))}
            options={properties.map((one) => ({ value: one.column, label: one.label }))}
          />
        </Labelled>
        <Labelled id={`${id}o`} label={t('operator')}>
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
            name={t('value')}
            options={property.values}
            selected={values}
            onSelectedChange={(next) => {
              setMissing(false);
              setValues(next);
            }}
            searchWords={{ label: t('search'), none: t('none') }}
            limit={{ shown: VALUES_SHOWN, words: (all) => t('more', { shown: VALUES_SHOWN, all }) }}
          />
        </div>
      )}
      {(kind === 'text' || kind === 'number' || kind === 'age') && (
        <div className="px-3 pb-2">
          <Labelled id={`${id}v`} label={t('value')}>
            <TextInput
              id={`${id}v`}
              numeric={kind === 'number'}
              placeholder={kind === 'age' ? t('age') : undefined}
              value={values[0] ?? ''}
              onChange={(event) => setValue(0, event.target.value)}
            />
          </Labelled>
        </div>
      )}
      {kind === 'range' && (
        <div className="grid grid-cols-2 gap-2 px-3 pb-2">
          {([t('from'), t('to')] as const).map((label, index) => (
            <Labelled key={label} id={`${id}${index}`} label={label}>
              <TextInput
                id={`${id}${index}`}
                numeric={columnKinds[property.column] === 'number'}
                placeholder={columnKinds[property.column] === 'age' ? t('age') : undefined}
                value={values[index] ?? ''}
                onChange={(event) => setValue(index, event.target.value)}
              />
            </Labelled>
          ))}
        </div>
      )}
      {written !== null && (
        <p className="border-t border-line px-3 pt-2 text-12 break-words text-ink-2">
          {t('written')} <Code className="text-ink">{written}</Code>
        </p>
      )}
      <div className={cx('flex items-center gap-2 p-2 pl-3', written === null && 'border-t border-line')}>
        <span role="alert" className="flex-1 text-12 text-bad">
          {missing && t(problemOf(kind, property, values))}
        </span>
        <Button type="submit">{t('submit')}</Button>
      </div>
    </form>
  );
}

/** What is wrong with what cannot be added yet. */
function problemOf(
  kind: Given,
  { column }: FilterProperty,
  values: readonly string[],
): 'missing' | 'ageWrong' | 'numberWrong' {
  if (kind === 'ticks' || kind === 'text' || values.every(isBlank)) return 'missing';
  return columnKinds[column] === 'age' ? 'ageWrong' : 'numberWrong';
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
