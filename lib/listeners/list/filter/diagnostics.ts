import { foldForSearch } from '@/lib/text/typed-text';
import { columnKinds, filterColumnOf, filterColumns, type FilterColumn } from './columns';
import { endpointOf } from './endpoint';
import { filterOfTree, type Filter } from './filter';
import { canonicalFilter, formatFilter, formatPart } from './format';
import { nearestOf } from './nearest';
import { parseFilter } from './parse';
import { leavesOf, type ColumnTest, type FilterLeaf, type FilterNode } from './tree';

/** The values a column can have. */
export type ColumnValues = {
  /** Suggested to whoever typed another. */
  values: readonly string[];
  /** Also valid, but not suggested: synonyms. */
  also?: readonly string[];
  /** Also valid, whatever rows there are: too many to be listed. The text is folded. */
  mayBe?: (test: TextTest) => boolean;
  /** Possible values that are not compared because the list before them is already long enough. */
  beyond?: { values: readonly string[]; max: number };
};
type TextTest = Extract<ColumnTest, { text: string }>;

/** What is known when the filter is checked. A column that is absent may have any value. */
export type KnownValues = {
  columns: Partial<Record<FilterColumn, ColumnValues>>;
  /** Regions that exist but are not shown. */
  hiddenRegions: readonly string[];
  /** Whether any row at all has this. */
  isFound: (filter: Filter) => boolean;
};

/**
 * A part of a filter that cannot match anything. `part` is the text of its token (a free word is its own), `repair` the
 * whole filter with the nearest value instead, null if none is near.
 */
export type FilterDiagnostic = { part: string; written: string } & (
  | { kind: 'value'; column: FilterColumn; values: readonly string[]; repair: Repair | null }
  /** A region that exists but is not shown: filtered for, not excluded. */
  | { kind: 'hidden-region'; regionId: string }
  /** More values than are compared; reported once, at the first that is not. */
  | { kind: 'too-many'; max: number }
  /** There is no such column, so it is searched as text, and no row contains it. */
  | { kind: 'column'; name: string; repair: Repair | null }
  /** The column exists but cannot be used this way, so it is searched as text too. */
  | { kind: 'form'; column: FilterColumn }
);
export type Repair = { value: string; text: string };

/**
 * The invalid parts of a filter, in the order of writing. A value that merely has no row today, such as a port, is
 * valid.
 */
export function diagnosticsIn({ tree: whole }: Filter, known: KnownValues): FilterDiagnostic[] {
  const parts = whole.kind === 'all' ? whole.parts : [whole];
  const diagnostics = parts.flatMap((part) => {
    const words = formatPart(part);
    return leavesOf(part).flatMap(({ leaf, isDenied }) => {
      const repairWith = (value: string | null, next: (value: string) => FilterNode): Repair | null =>
        value === null
          ? null
          : { value, text: canonicalFilter(formatFilter(replaced(whole, leaf, next(value)))) };
      return leaf.kind === 'word'
        ? wordDiagnostics(leaf.text, words, known, repairWith)
        : columnDiagnostics(leaf, { part: words, isDenied }, known, repairWith);
    });
  });
  const tooMany = diagnostics.find(({ kind }) => kind === 'too-many');
  return diagnostics.filter((diagnostic) => diagnostic.kind !== 'too-many' || diagnostic === tooMany);
}

type RepairWith = (value: string | null, next: (value: string) => FilterNode) => Repair | null;

/** `name:value`, but not an IPv6 address or `http://`. The value is empty if an empty one was typed: `run:""`. */
const LIKE_A_COLUMN = /^([\p{L}-]{2,}):((?:[^/:].*)?)$/u;

function wordDiagnostics(
  written: string,
  part: string,
  known: KnownValues,
  repairWith: RepairWith,
): FilterDiagnostic[] {
  const [, name = '', value = ''] = LIKE_A_COLUMN.exec(written) ?? [];
  const column = filterColumnOf(name);
  if (name === '' || (value === '' && column === undefined)) return [];
  if (known.isFound(filterOfTree({ kind: 'word', text: written }))) return [];
  if (column !== undefined) return [{ kind: 'form', part, written, column }];
  const near = nearestOf(name, filterColumns);
  // `edge-prod:443` is no column, but a listener that may simply not exist.
  if (near === null && endpointOf(written) !== null) return [];
  const repair = repairWith(near, (column) => parseFilter(`${column}:${value}`));
  return [{ kind: 'column', part, written, name, repair }];
}

function columnDiagnostics(
  { column, tests }: Extract<FilterLeaf, { kind: 'column' }>,
  { part, isDenied }: { part: string; isDenied: boolean },
  known: KnownValues,
  repairWith: RepairWith,
): FilterDiagnostic[] {
  const may = known.columns[column];
  if (may === undefined) return [];
  return tests.flatMap((test): FilterDiagnostic[] => {
    if (!('text' in test) || test.text === '') return [];
    if (may.beyond?.values.some((value) => fits(test, value)))
      return [{ kind: 'too-many', part, written: test.text, max: may.beyond.max }];
    const admitted = [...may.values, ...(may.also ?? [])];
    if (admitted.some((value) => fits(test, value))) return [];
    if (may.mayBe?.({ ...test, text: foldForSearch(test.text) })) return [];
    if (known.isFound(filterOfTree({ kind: 'column', column, tests: [test] }))) return [];
    const written = test.kind === 'begins' ? `${test.text}*` : test.text;
    const hidden =
      column === 'region' ? known.hiddenRegions.find((regionId) => fits(test, regionId)) : undefined;
    if (hidden !== undefined && isDenied) return [];
    if (hidden !== undefined) return [{ kind: 'hidden-region', part, written, regionId: hidden }];
    const near =
      columnKinds[column] === 'text'
        ? nearestOf(test.text, withTheirParts(admitted))
        : (nearestOf(test.text, may.values) ?? nearestByPart(test.text, may.values));
    const repair = repairWith(near, (value) => ({
      kind: 'column',
      column,
      tests: tests.map((other) =>
        other !== test
          ? other
          : columnKinds[column] === 'text' && test.kind !== 'is'
            ? { kind: 'contains', text: value }
            : { kind: 'is', text: value },
      ),
    }));
    return [{ kind: 'value', part, written, column, values: may.values, repair }];
  });
}

function fits(test: TextTest, value: string): boolean {
  const typed = foldForSearch(test.text);
  const folded = foldForSearch(value);
  switch (test.kind) {
    case 'is':
      return folded === typed;
    case 'begins':
      return folded.startsWith(typed);
    case 'contains':
      return folded.includes(typed);
  }
}

/** People type a part of a name: "egde" is meant to find "edge-prod". */
function withTheirParts(values: readonly string[]): string[] {
  return values.flatMap((value) => [value, ...value.split(/[-_.\s]/).filter((part) => part.length > 2)]);
}

/** "hangzou" is meant to be "cn-hangzhou", if no other value has that part. */
function nearestByPart(text: string, values: readonly string[]): string | null {
  const part = nearestOf(text, withTheirParts(values));
  const [only, ...more] = part === null ? [] : values.filter((value) => value.includes(part));
  return only !== undefined && more.length === 0 ? only : null;
}

function replaced(node: FilterNode, leaf: FilterLeaf, next: FilterNode): FilterNode {
  if (node === leaf) return next;
  switch (node.kind) {
    case 'all':
    case 'any':
      return { kind: node.kind, parts: node.parts.map((part) => replaced(part, leaf, next)) };
    case 'not':
      return { kind: 'not', part: replaced(node.part, leaf, next) };
    default:
      return node;
  }
}
