'use client';

import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { focusHere, PANEL, useAnchoredPopover } from './anchored-popover';
import { buttonClass, type ButtonLook } from './button-look';
import { CheckboxField } from './checkbox';
import { cx } from './class-names';
import { Icon } from './icon';
import { TextInput } from './text-input';

export type CheckOption = {
  value: string;
  label: string;
  hint?: string;
  /** Which of the two is an id. */
  mono?: 'label' | 'hint';
};

type Props = ButtonLook & {
  /** The words of the trigger. */
  label: ReactNode;
  /** What the list chooses ("Filter by status"). */
  name: string;
  options: readonly CheckOption[];
  selected: readonly string[];
  onSelectedChange: (selected: string[]) => void;
  /** For a long list: the name of its search box, and what it says when nothing fits. */
  searchWords: { label: string; none: string };
  /** Below the ticks; `hide` closes the list. */
  renderFooter?: ((hide: () => void) => ReactNode) | undefined;
  onOpen?: () => void;
  className?: string | undefined;
};

/** Above this many options a search box is worth its place. */
const SEARCH_FROM = 12;

/** A button that opens a list of ticks. */
export function CheckPopover(props: Props) {
  const { label, name, options, onOpen, className, size, variant } = props;
  const { open, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({
    align: 'start',
  });

  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          if (!open) onOpen?.();
        }}
        className={buttonClass({ size, variant }, className)}
      >
        {label}
        <Icon name="chevron-down" size={14} className="-mr-1 -ml-0.5 text-ink-3" />
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={name} className={cx(PANEL, 'min-w-52')}>
        {open && <Ticks {...props} searchable={options.length > SEARCH_FROM} hide={hide} />}
      </dialog>
    </>
  );
}

/** Made when the list is opened, so that it begins anew and takes the focus. */
function Ticks({
  name,
  options,
  selected,
  onSelectedChange,
  searchWords,
  renderFooter,
  searchable,
  hide,
}: Props & { searchable: boolean; hide: () => void }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = options.filter((option) =>
    `${option.label} ${option.hint ?? ''} ${option.value}`.toLowerCase().includes(wanted),
  );

  return (
    <>
      {searchable && (
        <div className="border-b border-line p-2">
          <TextInput
            type="search"
            ref={focusHere}
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
            {...(!searchable && index === 0 ? { ref: focusHere } : {})}
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
                <span className={option.mono === 'label' ? 'mono' : undefined}>{option.label}</span>{' '}
                {option.hint !== undefined && (
                  <span className={cx('ml-1 text-12 text-ink-3', option.mono === 'hint' && 'mono')}>
                    {option.hint}
                  </span>
                )}
              </>
            }
          />
        ))}
        {shown.length === 0 && <p className="px-3 py-1.5 text-ink-2">{searchWords.none}</p>}
      </fieldset>
      {renderFooter?.(hide)}
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
