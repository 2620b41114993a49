import { columnsIn } from './filter/predicate';
import { parseFilter } from './filter/parse';
import type { ListQuery } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { countUndecided } from './row-index';
import type { RowLanguage } from './filterable-row';
import { isComplete, type HealthCoverage } from '@/lib/model/row-health';

/** What a filter or an order does not know about the listeners. Whoever shows or counts its results shows this too. */
export type FilterCoverage = {
  /** For how many of them health is known; null if health is not needed, or known for all. */
  health: HealthCoverage | null;
  /** For how many listeners it is unknown whether they match: the value was not returned, or has not been read yet. */
  undecided: number;
  /** When the list entries it uses were read (epoch ms), if that should be shown; else null. */
  entriesReadAtMillis: number | null;
};

export const FULL_COVERAGE: FilterCoverage = { health: null, undecided: 0, entriesReadAtMillis: null };

type Known = {
  listeners: readonly ListedListener[];
  language: RowLanguage;
  /** Of all of them. */
  health: HealthCoverage;
  entriesReadAtMillis?: number | null;
};

/** What is unknown for a query. */
export function filterCoverageOf(
  { listeners, language, health, entriesReadAtMillis = null }: Known,
  { text, sort }: { text: string; sort?: ListQuery['sort'] | undefined },
): FilterCoverage {
  const requested = columnsIn(parseFilter(text));
  const asksForHealth = sort?.column === 'healthy' || requested.has('healthy');
  return {
    health: asksForHealth && !isComplete(health) ? health : null,
    undecided: countUndecided(listeners, text, language),
    entriesReadAtMillis: requested.has('access') ? entriesReadAtMillis : null,
  };
}
