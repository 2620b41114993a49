'use client';

import { NextIntlClientProvider, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Route } from 'next';
import { useCallback, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { openModal } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { Kbd } from '@/components/ui/kbd';
import { LOCALE_COOKIE } from '@/lib/i18n/locales';
import { shownLocale } from './lazy-messages';
import { countFound, paletteGroups, type PaletteCommand, type PaletteEntry } from './palette-entries';
import { PaletteOption } from './palette-option';
import { remember } from './preference';
import { chooseTheme } from './theme-choice';
import { useFoundListeners } from './use-found-listeners';
import { useKeys, type BufferedKeys } from './use-keys';

type Offer = {
  /** The page's own refresh; null where it has none. */
  refresh: (() => void) | null;
  /** What was typed while this was being fetched. */
  early: () => BufferedKeys | null;
  /** The box has the focus: what is typed arrives there. */
  onStand: () => void;
  onClose: () => void;
};

/** The palette with its messages: they are only needed when it opens. */
export async function loadPalette(offer: Offer): Promise<ReactNode> {
  const locale = shownLocale();
  const palette = (await import(`@/lib/i18n/messages/${locale}/palette.json`)).default;
  return (
    <NextIntlClientProvider locale={locale} messages={{ palette }}>
      <Palette {...offer} />
    </NextIntlClientProvider>
  );
}

/** Finds pages, commands and listeners by typing; the arrows choose, Enter takes. The focus stays in the search box. */
function Palette({ refresh, early, onStand, onClose }: Offer) {
  const t = useTranslations('palette');
  const router = useRouter();
  const { openHelp } = useKeys();
  const id = useId();
  const [text, setText] = useState('');
  const [activeAt, setActiveAt] = useState(0);
  /** Enter came before the response: the first result is then chosen. */
  const [taking, setTaking] = useState(false);
  const { found, note, searching, failed } = useFoundListeners(text, {
    onAnswer: (answer) => {
      if (!taking) return;
      setTaking(false);
      const [first] = entriesOf(answer);
      if (first) take(first);
    },
  });

  const groupsOf = (listeners: typeof found) =>
    paletteGroups({ t, text, found: listeners, mayRefresh: refresh !== null });
  const entriesOf = (listeners: typeof found) => groupsOf(listeners).flatMap(({ entries }) => entries);
  const groups = groupsOf(found);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(activeAt, entries.length - 1);
  const active = entries[at];
  const optionId = (entry: PaletteEntry) => `${id}-${entry.key}`;

  /** Shows it, with what was typed until now in its box. */
  const stand = useCallback(
    (dialog: HTMLDialogElement | null) => {
      const close = openModal(dialog);
      const typed = early();
      if (typed !== null) {
        setText(typed.text);
        setTaking(typed.take);
      }
      onStand();
      return close;
    },
    [early, onStand],
  );

  function seek(next: string) {
    setText(next);
    setActiveAt(0);
    setTaking(false);
  }

  function take(entry: PaletteEntry) {
    onClose();
    if (entry.kind === 'listener') follow(entry.listener.href);
    else if (entry.kind === 'page') follow(entry.href);
    else perform(entry.key);
  }

  /** Navigates like a clicked link: a form that asks before its changes are lost asks here too. */
  function follow(href: string) {
    const link = document.createElement('a');
    link.href = href;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      router.push(href as Route);
    });
    document.body.append(link);
    link.click();
    link.remove();
  }

  function perform(command: PaletteCommand) {
    switch (command) {
      case 'refresh':
        refresh?.();
        break;
      case 'help':
        openHelp();
        break;
      case 'language':
        remember(LOCALE_COOKIE, shownLocale() === 'en' ? 'zh-CN' : 'en');
        router.refresh();
        break;
      case 'theme-system':
      case 'theme-light':
      case 'theme-dark':
        chooseTheme(command === 'theme-system' ? 'system' : command === 'theme-light' ? 'light' : 'dark');
        break;
    }
  }

  function handleKey(event: KeyboardEvent) {
    if (event.key === 'Enter') {
      event.preventDefault();
      // The first entry may be for the previous text.
      if (searching && at <= 0) setTaking(true);
      else if (active) take(active);
    } else if (entries.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const to = (at + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length;
      setActiveAt(to);
      const entry = entries[to];
      if (entry) document.getElementById(optionId(entry))?.scrollIntoView({ block: 'nearest' });
    }
  }

  return (
    <dialog
      ref={stand}
      aria-label={t('title')}
      // A click on the backdrop closes it too, in browsers that support the attribute.
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="mx-auto mt-[10dvh] mb-auto w-[calc(100vw-32px)] max-w-[600px] overflow-hidden rounded-3 border border-line-2 bg-raised text-ink shadow-float backdrop:bg-veil max-sm:mt-4"
    >
      <div className="flex max-h-[70dvh] flex-col">
        <span className="flex flex-none items-center gap-2 border-b border-line px-3">
          <Icon name="search" className="text-ink-3" />
          <input
            type="text"
            role="combobox"
            aria-label={t('title')}
            aria-autocomplete="list"
            aria-expanded={entries.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={active && optionId(active)}
            aria-busy={searching || undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('placeholder')}
            value={text}
            onChange={(event) => seek(event.target.value)}
            onKeyDown={handleKey}
            className="h-11 w-full min-w-0 flex-1 bg-transparent text-15 shadow-none outline-none max-sm:text-[16px]"
          />
        </span>
        <output className="sr-only">
          {searching ? '' : t('count', { count: countFound(entries) })}
          {note !== null && <> {note}</>}
        </output>
        <div
          id={`${id}-list`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- its options have two lines
          role="listbox"
          aria-label={t('title')}
          className="min-h-0 scroll-py-1 overflow-y-auto overscroll-contain py-1"
        >
          {groups.map((group) => (
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a group of a listbox
            <div key={group.key} role="group" aria-labelledby={`${id}-${group.key}`}>
              <div id={`${id}-${group.key}`} className="px-3 pt-2 pb-1 text-12 text-ink-3">
                {group.title}
              </div>
              {group.entries.map((entry) => (
                <PaletteOption
                  key={entry.key}
                  id={optionId(entry)}
                  entry={entry}
                  active={entry === active}
                  onPoint={() => setActiveAt(entries.indexOf(entry))}
                  onTake={() => take(entry)}
                />
              ))}
            </div>
          ))}
        </div>
        {note !== null && (
          <p className="flex-none border-t border-line px-3 py-2 text-12 text-ink-2">{note}</p>
        )}
        {failed && (
          <p className="flex-none border-t border-line px-3 py-2 text-12 text-warn">{t('noServer')}</p>
        )}
        <p className="flex flex-none flex-wrap gap-x-4 border-t border-line px-3 py-2 text-12 text-ink-3 max-sm:hidden">
          <span>
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('move')}
          </span>
          <span>
            <Kbd>Enter</Kbd> {t('take')}
          </span>
          <span>
            <Kbd>Esc</Kbd> {t('close')}
          </span>
        </p>
      </div>
    </dialog>
  );
}
