import { parseAge } from '@/lib/listeners/list/filter/age';
import { columnKinds, type FilterColumn } from '@/lib/listeners/list/filter/columns';
import { formatColumn, formatFilter } from '@/lib/listeners/list/filter/format';
import { filterNumbers, parseFilter } from '@/lib/listeners/list/filter/parse';
import type { ColumnTest } from '@/lib/listeners/list/filter/tree';
import { integerIn } from '@/lib/model/integer-text';
import { normalizeTyped } from '@/lib/text/typed-text';
import type { FilterOperator } from './filter-operator';

/** What an operator is given: ticks, a text, one number, two, or nothing. */
export type Given = 'ticks' | 'text' | 'number' | 'age' | 'range' | 'nothing';

export function takes(operator: FilterOperator, column?: FilterColumn): Given {
  switch (operator) {
    case 'anyOf':
    case 'noneOf':
      return 'ticks';
    case 'between':
      return 'range';
    case 'atLeast':
    case 'atMost':
      return 'number';
    case 'inLast':
    case 'longerAgo':
      return 'age';
    case 'noCap':
    case 'unknown':
      return 'nothing';
    default:
      return column !== undefined && columnKinds[column] === 'number' ? 'number' : 'text';
  }
}

/** Writes a filter that was put together part by part; null while a part of it is missing or makes no sense. */
export function filterTerm(
  column: FilterColumn,
  operator: FilterOperator,
  values: readonly string[],
): string | null {
  const tests = testsOf(column, operator, values);
  if (tests.length === 0) return null;
  const term = formatColumn(column, tests);
  const denied =
    operator === 'noneOf' || operator === 'isNot' || operator === 'lacks' || operator === 'beginsNot';
  return formatFilter(parseFilter(denied ? `-${term}` : term));
}

function testsOf(column: FilterColumn, operator: FilterOperator, values: readonly string[]): ColumnTest[] {
  const text = normalizeTyped(values[0] ?? '');
  switch (takes(operator, column)) {
    case 'nothing':
      return [{ kind: operator === 'unknown' ? 'unknown' : 'no-cap' }];
    case 'ticks':
      return values.map((value) => ({ kind: 'is', text: value }));
    case 'text':
      if (text === '') return [];
      if (operator === 'begins' || operator === 'beginsNot') return [{ kind: 'begins', text }];
      return [{ kind: operator === 'contains' || operator === 'lacks' ? 'contains' : 'is', text }];
    case 'age':
      return agesOf(operator, parseAge(text), null);
    case 'number':
    case 'range':
      if (columnKinds[column] === 'age') return agesOf(operator, parseAge(text), parseAge(values[1] ?? ''));
      return rangeOf(operator, numberOf(values[0]), numberOf(values[1]));
  }
}

function rangeOf(operator: FilterOperator, from: number | null, to: number | null): ColumnTest[] {
  if (from === null || (operator === 'between' && to === null)) return [];
  switch (operator) {
    case 'atLeast':
      return [{ kind: 'range', min: from, max: Number.POSITIVE_INFINITY }];
    case 'atMost':
      return [{ kind: 'range', min: 0, max: from }];
    default: {
      const other = operator === 'between' ? (to ?? from) : from;
      return [{ kind: 'range', min: Math.min(from, other), max: Math.max(from, other) }];
    }
  }
}

function agesOf(operator: FilterOperator, from: number | null, to: number | null): ColumnTest[] {
  if (from === null) return [];
  if (operator === 'longerAgo') return [{ kind: 'age', min: from, max: Number.POSITIVE_INFINITY }];
  if (operator === 'inLast') return [{ kind: 'age', min: 0, max: from }];
  return to === null ? [] : [{ kind: 'age', min: Math.min(from, to), max: Math.max(from, to) }];
}

function numberOf(typed: string | undefined): number | null {
  return integerIn(typed ?? '', filterNumbers);
}
