'use client';

import { useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { foldForSearch } from '@/lib/text/typed-text';
import { focusHere, PANEL, useAnchoredPopover } from './anchored-popover';
import { buttonClass, type ButtonVariant } from './button-variant';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';
import { Link } from './link';
import type { MenuEntry } from './menu-types';

type Props = ButtonVariant & {
  /** The trigger's text; with `iconOnly` its name ("Actions for 443 on edge-prod"). */
  label: ReactNode;
  icon?: IconName;
  caret?: boolean;
  entries: readonly MenuEntry[];
  /** The edge of the trigger the list is flush with. */
  align?: 'start' | 'end';
  className?: string;
};

const ITEM =
  'grid w-full cursor-pointer grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2 px-3 py-1.5 text-left leading-[18px] outline-none hover:bg-hover hover:no-underline focus:bg-press focus:shadow-none max-sm:py-2.5';

/** A button that opens a list of actions, with menu keys: arrows, Home, End, first letters, Escape. */
export function Menu({ label, icon, caret = false, entries, align = 'end', className, ...button }: Props) {
  const [startAtEnd, setStartAtEnd] = useState(false);
  const { open, show, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align });

  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        onClick={(event) => {
          setStartAtEnd(false);
          triggerProps.onClick(event);
        }}
        type="button"
        aria-haspopup="menu"
        title={button.iconOnly === true && typeof label === 'string' ? label : undefined}
        onKeyDown={(event) => {
          if (!opensMenu(event)) return;
          event.preventDefault();
          if (open) return;
          setStartAtEnd(event.key === 'ArrowUp');
          show();
        }}
        className={buttonClass(button, className)}
      >
        {icon && <Icon name={icon} size={button.size === 'small' ? 14 : 16} />}
        {button.iconOnly === true ? <span className="sr-only">{label}</span> : label}
        {caret && <Icon name="chevron-down" size={14} className="-mr-1 -ml-0.5 text-ink-3" />}
      </button>
      <MenuPanel
        panelProps={panelProps}
        setPanel={setPanel}
        label={typeof label === 'string' ? label : undefined}
        open={open}
        hide={hide}
        startAtEnd={startAtEnd}
        entries={entries}
      />
    </>
  );
}

/** The arrow keys open a menu from its trigger, as a click does. */
export function opensMenu(event: KeyboardEvent): boolean {
  return event.key === 'ArrowDown' || event.key === 'ArrowUp';
}

type PanelProps = Pick<ReturnType<typeof useAnchoredPopover>, 'panelProps' | 'setPanel' | 'open' | 'hide'> & {
  label: string | undefined;
  entries: readonly MenuEntry[];
  startAtEnd: boolean;
};

/** The list of a menu, for a trigger that is drawn elsewhere. */
export function MenuPanel({ panelProps, setPanel, label, open, hide, startAtEnd, entries }: PanelProps) {
  /** The list goes first, so that a question which follows gives the focus back to the trigger. */
  function choose(action: () => void) {
    hide();
    action();
  }

  return (
    <div
      {...panelProps}
      ref={setPanel}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => moveInMenu(event, hide)}
      className={cx(PANEL, 'min-w-44 overflow-y-auto py-1 sm:max-w-80')}
    >
      {open && (
        <div role="presentation" ref={startAtEnd ? focusLast : focusFirst}>
          {entries.map((entry) => (
            <Entry key={entry.key} entry={entry} choose={choose} />
          ))}
        </div>
      )}
    </div>
  );
}

type EntryProps = { entry: MenuEntry; choose: (action: () => void) => void };

function Entry({ entry, choose }: EntryProps) {
  switch (entry.kind) {
    case 'separator':
      return <hr className="my-1 h-px border-0 bg-line" />;
    case 'link':
      return (
        <Link
          role="menuitem"
          tabIndex={-1}
          href={entry.href}
          onClick={() => choose(() => {})}
          className={cx(ITEM, 'text-ink!')}
        >
          <Content icon={entry.icon}>{entry.label}</Content>
        </Link>
      );
    case 'download':
      return (
        <a
          role="menuitem"
          tabIndex={-1}
          href={entry.href}
          download
          onClick={(event) => {
            // With a modifier it is for the browser, which opens or saves the address.
            const { onSelect } = isModified(event) ? {} : entry;
            if (onSelect) event.preventDefault();
            choose(onSelect ?? (() => {}));
          }}
          className={cx(ITEM, 'text-ink!')}
        >
          <Content icon={entry.icon}>{entry.label}</Content>
        </a>
      );
    case 'choice':
      return (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a menu may own groups, not field sets
        <div role="group" aria-label={entry.label}>
          {entry.options.map((option) => (
            <button
              key={option.value}
              type="button"
              role="menuitemradio"
              tabIndex={-1}
              aria-checked={option.value === entry.value}
              onClick={() => choose(() => entry.onValueChange(option.value))}
              className={ITEM}
            >
              {option.value === entry.value && <Icon name="check" className="mt-px text-accent-mark" />}
              <span className="col-start-2">{option.label}</span>
            </button>
          ))}
        </div>
      );
    case 'action': {
      const because = entry.unavailableBecause ?? null;
      return (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={because !== null || undefined}
          onClick={because === null ? () => choose(entry.onSelect) : undefined}
          className={cx(ITEM, because === null ? entry.danger && 'text-bad' : 'cursor-default text-ink-off')}
        >
          <Content icon={entry.icon}>
            {entry.label}
            {because !== null && <span className="block text-12 text-ink-2"> {because}</span>}
          </Content>
        </button>
      );
    }
  }
}

function Content({ icon, children }: { icon: IconName | undefined; children: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} className="mt-px" />}
      <span className="col-start-2">{children}</span>
    </>
  );
}

function isModified({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey || altKey;
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

function focusFirst(list: HTMLElement | null): void {
  if (list) focusHere(itemsOf(list)[0] ?? null);
}

function focusLast(list: HTMLElement | null): void {
  if (list) focusHere(itemsOf(list).at(-1) ?? null);
}

function moveInMenu(event: KeyboardEvent<HTMLElement>, hide: () => void): void {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const next = nextItem(event, items, at);
  if (event.key === 'Tab') {
    // The focus is back on the trigger before the browser moves it on.
    hide();
  } else if (next) {
    event.preventDefault();
    next.focus();
  }
}

function nextItem(event: KeyboardEvent, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return event.key.length === 1 && event.key !== ' ' ? startingWith(event.key, items, at) : undefined;
  }
}

function startingWith(letter: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
    foldForSearch(item.textContent).startsWith(foldForSearch(letter)),
  );
}
