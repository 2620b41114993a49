'use client';

import { useTranslations } from 'next-intl';
import { Fragment, useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { usePendingQuery } from '@/components/shell/pending-query';
import { useKeys } from '@/components/shell/use-keys';
import { FILTER_BOX, FILTER_INPUT } from '@/components/ui/filter-bar';
import { Icon } from '@/components/ui/icon';
import { isComposing } from '@/components/ui/input-method';
import { isSingleKey } from '@/components/ui/single-key';
import { usePageKeys } from '@/components/ui/use-page-keys';
import { FilterToken } from './filter-token';
import type { InstanceNames } from './token-view';
import { focusFirstRow } from '../row-keys';
import { useFilterText } from './use-filter-text';

type Props = {
  instances: InstanceNames;
  /** By invalid token, why; for the filter shown. */
  diagnostics: Readonly<Record<string, string>>;
  /** How many match, after the box. */
  found: ReactNode;
};

/** The filter, evaluated on the server. The URL follows what is typed; the box keeps the focus and the caret. */
export function SearchBox({ instances, diagnostics, found }: Props) {
  const t = useTranslations('query.bar');
  const { query, waiting, change, sendNow, forget } = usePendingQuery();
  const { single } = useKeys();
  const input = useRef<HTMLInputElement>(null);
  const filter = useFilterText(query.text);
  const { tokens, typed } = filter;

  usePageKeys((event) => {
    if (event.key !== '/' || !single || !isSingleKey(event)) return;
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  });
  // What was typed last must not pull anybody back who has left.
  const onGone = useEffectEvent(forget);
  useEffect(() => () => onGone(), []);

  function search(next: string, how: { typing: boolean }) {
    filter.type(next);
    const text = filter.withTyped(next);
    // Clearing is always requested: a search that is still on its way may not be known as pending any more, and would
    // be shown under an empty box.
    if (text !== query.text || !how.typing) change({ text }, how);
  }

  function edit(index: number) {
    filter.reopen(index);
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Enter') {
      sendNow();
      filter.settle();
    } else if (event.key === 'ArrowDown') {
      // To what was found: leaving the box settles what was typed.
      event.preventDefault();
      focusFirstRow();
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      search('', { typing: false });
    } else if (event.key === 'Backspace' && selectionStart === 0 && selectionEnd === 0 && tokens.length > 0) {
      event.preventDefault();
      edit(tokens.length - 1);
    }
  }

  return (
    <search aria-busy={waiting || undefined} className={FILTER_BOX}>
      <Icon name="search" />
      {tokens.map((token, index) => (
        <Fragment key={token}>
          {index > 0 && <span className="px-0.5 text-12 text-ink-3">{t('and')}</span>}
          <FilterToken
            text={token}
            instances={instances}
            diagnostic={Object.hasOwn(diagnostics, token) ? diagnostics[token] : undefined}
            without={filter.without(index)}
            onEdit={() => edit(index)}
          />
        </Fragment>
      ))}
      <input
        ref={input}
        type="search"
        aria-label={t('label')}
        aria-keyshortcuts={single ? '/' : undefined}
        placeholder={t('placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          // A word in IME composition is shown, and searched when it is committed.
          if (isComposing(event.nativeEvent)) filter.type(event.target.value);
          else search(event.target.value, { typing: true });
        }}
        onCompositionEnd={(event) => search(event.currentTarget.value, { typing: true })}
        // Whatever is clicked next applies to what was typed.
        onBlur={() => {
          sendNow();
          filter.settle();
        }}
        onKeyDown={onKeyDown}
        className={FILTER_INPUT}
      />
      {found}
    </search>
  );
}
