'use client';

import { useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { cx } from './class-names';
import type { ComboboxItem, ComboboxWords } from './combobox-types';
import { controlBox } from './control-look';
import { Icon } from './icon';
import { useLazyPart } from './lazy-part';

type Props = {
  id?: string;
  items: readonly ComboboxItem[];
  /** '' for nothing chosen. May be a value that is in no item (typed, or not loaded yet). */
  value: string;
  onValueChange: (value: string) => void;
  onBlur?: () => void;
  words: ComboboxWords;
  /** `words.takeTyped` given: what was typed can be taken as the value. */
  mono?: boolean;
  ref?: Ref<HTMLButtonElement>;
  className?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
};

const loadPopup = () => import('./combobox-popup');

/**
 * One of many, found by typing. The trigger is ours and is there from the start; the popup (Base UI) is fetched
 * when the pointer comes near or the focus arrives, and a press or a key before it is there is kept.
 */
export function Combobox({
  items,
  value,
  onValueChange,
  onBlur,
  words,
  mono = false,
  ref,
  className,
  ...aria
}: Props) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const { part, fetchPart } = useLazyPart(loadPopup);
  const [trigger, setTrigger] = useState<HTMLButtonElement | null>(null);
  const wasOpenAtPress = useRef(false);
  const popupId = aria.id === undefined ? undefined : `${aria.id}-popup`;
  const chosen = items.find((item) => item.value === value);

  function show(text: string) {
    setQuery(text);
    setOpen(true);
    void fetchPart(() => setOpen(false));
  }
  function hide() {
    setOpen(false);
    setQuery('');
    onBlur?.();
  }
  function handleKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show(query);
    } else if (event.key === 'Escape' && open) {
      hide();
    } else if (event.key.length === 1 && event.key !== ' ') {
      event.preventDefault();
      show(query + event.key);
    }
  }

  return (
    <>
      <button
        {...aria}
        ref={mergeRefs(setTrigger, ref)}
        type="button"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- its search box is in the popup
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open && part ? popupId : undefined}
        onPointerEnter={() => void fetchPart()}
        onFocus={() => void fetchPart()}
        onPointerDown={() => {
          wasOpenAtPress.current = open;
        }}
        // A press outside the popup has closed it already; the same press must not open it again.
        onClick={() => {
          if (wasOpenAtPress.current) hide();
          else show(query);
          wasOpenAtPress.current = false;
        }}
        onKeyDown={handleKey}
        onBlur={() => {
          if (!open) onBlur?.();
        }}
        className={cx(
          controlBox(aria['aria-invalid'] === true),
          'w-full cursor-pointer focus-visible:border-accent-mark',
          className,
        )}
      >
        <span className={cx('min-w-0 flex-1 truncate', mono && 'font-mono tracking-[-0.01em]')}>
          {value === '' ? (
            <span className="text-ink-3">{words.placeholder}</span>
          ) : (
            <>
              {chosen?.label ?? <span className="font-mono tracking-[-0.01em]">{value}</span>}{' '}
              {chosen?.id !== undefined && <span className="id">{chosen.id}</span>}
            </>
          )}
        </span>
        <Icon name="chevron-down" size={14} className="text-ink-2" />
      </button>
      {part && trigger && (
        <part.ComboboxPopup
          id={popupId}
          open={open}
          onClose={hide}
          anchor={trigger}
          items={items}
          value={value}
          onValueChange={onValueChange}
          query={query}
          onQueryChange={setQuery}
          words={words}
        />
      )}
    </>
  );
}

function mergeRefs<Node>(first: (node: Node | null) => void, second: Ref<Node> | undefined) {
  return (node: Node | null) => {
    first(node);
    if (typeof second === 'function') second(node);
    else if (second) second.current = node;
  };
}
