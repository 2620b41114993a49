import type { ListedListener } from '@/lib/model/list-row';
import {
  healthCoverageOf,
  healthyShareOf,
  instanceHealthKey,
  listenerHealth,
  type HealthAt,
  type HealthCoverage,
} from '@/lib/model/row-health';
import { filterableRowsOf, type FilterableRow, type RowLanguage } from './filterable-row';
import { compileFilter, type FilterContext } from './filter/predicate';
import { compileUndecided } from './filter/undecided';
import type { Filter } from './filter/filter';
import { KeptByInstance } from './kept-by-instance';

/** The rows of one instance: a range of the rows of its part. */
export type InstanceRange = {
  key: string;
  name: string;
  from: number;
  to: number;
  hasAge: boolean;
};

/** Positions of rows in their part. */
type Positions = readonly number[];

/**
 * What is computed for the rows of one region, in a language. Kept as long as their array exists, whatever is read of
 * other regions.
 */
export type PartIndex = {
  /** Instance after instance, by port. */
  rows: readonly FilterableRow[];
  instances: readonly InstanceRange[];
  /** By filter; least recently used first. */
  found: Map<string, KeptByInstance<InstanceRange, Positions>>;
  coverage: KeptByInstance<InstanceRange, HealthCoverage>;
  /** Of healthy servers, row by row. */
  shares: KeptByInstance<InstanceRange, readonly (number | null)[]>;
};

/** More than twice as many as there are views: every page shows how many rows each view has, and leaves undecided. */
const FOUND_KEPT = 120;

/** Counts by age are not shown to the second. */
const COUNTED_AGE_MILLIS = 60_000;

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & {
  sluicePartIndexes?: WeakMap<readonly ListedListener[], Map<string, PartIndex>>;
} = globalThis;

/** The index of a part, created when it is first needed. */
export function partIndexOf(part: readonly ListedListener[], language: RowLanguage): PartIndex {
  const indexes = (held.sluicePartIndexes ??= new WeakMap());
  const byLocale = indexes.get(part) ?? new Map<string, PartIndex>();
  indexes.set(part, byLocale);
  const before = byLocale.get(language.locale);
  if (before) return before;
  const groups = byInstance(filterableRowsOf(part, language));
  const rows: FilterableRow[] = [];
  const instances = groups.map((group) => {
    const from = rows.length;
    for (const row of group.toSorted(byPort)) rows.push(row);
    const [first] = group;
    if (first === undefined) throw new Error('An instance without rows');
    const hasAge = group.some(({ listener }) => listener.changedAtMillis !== null);
    const { name } = first.listener.loadBalancer;
    return { key: instanceHealthKey(first.listener), name, from, to: rows.length, hasAge };
  });
  const index: PartIndex = {
    rows,
    instances,
    found: new Map(),
    coverage: new KeptByInstance(instances, { health: true, ageMillis: null }),
    shares: new KeptByInstance(instances, { health: true, ageMillis: null }),
  };
  byLocale.set(language.locale, index);
  return index;
}

/** The rows of each instance. Those whose instance has two names, as it was renamed between two reads, are apart. */
function byInstance(rows: readonly FilterableRow[]): FilterableRow[][] {
  const groups = new Map<string, FilterableRow[]>();
  let group: FilterableRow[] = [];
  let last: ListedListener['loadBalancer'] | null = null;
  for (const row of rows) {
    const { loadBalancer } = row.listener;
    // Rows of one instance are mostly adjacent, and share its object.
    if (loadBalancer !== last) {
      const key = `${instanceHealthKey(row.listener)} ${loadBalancer.name}`;
      group = groups.get(key) ?? [];
      groups.set(key, group);
      last = loadBalancer;
    }
    group.push(row);
  }
  return [...groups.values()];
}

function byPort(a: FilterableRow, b: FilterableRow): number {
  const { listenerPort, protocol } = a.listener;
  const other = b.listener;
  return (
    listenerPort - other.listenerPort || (protocol < other.protocol ? -1 : protocol > other.protocol ? 1 : 0)
  );
}

/** The rows that match, or those that the returned data does not decide, by instance. */
export function foundIn(
  part: PartIndex,
  filter: Filter,
  context: FilterContext,
  what: 'matches' | 'undecided' | 'counted',
): readonly Positions[] {
  const { columns, text, tree } = filter;
  const compile = what === 'undecided' ? compileUndecided : compileFilter;
  let isFound: ReturnType<typeof compileUndecided> | null = null;
  const find = ({ from, to }: InstanceRange): Positions => {
    isFound ??= compile(tree, context);
    const positions: number[] = [];
    for (let position = from; position < to; position += 1) {
      const row = part.rows[position];
      if (row !== undefined && isFound(row)) positions.push(position);
    }
    return positions.length === 0 ? NONE : positions;
  };
  // The result of a run changes at any time.
  if (columns.has('run')) return part.instances.map(find);
  const usesAge = columns.has('changed');
  const name = `${what === 'undecided' ? '?' : ''}${usesAge && what === 'matches' ? '!' : ''} ${text}`;
  const kept =
    part.found.get(name) ??
    new KeptByInstance<InstanceRange, Positions>(part.instances, {
      health: columns.has('healthy') || columns.has('server'),
      ageMillis: !usesAge ? null : what === 'matches' ? 0 : COUNTED_AGE_MILLIS,
    });
  part.found.delete(name);
  part.found.set(name, kept);
  const [oldest] = part.found.keys();
  if (part.found.size > FOUND_KEPT && oldest !== undefined) part.found.delete(oldest);
  return kept.values(context, find);
}

const NONE: Positions = [];

/** For how many rows health is known, by instance. */
export function coverageIn(part: PartIndex, at: HealthAt): readonly HealthCoverage[] {
  return part.coverage.values(at, ({ from, to }) =>
    healthCoverageOf(
      part.rows.slice(from, to).map(({ listener }) => listener),
      at,
    ),
  );
}

/** The share of healthy servers of each row, null where it is unknown. */
export function sharesIn(part: PartIndex, at: HealthAt): readonly (number | null)[] {
  const shares = part.shares.values(at, ({ from, to }) =>
    part.rows.slice(from, to).map(({ listener }) => healthyShareOf(listenerHealth(listener, at))),
  );
  return shares.flat();
}
