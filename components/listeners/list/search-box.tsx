'use client';

import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { useAskedQuery } from '@/components/shell/asked-query';

type Props = {
  words: { label: string; placeholder: string };
  /** The filters that hold, before the text. */
  tokens: ReactNode;
  /** How many match, after it. */
  found: ReactNode;
};

const DEBOUNCE_MILLIS = 150;

/** Free text, looked for on the server. The address follows what is typed; the box keeps the focus and the caret. */
export function SearchBox({ words, tokens, found }: Props) {
  const { query, waiting, change, hurry, forget } = useAskedQuery();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(query.text);
  // The text may change without the box (back, Clear): then the box follows it.
  const [known, setKnown] = useState(query.text);
  if (query.text !== known) {
    setKnown(query.text);
    if (normal(text) !== query.text) setText(query.text);
  }

  useEffect(() => {
    function focusBox(event: KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isEditable(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener('keydown', focusBox);
    return () => document.removeEventListener('keydown', focusBox);
  }, []);
  // What was typed last must not pull anybody back who has left.
  const onGone = useEffectEvent(forget);
  useEffect(() => () => onGone(), []);

  function search(next: string, delayMillis: number) {
    setText(next);
    if (normal(next) !== query.text) change({ text: normal(next) }, { delayMillis });
  }

  return (
    <search
      aria-busy={waiting || undefined}
      className="flex min-h-(--h-control) min-w-0 flex-1 flex-wrap items-center gap-1 rounded-2 border border-control bg-raised py-0.5 pr-1 pl-2 focus-within:border-accent-mark focus-within:shadow-[0_0_0_1px_var(--accent-mark)] max-sm:basis-full"
    >
      {tokens}
      <input
        ref={input}
        type="search"
        aria-label={words.label}
        aria-keyshortcuts="/"
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => search(event.target.value, DEBOUNCE_MILLIS)}
        // Whatever is pressed next comes after what was typed.
        onBlur={hurry}
        onKeyDown={(event) => {
          if (event.key === 'Enter') hurry();
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault();
            search('', 0);
          }
        }}
        className="h-6 min-w-[120px] flex-1 appearance-none bg-transparent px-1 shadow-none outline-none max-sm:h-9 max-sm:text-[16px] [&::-webkit-search-cancel-button]:hidden"
      />
      {found}
    </search>
  );
}

/** As the address will give it back. */
function normal(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
