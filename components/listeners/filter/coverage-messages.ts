import type { Translator } from '@/lib/i18n/translator';
import type { FilterCoverage } from '@/lib/listeners/list/filter-coverage';
import { utcMinute } from '../utc-minute';

/** The note next to anything a filter finds or counts while some of the data it needs is unknown. */
export type CoverageMessages = {
  /** "Backend health is known for 25 of 48 listeners." */
  sentence: string;
  /** "health known for 25 of 48", after a number; empty where only an age is to be said. */
  phrase: string;
  /** "25 of 48 known", where there is little room. */
  short: string;
};

/** What is unknown of the data a filter needs; null if nothing is, and a count is then complete. */
export function coverageMessages(
  t: Translator<'list'>,
  { health, servers, undecided, entriesReadAtMillis }: FilterCoverage,
): CoverageMessages | null {
  const said = [
    health && {
      sentence: t('health.partial', { known: health.known, total: health.total }),
      phrase: t('health.found', { known: health.known, total: health.total }),
      short: t('health.short', { known: health.known, total: health.total }),
    },
    servers && {
      sentence: t('servers.partial', servers),
      phrase: t('servers.short', servers),
      short: t('servers.short', servers),
    },
    undecided > 0 && {
      sentence: t('undecided.sentence', { count: undecided }),
      phrase: t('undecided.short', { count: undecided }),
      short: t('undecided.short', { count: undecided }),
    },
    entriesReadAtMillis !== null && {
      sentence: t('undecided.entriesOld', { time: utcMinute(entriesReadAtMillis) }),
      phrase: '',
      short: '',
    },
  ].filter((words) => words !== null && words !== false);
  if (said.length === 0) return null;
  const joined = (name: 'phrase' | 'short'): string =>
    said
      .map((words) => words[name])
      .filter((words) => words !== '')
      .join(' · ');
  return {
    sentence: said
      .map(({ sentence }) => sentence)
      .reduce((first, second) => t('sentences', { first, second })),
    phrase: joined('phrase'),
    short: joined('short'),
  };
}
