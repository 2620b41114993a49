import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import type { Locale } from '@/lib/i18n/locales';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import { countFound, paletteGroups } from './palette-entries';

const translate = async (locale: Locale) =>
  createTranslator<Messages, 'palette'>({
    locale,
    messages: await loadMessages(locale),
    namespace: 'palette',
  });
const t = await translate('en');
const zh = await translate('zh-CN');

const keysFor = (text: string, more: Partial<Parameters<typeof paletteGroups>[0]> = {}) =>
  paletteGroups({ t, text, found: [], mayRefresh: true, ...more }).flatMap(({ entries }) =>
    entries.map(({ key }) => key),
  );

describe('the palette', () => {
  test('offers every page and command before anything is typed, and a refresh only where the page has one', () => {
    expect(keysFor('')).toContain('create');
    expect(keysFor('')).toContain('refresh');
    expect(keysFor('')).not.toContain('search');
    expect(keysFor('', { mayRefresh: false })).not.toContain('refresh');
  });

  test('finds pages and commands by word prefixes, and ends with a search of the list', () => {
    expect(keysFor('the da')).toEqual(['theme-dark', 'search']);
    expect(keysFor('night')).toEqual(['theme-dark', 'search']);
    expect(keysFor('eme')).toEqual(['search']);
    expect(keysFor('主题', { t: zh })).toEqual(['theme-light', 'theme-dark', 'theme-system', 'search']);
  });

  test('counts what was found, not the search of the list that it offers for any text', () => {
    const countFor = (text: string) =>
      countFound(paletteGroups({ t, text, found: [], mayRefresh: true }).flatMap(({ entries }) => entries));
    expect(countFor('zzzz')).toBe(0);
    expect(countFor('night')).toBe(1);
  });

  test('searches the list for what was typed, as it was typed', () => {
    const [group] = paletteGroups({ t, text: ' a&b $& ', found: [], mayRefresh: false });
    expect(group?.entries).toEqual([
      expect.objectContaining({ href: '/listeners?q=a%26b+%24%26', words: 'Search the list for “a&b $&”' }),
    ]);
  });
});
