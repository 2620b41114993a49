'use client';

import { useState, type KeyboardEvent } from 'react';
import { foldForSearch } from '@/lib/text/typed-text';
import { focusHere } from './anchored-popover';
import { CheckboxField } from './checkbox';
import { cx } from './class-names';
import { TextInput } from './text-input';

export type CheckOption = {
  value: string;
  label: string;
  hint?: string;
  /** Which of the two is an id. */
  mono?: 'label' | 'hint';
};

type Props = {
  /** What the list chooses ("Filter by status"). */
  name: string;
  options: readonly CheckOption[];
  selected: readonly string[];
  onSelectedChange: (selected: string[]) => void;
  /** For a long list: the name of its search box, and what it says when nothing fits. */
  searchWords: { label: string; none: string };
  takesFocus?: boolean;
  /** Of so many options only the first that fit are shown; what is said then. */
  limit?: { shown: number; words: (all: number) => string };
};

/** Above this many options a search box is worth its place. */
const SEARCH_FROM = 12;

/** Ticks, with a search box where there are many. */
export function CheckList({
  name,
  options,
  selected,
  onSelectedChange,
  searchWords,
  takesFocus = false,
  limit,
}: Props) {
  const [search, setSearch] = useState('');
  const searchable = options.length > SEARCH_FROM;
  const wanted = foldForSearch(search);
  const fitting = options.filter((option) =>
    foldForSearch(`${option.label} ${option.hint ?? ''} ${option.value}`).includes(wanted),
  );
  const shown = limit ? fitting.slice(0, limit.shown) : fitting;

  return (
    <>
      {searchable && (
        <div className="border-b border-line p-2">
          <TextInput
            type="search"
            {...(takesFocus ? { ref: focusHere } : {})}
            aria-label={searchWords.label}
            placeholder={searchWords.label}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={moveFocus}
          />
        </div>
      )}
      <fieldset aria-label={name} className="grid max-h-80 min-h-0 content-start overflow-y-auto py-1">
        {shown.map((option, index) => (
          <CheckboxField
            key={option.value}
            {...(takesFocus && !searchable && index === 0 ? { ref: focusHere } : {})}
            className="px-3 py-1.5 hover:bg-hover max-sm:py-2.5"
            checked={selected.includes(option.value)}
            onChange={(event) =>
              onSelectedChange(
                event.target.checked
                  ? [...selected, option.value]
                  : selected.filter((value) => value !== option.value),
              )
            }
            onKeyDown={moveFocus}
            label={
              <>
                <span
                  translate={option.mono === 'label' ? 'no' : undefined}
                  className={option.mono === 'label' ? 'mono' : undefined}
                >
                  {option.label}
                </span>{' '}
                {option.hint !== undefined && (
                  <span
                    translate={option.mono === 'hint' ? 'no' : undefined}
                    className={cx('ml-1 text-12 text-ink-3', option.mono === 'hint' && 'mono')}
                  >
                    {option.hint}
                  </span>
                )}
              </>
            }
          />
        ))}
        {shown.length === 0 && <p className="px-3 py-1.5 text-ink-2">{searchWords.none}</p>}
      </fieldset>
      {limit && fitting.length > shown.length && (
        <p className="max-w-72 px-3 py-1.5 text-12 text-ink-2">{limit.words(fitting.length)}</p>
      )}
    </>
  );
}

/** The arrows walk through the ticks, as in a menu. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const panel = event.currentTarget.closest('dialog');
  if (step === 0 || !panel) return;
  event.preventDefault();
  const stops = [...panel.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[(at + step + stops.length) % stops.length]?.focus();
}
