import { foldForSearch } from '@/lib/text/typed-text';
import type { FilterColumn } from './columns';
import type { ColumnTest, FilterNode } from './tree';

/** What a filter needs of a row. All texts are folded. */
export type FilterFacts = {
  /** Everything the row shows, one line per column. */
  shown: () => string;
  /** What one column shows. */
  words: (column: FilterColumn) => string;
  /** The names, ids and fixed values of a column; [''] for an empty cell. */
  values: (column: FilterColumn) => readonly string[];
  /** The number of a column; for an age its seconds; null if the cell has none. Unlimited is Infinity. */
  number: (column: FilterColumn) => number | null;
  /** Whether it is a listener of a run and had this result there; undefined matches any result. */
  isOfRun: (runId: string, state: string | undefined) => boolean;
};

export type FilterPredicate = (row: FilterFacts) => boolean;

/** Compiles the filter to a function, so that its values are folded once, not once per row. */
export function compileFilter(node: FilterNode): FilterPredicate {
  switch (node.kind) {
    case 'all': {
      const parts = node.parts.map(compileFilter);
      return (row) => parts.every((part) => part(row));
    }
    case 'any': {
      const parts = node.parts.map(compileFilter);
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compileFilter(node.part);
      return (row) => !part(row);
    }
    case 'word': {
      const text = foldForSearch(node.text);
      return (row) => row.shown().includes(text);
    }
    case 'column': {
      const { column } = node;
      const tests = node.tests.map((test) => compileTest(column, test));
      return (row) => tests.some((test) => test(row));
    }
  }
}

/** Whether a row's column passes a test. */
export function compileTest(column: FilterColumn, test: ColumnTest): FilterPredicate {
  switch (test.kind) {
    case 'contains': {
      const text = foldForSearch(test.text);
      return (row) => row.words(column).includes(text);
    }
    case 'is': {
      const text = foldForSearch(test.text);
      if (column === 'run') {
        const [runId = '', state] = text.split('/');
        return (row) => row.isOfRun(runId, state);
      }
      return (row) => row.values(column).includes(text);
    }
    case 'begins': {
      const text = foldForSearch(test.text);
      return (row) => row.values(column).some((value) => value.startsWith(text));
    }
    case 'no-cap':
      return (row) => row.number(column) === Number.POSITIVE_INFINITY;
    case 'unknown':
      return (row) => row.values(column).includes('unknown');
    case 'age':
    case 'range': {
      const { min, max } = test;
      return (row) => {
        const value = row.number(column);
        return value !== null && value >= min && value <= max;
      };
    }
  }
}

/** The values the filter's top level requires of a column by `is`, if exactly these; otherwise []. */
export function valuesRequestedOf(node: FilterNode, column: FilterColumn): readonly string[] {
  const parts = node.kind === 'all' ? node.parts : [node];
  for (const part of parts) {
    if (part.kind !== 'column' || part.column !== column) continue;
    const values = part.tests.flatMap((test) => (test.kind === 'is' ? [test.text] : []));
    if (values.length === part.tests.length) return values;
  }
  return [];
}

/** The columns a filter uses, at any depth. */
export function columnsIn(node: FilterNode): ReadonlySet<FilterColumn> {
  switch (node.kind) {
    case 'all':
    case 'any':
      return new Set(node.parts.flatMap((part) => [...columnsIn(part)]));
    case 'not':
      return columnsIn(node.part);
    case 'word':
      return new Set();
    case 'column':
      return new Set([node.column]);
  }
}

/** All values a filter names for a column by `is`, at any depth. */
export function valuesNamedOf(node: FilterNode, column: FilterColumn): string[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.parts.flatMap((part) => valuesNamedOf(part, column));
    case 'not':
      return valuesNamedOf(node.part, column);
    case 'word':
      return [];
    case 'column':
      return node.column === column
        ? node.tests.flatMap((test) => (test.kind === 'is' ? [test.text] : []))
        : [];
  }
}
