'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { focusHere, PANEL, useAnchoredPopover } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-variant';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Select, type SelectOption } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import { Code } from '@/components/ui/verbatim';
import { filterNames, formatTyped, type FilterName } from '@/lib/activity/query';
import { isBlank, normalizeTyped } from '@/lib/text/typed-text';

/** What a filter is chosen from, as far as that is known. */
export type FilterValues = Partial<Record<FilterName, readonly SelectOption[]>>;

type Props = { values: FilterValues; onAdd: (name: FilterName, value: string) => void };

/** Filters of which every value is known. */
const CHOSEN: readonly FilterName[] = ['operation', 'outcome'];
const TIMES: readonly FilterName[] = ['from', 'to'];

/** Offers a filter part by part: what it is about, and its value. */
export function AddFilter({ values, onAdd }: Props) {
  const t = useTranslations('activity.filter');
  const { open, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align: 'end' });
  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        className={buttonClass({}, 'max-sm:flex-1')}
      >
        <Icon name="plus" />
        {t('add')}
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={t('title')} className={cx(PANEL, 'w-80')}>
        {open && (
          <Parts
            values={values}
            onAdd={(name, value) => {
              hide();
              onAdd(name, value);
            }}
          />
        )}
      </dialog>
    </>
  );
}

function Parts({ values, onAdd }: Props) {
  const t = useTranslations('activity.filter');
  const id = useId();
  const [name, setName] = useState<FilterName>('operation');
  const [value, setValue] = useState('');
  const [missing, setMissing] = useState(false);
  const isTime = TIMES.includes(name);
  const options = values[name] ?? [];
  const complete = isBlank(value) ? null : isTime ? new Date(value).toISOString() : normalizeTyped(value);

  function change(next: string) {
    setMissing(false);
    setValue(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (complete === null) setMissing(true);
    else onAdd(name, complete);
  }

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
              onChange={(event) => change(event.target.value)}
              className="text-13 text-ink"
            />
          ) : (
            <TextInput
              key={name}
              id={`${id}v`}
              type={isTime ? 'datetime-local' : 'text'}
              step={isTime ? 1 : undefined}
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
      {complete !== null && (
        <p className="border-t border-line px-3 pt-2 text-12 break-words text-ink-2">
          {t('written')} <Code className="text-ink">{formatTyped(name, complete)}</Code>
        </p>
      )}
      <div className={cx('flex items-center gap-2 p-2 pl-3', complete === null && 'border-t border-line')}>
        <span role="alert" className="flex-1 text-12 text-bad">
          {missing && t('missing')}
        </span>
        <Button type="submit">{t('submit')}</Button>
      </div>
    </form>
  );
}
