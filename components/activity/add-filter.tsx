'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { PanelButton } from '@/components/ui/panel-button';
import { Select, type SelectOption } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import { Code } from '@/components/ui/verbatim';
import { completeFilter, filterNames, formatTyped, type FilterName } from '@/lib/activity/query';

/** What a filter is chosen from, as far as that is known. */
export type FilterValues = Partial<Record<FilterName, readonly SelectOption[]>>;

type Props = { values: FilterValues; onAdd: (name: FilterName, value: string) => void };

/** Filters of which every value is known. */
const CHOSEN: readonly FilterName[] = ['operation', 'outcome'];
const TIMES: readonly FilterName[] = ['from', 'to'];

/** Offers a filter part by part: what it is about, and its value. */
export function AddFilter({ values, onAdd }: Props) {
  const t = useTranslations('activity.filter');
  return (
    <PanelButton
      face={
        <>
          <Icon name="plus" />
          {t('add')}
        </>
      }
      name={t('title')}
      className="max-sm:flex-1"
      panelClassName="w-80"
    >
      {(hide) => (
        <Parts
          values={values}
          onAdd={(name, value) => {
            hide();
            onAdd(name, value);
          }}
        />
      )}
    </PanelButton>
  );
}

function Parts({ values, onAdd }: Props) {
  const t = useTranslations('activity.filter');
  const id = useId();
  const [name, setName] = useState<FilterName>('operation');
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<'missing' | 'invalid' | null>(null);
  const isTime = TIMES.includes(name);
  const options = values[name] ?? [];
  const complete = completeFilter(name, value);

  function change(next: string) {
    setProblem(null);
    setValue(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if ('problem' in complete) setProblem(complete.problem);
    else onAdd(name, complete.value);
  }

  const wrong = problem === null ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}e` };

  return (
    <form onSubmit={submit} className="flex flex-col">
      <div className="grid gap-2 p-3">
        <label htmlFor={`${id}p`} className="grid gap-1 text-12 text-ink-2">
          {t('property')}
          <Select
            id={`${id}p`}
            ref={focusHere}
            value={name}
            options={filterNames.flatMap((each) => (each === 'q' ? [] : { value: each, label: t(each) }))}
            onChange={(event) => {
              setName(filterNames.find((each) => each === event.target.value) ?? name);
              change('');
            }}
            className="text-13 text-ink"
          />
        </label>
        <label htmlFor={`${id}v`} className="grid gap-1 text-12 text-ink-2">
          {t('value')}
          {CHOSEN.includes(name) ? (
            <Select
              id={`${id}v`}
              value={value}
              options={options}
              placeholder={t('choose')}
              {...wrong}
              onChange={(event) => change(event.target.value)}
              className="text-13 text-ink"
            />
          ) : (
            <TextInput
              key={name}
              id={`${id}v`}
              type={isTime ? 'datetime-local' : 'text'}
              step={isTime ? 1 : undefined}
              max={isTime ? '9999-12-31T23:59:59' : undefined}
              {...wrong}
              inputMode={name === 'port' || name === 'run' ? 'numeric' : undefined}
              list={options.length > 0 ? `${id}l` : undefined}
              autoComplete="off"
              value={value}
              onChange={(event) => change(event.target.value)}
              className="text-ink"
            />
          )}
        </label>
        <datalist id={`${id}l`}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </datalist>
      </div>
      {'value' in complete && (
        <p className="border-t border-line px-3 pt-2 text-12 break-words text-ink-2">
          {t('written')} <Code className="text-ink">{formatTyped(name, complete.value)}</Code>
        </p>
      )}
      <div
        className={cx('flex items-center gap-2 p-2 pl-3', 'problem' in complete && 'border-t border-line')}
      >
        <span role="alert" id={`${id}e`} className="min-w-0 flex-1 text-12 wrap-anywhere text-bad">
          {problem === 'missing' && t('missing')}
          {problem === 'invalid' && t('invalid', { value, name: t(name) })}
        </span>
        <Button type="submit">{t('submit')}</Button>
      </div>
    </form>
  );
}
