import type { Filter } from './filter/filter';
import type { ListQuery } from './list-query';
import { countUndecided, type Searchable } from './row-index';
import { isComplete, serverCoverageOf, type HealthCoverage } from '@/lib/model/row-health';

/** What a filter or an order does not know about the listeners. Whoever shows or counts its results shows this too. */
export type FilterCoverage = {
  /** For how many of them health is known; null if health is not needed, or known for all. */
  health: HealthCoverage | null;
  /** For how many of them the servers behind them are known; null if not needed, or known for all. */
  servers: Pick<HealthCoverage, 'known' | 'total'> | null;
  /** For how many listeners it is unknown whether they match: the value was not returned, or has not been read yet. */
  undecided: number;
  /** When the list entries it uses were read (epoch ms), if that should be shown; else null. */
  entriesReadAtMillis: number | null;
};

export const FULL_COVERAGE: FilterCoverage = {
  health: null,
  servers: null,
  undecided: 0,
  entriesReadAtMillis: null,
};

type Known = Searchable & {
  /** Of all of them. */
  health: HealthCoverage;
  entriesReadAtMillis?: number | null;
};

/** What is unknown for a filter, and for a sort order if there is one. */
export function filterCoverageOf(known: Known, filter: Filter, sort?: ListQuery['sort']): FilterCoverage {
  const { health, entriesReadAtMillis = null } = known;
  const needsHealth = sort?.column === 'healthy' || filter.columns.has('healthy');
  const servers = filter.columns.has('server') ? serverCoverageOf(known.listeners, known.context) : null;
  return {
    health: needsHealth && !isComplete(health) ? health : null,
    servers: servers !== null && !isComplete(servers) ? servers : null,
    undecided: countUndecided(known, filter),
    entriesReadAtMillis: filter.columns.has('access') ? entriesReadAtMillis : null,
  };
}
