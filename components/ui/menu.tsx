'use client';

import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { buttonClass, type ButtonLook } from './button-look';
import { Icon, type IconName } from './icon';
import { useLazyPart } from './lazy-part';
import type { MenuEntry } from './menu-types';

type Props = ButtonLook & {
  /** The words of the trigger; with `iconOnly` its name ("Actions for 443 on edge-prod"). */
  label: ReactNode;
  icon?: IconName;
  /** A small arrow after the words. */
  caret?: boolean;
  entries: readonly MenuEntry[];
  /** The edge of the trigger the list is flush with. */
  align?: 'start' | 'end';
  className?: string;
};

const loadPopup = () => import('./menu-popup');

/**
 * A button that opens a list of deeds. The trigger is ours and is there from the start; the list (Base UI) is
 * fetched when the pointer comes near or the focus arrives, and a press before it is there is kept.
 */
export function Menu({ label, icon, caret = false, entries, align = 'end', className, ...look }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { part, fetchPart } = useLazyPart(loadPopup);
  const [trigger, setTrigger] = useState<HTMLButtonElement | null>(null);
  const wasOpenAtPress = useRef(false);

  function show() {
    setOpen(true);
    void fetchPart(() => setOpen(false));
  }
  function handleKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show();
    } else if (event.key === 'Escape' && open) {
      setOpen(false);
    }
  }

  return (
    <>
      <button
        ref={setTrigger}
        id={id}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open && part ? `${id}-menu` : undefined}
        title={look.iconOnly === true && typeof label === 'string' ? label : undefined}
        onPointerEnter={() => void fetchPart()}
        onFocus={() => void fetchPart()}
        onPointerDown={() => {
          wasOpenAtPress.current = open;
        }}
        // A press outside the list has closed it already; the same press must not open it again.
        onClick={() => {
          if (wasOpenAtPress.current) setOpen(false);
          else show();
          wasOpenAtPress.current = false;
        }}
        onKeyDown={handleKey}
        className={buttonClass(look, className)}
      >
        {icon && <Icon name={icon} size={look.size === 'small' ? 14 : 16} />}
        {look.iconOnly === true ? <span className="sr-only">{label}</span> : label}
        {caret && <Icon name="chevron-down" size={14} className="-mr-1 -ml-0.5 text-ink-3" />}
      </button>
      {part && trigger && (
        <part.MenuPopup
          id={`${id}-menu`}
          labelledBy={id}
          open={open}
          onClose={() => setOpen(false)}
          anchor={trigger}
          align={align}
          entries={entries}
        />
      )}
    </>
  );
}
