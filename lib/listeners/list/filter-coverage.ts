import { columnsIn } from './filter/predicate';
import { parseFilter } from './filter/parse';
import type { ListQuery } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { countUndecided } from './row-index';
import type { RowLanguage } from './filterable-row';
import { isComplete, type HealthCoverage } from '@/lib/model/row-health';

/** What a filter, or an order, does not know of the listeners it is asked about. Whoever shows what it finds, or counts it, says this as well. */
export type FilterCoverage = {
  /** For how many of them health is known; null where it is not asked for, or known of all. */
  health: HealthCoverage | null;
  /** Of how many listeners it is not known whether they match: what is asked for was not told, or not read yet. */
  undecided: number;
  /** Since when the entries of the lists are known that it asks about (epoch ms), where that is to be said; else null. */
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

/** What is not known of what a query asks for. */
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
