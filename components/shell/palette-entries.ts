import type { IconName } from '@/components/ui/icon';
import type { Translator } from '@/lib/i18n/translator';
import { foldForSearch, trimTyped } from '@/lib/text/typed-text';
import type { FoundListener } from '@/lib/listeners/list/found-types';

export type PaletteCommand = 'refresh' | 'help' | 'theme-system' | 'theme-light' | 'theme-dark' | 'language';

/** A line of the palette. */
export type PaletteEntry =
  | { kind: 'listener'; key: string; listener: FoundListener }
  | { kind: 'page'; key: string; href: string; words: string; icon: IconName }
  | { kind: 'command'; key: PaletteCommand; words: string; icon: IconName; keywords: string };

export type PaletteGroup = {
  key: 'listeners' | 'pages' | 'commands';
  title: string;
  entries: PaletteEntry[];
};

const PAGES: readonly {
  key: 'listeners' | 'create' | 'createMany' | 'runs' | 'activity' | 'connection';
  href: string;
  icon: IconName;
}[] = [
  { key: 'listeners', href: '/listeners', icon: 'list' },
  { key: 'create', href: '/listeners/new', icon: 'plus' },
  { key: 'createMany', href: '/listeners/plan', icon: 'rows' },
  { key: 'runs', href: '/runs', icon: 'run' },
  { key: 'activity', href: '/activity', icon: 'history' },
  { key: 'connection', href: '/settings/connection', icon: 'globe' },
];

const COMMANDS: readonly { key: PaletteCommand; icon: IconName }[] = [
  { key: 'refresh', icon: 'refresh' },
  { key: 'language', icon: 'globe' },
  { key: 'theme-light', icon: 'sun' },
  { key: 'theme-dark', icon: 'moon' },
  { key: 'theme-system', icon: 'theme' },
  { key: 'help', icon: 'keyboard' },
];

const SEARCH = 'search';

type Options = {
  t: Translator<'palette'>;
  text: string;
  found: readonly FoundListener[];
  mayRefresh: boolean;
};

/** How many of the lines were found; the search of the list is always there. */
export function countFound(entries: readonly PaletteEntry[]): number {
  return entries.filter(({ key }) => key !== SEARCH).length;
}

/**
 * What the palette offers for a text: the pages and commands that are called so (few, and meant where they are), the
 * listeners that were found, and last a search of the list, which is always possible.
 */
export function paletteGroups({ t, text, found, mayRefresh }: Options): PaletteGroup[] {
  const typed = trimTyped(text);
  const terms = foldForSearch(typed).split(/\s+/);
  // Words are matched by prefix; Chinese has no spaces between them.
  const fits = (...names: string[]): boolean => {
    const all = ` ${foldForSearch(names.join(' '))}`;
    return terms.every((term) => all.includes(/^\p{Script=Han}/u.test(term) ? term : ` ${term}`));
  };

  const listeners: PaletteEntry[] = found.map((listener) => ({
    kind: 'listener',
    key: listener.id,
    listener,
  }));
  if (typed !== '') {
    listeners.push({
      kind: 'page',
      key: SEARCH,
      href: `/listeners?${new URLSearchParams({ q: typed })}`,
      words: t('search', { text: typed }),
      icon: 'search',
    });
  }
  const pages = PAGES.map(({ key, href, icon }): PaletteEntry => ({
    kind: 'page',
    key,
    href,
    icon,
    words: t(`page.${key}`),
  })).filter((entry) => entry.kind === 'page' && fits(entry.words));
  const commands = COMMANDS.filter(({ key }) => key !== 'refresh' || mayRefresh)
    .map(({ key, icon }): PaletteEntry & { kind: 'command' } => ({
      kind: 'command',
      key,
      icon,
      words: t(`command.${key}`),
      keywords: t(`keywords.${key}`),
    }))
    .filter(({ words: name, keywords }) => fits(name, keywords));

  return [
    { key: 'pages' as const, title: t('pages'), entries: pages },
    { key: 'commands' as const, title: t('commands'), entries: commands },
    { key: 'listeners' as const, title: t('listeners'), entries: listeners },
  ].filter(({ entries }) => entries.length > 0);
}
