import { foldForSearch } from '@/lib/text/typed-text';
import type { ServerBehind } from '@/lib/model/health-types';
import type { HealthAt } from '@/lib/model/row-health';
import type { FilterColumn } from './columns';
import { endpointOf, isAmongServers, type Endpoint } from './endpoint';
import { leavesOf, type ColumnTest, type FilterNode } from './tree';

/** The result of each TCP listener of some runs: by the run number as in a filter, then by `formatListenerKey`. */
export type RunStates = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a filter depends on besides the rows. It changes while they stay the same. */
export type FilterContext = HealthAt & { runs: RunStates };

/** What a filter needs of a row. All texts are folded. */
export type FilterFacts = {
  /** Everything the row shows, one line per column. */
  shown: () => string;
  /** What one column shows. */
  words: (column: FilterColumn, context: FilterContext) => string;
  /** The names, ids and fixed values of a column; [''] for an empty cell. */
  values: (column: FilterColumn, context: FilterContext) => readonly string[];
  /** The number of a column; for an age its seconds; null if the cell has none. Unlimited is Infinity. */
  number: (column: FilterColumn, context: FilterContext) => number | null;
  /** The servers behind it, as far as they were observed. */
  servers: (context: FilterContext) => readonly ServerBehind[];
  /** Its key in `RunStates`; null if no run can contain it. */
  runKey: () => string | null;
};

export type FilterPredicate = (row: FilterFacts) => boolean;

/** Compiles the filter to a function, so that its values are folded once, not once per row. */
export function compileFilter(node: FilterNode, context: FilterContext): FilterPredicate {
  switch (node.kind) {
    case 'all': {
      const parts = node.parts.map((part) => compileFilter(part, context));
      return (row) => parts.every((part) => part(row));
    }
    case 'any': {
      const parts = node.parts.map((part) => compileFilter(part, context));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compileFilter(node.part, context);
      return (row) => !part(row);
    }
    case 'word': {
      const text = foldForSearch(node.text);
      const endpoint = endpointOf(node.text);
      if (endpoint === null) return (row) => row.shown().includes(text);
      return (row) => row.shown().includes(text) || isEndpoint(row, endpoint, context);
    }
    case 'column': {
      const { column } = node;
      const tests = node.tests.map((test) => compileTest(column, test, context));
      return (row) => tests.some((test) => test(row));
    }
  }
}

/** Whether an endpoint is this listener: its instance with its port, or a server behind it. */
function isEndpoint(row: FilterFacts, endpoint: Endpoint, context: FilterContext): boolean {
  const { host, port, protocol, mayBeServer } = endpoint;
  if (protocol !== null && !row.values('protocol', context).includes(protocol)) return false;
  if (port === null || row.number('port', context) === port) {
    if (row.values('address', context).includes(host)) return true;
    const names = row.values('instance', context);
    // A part of a name, as in any search.
    if (mayBeServer ? names.includes(host) : names.some((name) => name.includes(host))) return true;
  }
  return isAmongServers(endpoint, row.servers(context));
}

/** Whether a row's column passes a test. */
export function compileTest(column: FilterColumn, test: ColumnTest, context: FilterContext): FilterPredicate {
  switch (test.kind) {
    case 'contains': {
      const text = foldForSearch(test.text);
      return (row) => row.words(column, context).includes(text);
    }
    case 'is': {
      const text = foldForSearch(test.text);
      if (column === 'run') {
        const [runId = '', state] = text.split('/');
        const states = context.runs.get(runId);
        return (row) => {
          const result = states?.get(row.runKey() ?? '');
          return result !== undefined && (state === undefined || result === state);
        };
      }
      return (row) => row.values(column, context).includes(text);
    }
    case 'begins': {
      const text = foldForSearch(test.text);
      return (row) => row.values(column, context).some((value) => value.startsWith(text));
    }
    case 'no-cap':
      return (row) => row.number(column, context) === Number.POSITIVE_INFINITY;
    case 'unknown':
      return (row) => row.values(column, context).includes('unknown');
    case 'age':
    case 'range': {
      const { min, max } = test;
      return (row) => {
        const value = row.number(column, context);
        return value !== null && value >= min && value <= max;
      };
    }
  }
}

/** The values the filter's top level requires of a column by `is`, if exactly these; otherwise []. */
export function requiredValuesOf(node: FilterNode, column: FilterColumn): readonly string[] {
  const parts = node.kind === 'all' ? node.parts : [node];
  for (const part of parts) {
    if (part.kind !== 'column' || part.column !== column) continue;
    const values = namedValues(part.tests);
    if (values.length === part.tests.length) return values;
  }
  return [];
}

/** All values a filter names for a column by `is`, at any depth. */
export function valuesNamedOf(node: FilterNode, column: FilterColumn): string[] {
  return leavesOf(node).flatMap(({ leaf }) =>
    leaf.kind === 'column' && leaf.column === column ? namedValues(leaf.tests) : [],
  );
}

function namedValues(tests: readonly ColumnTest[]): string[] {
  return tests.flatMap((test) => (test.kind === 'is' ? [test.text] : []));
}
