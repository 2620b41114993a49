'use client';

import { useCallback, useState, type FocusEvent, type KeyboardEvent, type Ref } from 'react';
import { focusHere, PANEL, useAnchoredPopover } from './anchored-popover';
import { cx } from './class-names';
import { ComboboxOption } from './combobox-option';
import { listEntries } from './combobox-entries';
import type { ComboboxItem, ComboboxMessages } from './combobox-types';
import { controlBox } from './control-style';
import { Icon } from './icon';
import { Id } from './verbatim';

type Props = {
  id?: string;
  items: readonly ComboboxItem[];
  /** '' for nothing chosen. May be a value that is in no item (typed, or not loaded yet). */
  value: string;
  onValueChange: (value: string) => void;
  /** The focus left both the trigger and the list. */
  onBlur?: () => void;
  messages: ComboboxMessages;
  mono?: boolean;
  ref?: Ref<HTMLButtonElement>;
  className?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
};

/**
 * One of many, found by typing. The trigger holds the value; its popover has the search box and the list. Typing on the
 * trigger opens it with that text. With `messages.takeTyped` the typed text can become the value.
 */
export function Combobox({
  items,
  value,
  onValueChange,
  onBlur,
  messages,
  mono = false,
  ref,
  className,
  ...aria
}: Props) {
  const [query, setQuery] = useState('');
  const [activeAt, setActiveAt] = useState(0);
  const { open, show, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({
    align: 'start',
    matchWidth: true,
  });

  const attach = useCallback(
    (node: HTMLButtonElement | null) => {
      setTrigger(node);
      if (typeof ref === 'function') ref(node);
      else if (ref) ref.current = node;
    },
    [setTrigger, ref],
  );

  const chosen = items.find((item) => item.value === value);
  const { entries, hidden } = listEntries(items, query, messages.takeTyped !== undefined);
  const active = entries[Math.min(activeAt, entries.length - 1)];
  const listId = `${panelProps.id}-list`;
  const optionId = (at: number) => `${listId}-${at}`;

  function seek(text: string) {
    setQuery(text);
    setActiveAt(0);
  }
  function take(taken: string) {
    hide();
    onValueChange(taken);
  }
  function move(to: number) {
    const at = (to + entries.length) % entries.length;
    setActiveAt(at);
    document.getElementById(optionId(at))?.scrollIntoView({ block: 'nearest' });
  }

  function beginAtChosen() {
    const at = entries.findIndex((entry) => entry.value === value);
    setActiveAt(Math.max(0, at));
  }
  function handleTriggerKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      beginAtChosen();
      show();
    } else if (event.key.length === 1 && event.key !== ' ') {
      // A blank opens the list like any button.
      event.preventDefault();
      seek(event.key);
      show();
    }
  }
  function handleSearchKey(event: KeyboardEvent) {
    const at = Math.min(activeAt, entries.length - 1);
    if (event.key === 'Enter') {
      event.preventDefault();
      if (active) take(active.value);
    } else if (event.key === 'Tab') {
      hide();
    } else if (entries.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? at + 1 : at - 1);
    }
  }
  function handleBlur(event: FocusEvent<HTMLElement>) {
    if (!event.currentTarget.contains(event.relatedTarget)) onBlur?.();
  }

  return (
    <span className={cx('block w-full min-w-0', className)} onBlur={handleBlur}>
      <button
        {...aria}
        {...triggerProps}
        ref={attach}
        aria-expanded={open}
        aria-controls={panelProps.id}
        type="button"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- its search box is in the popover
        role="combobox"
        aria-haspopup="dialog"
        onClick={(event) => {
          if (!open) beginAtChosen();
          triggerProps.onClick(event);
        }}
        onKeyDown={handleTriggerKey}
        className={cx(
          controlBox(aria['aria-invalid'] === true),
          'w-full cursor-pointer focus-visible:border-accent-mark',
        )}
      >
        <span className={cx('min-w-0 flex-1 truncate', mono && 'font-mono tracking-[-0.01em]')}>
          {value === '' && <span className="text-ink-3">{messages.placeholder}</span>}
          {value !== '' &&
            (chosen?.label ?? (
              <span translate="no" className="font-mono tracking-[-0.01em]">
                {value}
              </span>
            ))}
          {chosen?.id !== undefined && <Id> {chosen.id}</Id>}
        </span>
        <Icon name="chevron-down" size={14} className="text-ink-2" />
      </button>
      <div
        {...panelProps}
        ref={setPanel}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a dialog element takes the focus before the search box is made
        role="dialog"
        aria-label={messages.search}
        onToggle={(event) => {
          panelProps.onToggle(event);
          if (event.newState === 'closed') seek('');
        }}
        className={cx(PANEL, 'max-h-90 p-0 sm:max-w-[520px]')}
      >
        {open && (
          <>
            <span className="flex flex-none items-center gap-2 border-b border-line px-2">
              <Icon name="search" size={14} className="text-ink-3" />
              <input
                ref={focusAtEnd}
                type="text"
                role="combobox"
                aria-label={messages.search}
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls={listId}
                aria-activedescendant={active && optionId(entries.indexOf(active))}
                autoComplete="off"
                spellCheck={false}
                placeholder={messages.search}
                value={query}
                onChange={(event) => seek(event.target.value)}
                onKeyDown={handleSearchKey}
                className="h-9 w-full min-w-0 flex-1 bg-transparent shadow-none outline-none max-sm:h-11 max-sm:text-[16px]"
              />
            </span>
            <output className="flex-none px-3 py-2 text-ink-3 empty:hidden">
              {entries.length === 0 ? messages.none : ''}
            </output>
            <ul
              id={listId}
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/prefer-tag-over-role -- its options have two lines
              role="listbox"
              aria-label={messages.search}
              className="min-h-0 scroll-py-1 overflow-y-auto overscroll-contain py-1 empty:hidden"
            >
              {entries.map((entry, at) => (
                <ComboboxOption
                  key={entry.typed ? 'typed' : entry.value}
                  id={optionId(at)}
                  entry={entry}
                  active={entry === active}
                  chosen={entry.value === value}
                  messages={messages}
                  onPoint={() => setActiveAt(at)}
                  onTake={() => take(entry.value)}
                />
              ))}
            </ul>
            {hidden > 0 && messages.more && (
              <p className="flex-none border-t border-line px-3 py-1.5 text-12 text-ink-3">
                {messages.more(hidden)}
              </p>
            )}
          </>
        )}
      </div>
    </span>
  );
}

/** After what was typed on the trigger, where the next letter belongs. */
function focusAtEnd(input: HTMLInputElement | null): void {
  focusHere(input);
  input?.setSelectionRange(input.value.length, input.value.length);
}
