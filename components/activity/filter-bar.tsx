'use client';

import type { Route } from 'next';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition, type FormEvent, type KeyboardEvent } from 'react';
import { lastRequested } from '@/components/shell/last-requested';
import { useKeys } from '@/components/shell/use-keys';
import { ButtonLink } from '@/components/ui/button-link';
import { FILTER_BOX, FILTER_INPUT, FILTER_REMOVE, FilterToken } from '@/components/ui/filter-bar';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Message } from '@/components/ui/message';
import { isSingleKey } from '@/components/ui/single-key';
import { usePageKeys } from '@/components/ui/use-page-keys';
import {
  filterHref,
  filterNames,
  formatTyped,
  parseTyped,
  type FilterName,
  type FilterTexts,
} from '@/lib/activity/query';
import { AddFilter, type FilterValues } from './add-filter';

type Props = {
  /** What the URL has. */
  texts: FilterTexts;
  values: FilterValues;
  locale: string;
  /** How many match. */
  found: string;
};

type Parts = { tokens: FilterTexts; typed: string };

/**
 * The filters of the log as the list of listeners has its own: tokens, and what is typed. Enter puts it in the URL. A
 * plain form, so it also works before hydration.
 */
export function FilterBar({ texts, values, locale, found }: Props) {
  const t = useTranslations('activity.filter');
  const router = useRouter();
  const { single } = useKeys();
  const [waiting, startTransition] = useTransition();
  const [latest] = useState(lastRequested);
  const [pending, setPending] = useState(false);
  const [unanswered, setUnanswered] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const shown = filterHref(texts);
  const [known, setKnown] = useState(shown);
  const [parts, setParts] = useState<Parts>(() => partsOf(texts));
  // The address may change without the bar: going back, a link.
  if (known !== shown) {
    setKnown(shown);
    setParts(partsOf(texts));
  }
  const { tokens, typed } = parts;
  const names = filterNames.filter((name) => tokens[name] !== undefined);

  usePageKeys((event) => {
    if (event.key !== '/' || !single || !isSingleKey(event)) return;
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  });

  // Do not pull back a user who has navigated elsewhere, even while the other page is still loading.
  useEffect(() => {
    const leave = () => {
      latest.drop();
      setPending(false);
    };
    const leaveByLink = (event: MouseEvent) => {
      // A link that goes elsewhere in this page has kept the browser from it.
      const isFollowed =
        event.defaultPrevented && event.target instanceof Element && event.target.closest('a') !== null;
      if (isFollowed) leave();
    };
    window.addEventListener('click', leaveByLink);
    window.addEventListener('popstate', leave);
    return () => {
      window.removeEventListener('click', leaveByLink);
      window.removeEventListener('popstate', leave);
      latest.drop();
    };
  }, [latest]);

  async function request(next: FilterTexts) {
    const href = filterHref(next);
    if (href === shown) return;
    setPending(true);
    const answers = await latest.ifServerReachable(() => startTransition(() => router.push(href as Route)));
    if (answers === null) return;
    setPending(false);
    setUnanswered(!answers);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void request({ ...tokens, ...parseTyped(typed) });
  }

  function add(name: FilterName, value: string) {
    void request({ ...tokens, ...parseTyped(typed), [name]: value });
  }

  /** Takes a token back into the box, to be typed on. */
  function edit(name: FilterName) {
    const text = formatTyped(name, tokens[name] ?? '');
    setParts({ tokens: without(tokens, name), typed: typed === '' ? text : `${typed} ${text}` });
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const last = names.at(-1);
    if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      setParts({ tokens, typed: '' });
    } else if (
      event.key === 'Backspace' &&
      selectionStart === 0 &&
      selectionEnd === 0 &&
      last !== undefined
    ) {
      event.preventDefault();
      edit(last);
    }
  }

  const valueText = (name: FilterName, value: string) =>
    name === 'from' || name === 'to' ? (
      <LocalTime zoned at={value} locale={locale} />
    ) : (
      (values[name]?.find((option) => option.value === value)?.label ?? value)
    );

  return (
    <search className="grid flex-none gap-2 px-5 pb-2 max-sm:px-4">
      <div className="flex flex-wrap items-center gap-2">
        <form
          action="/activity"
          aria-label={t('label')}
          aria-busy={pending || waiting || undefined}
          onSubmit={submit}
          className={FILTER_BOX}
        >
          <Icon name="search" />
          {names.map((name, index) => {
            const property = t(name);
            const value = tokens[name] ?? '';
            return (
              <span key={name} className="contents">
                {index > 0 && <span className="px-0.5 text-12 text-ink-3">{t('and')}</span>}
                <FilterToken
                  property={property}
                  operator={t('is')}
                  value={valueText(name, value)}
                  edit={t('edit', { name: property })}
                  onEdit={() => edit(name)}
                >
                  <Link
                    href={filterHref(without(texts, name)) as Route}
                    aria-label={t('remove', { name: property })}
                    className={FILTER_REMOVE}
                  >
                    <Icon name="x" size={14} />
                  </Link>
                </FilterToken>
                <input type="hidden" name={name} value={value} />
              </span>
            );
          })}
          <input
            ref={input}
            type="search"
            name="q"
            aria-label={t('q')}
            aria-keyshortcuts={single ? '/' : undefined}
            placeholder={t('qPlaceholder')}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setParts({ tokens, typed: event.target.value })}
            onKeyDown={onKeyDown}
            className={FILTER_INPUT}
          />
          <output className="flex-none px-1.5 text-12 text-ink-2">{found}</output>
        </form>
        <AddFilter values={values} onAdd={add} />
        {shown !== '/activity' && (
          <ButtonLink href="/activity" variant="quiet">
            {t('clear')}
          </ButtonLink>
        )}
      </div>
      <div role="alert" className="empty:-mb-2">
        {unanswered && <Message kind="bad">{t('noServer')}</Message>}
      </div>
    </search>
  );
}

function partsOf({ q = '', ...tokens }: FilterTexts): Parts {
  return { tokens, typed: q };
}

function without(texts: FilterTexts, name: FilterName): FilterTexts {
  return Object.fromEntries(Object.entries(texts).filter(([each]) => each !== name));
}
