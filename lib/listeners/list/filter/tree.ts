import type { FilterColumn } from './columns';

/** What a value of a column must be. Texts are as typed; they are folded where they are compared. */
export type ColumnTest =
  /** The cell has this in it. */
  | { kind: 'contains'; text: string }
  /** One of the names, ids or words of the cell is this; '' is an empty cell. */
  | { kind: 'is'; text: string }
  /** One of them begins with this. */
  | { kind: 'begins'; text: string }
  /** Both ends belong to it. No cap is the highest bandwidth: `max` is Infinity where nothing bounds it. */
  | { kind: 'range'; min: number; max: number }
  /** How long ago, in seconds, both ends included: `min` is 0 or `max` Infinity where nothing bounds it. */
  | { kind: 'age'; min: number; max: number }
  /** Of a bandwidth: no cap. */
  | { kind: 'no-cap' }
  /** Of a number: SLB did not tell it, or not in a way that can be read. */
  | { kind: 'unknown' };

/** A filter as a tree. `all` without parts admits every row. */
export type FilterNode =
  | { kind: 'all'; parts: readonly FilterNode[] }
  | { kind: 'any'; parts: readonly FilterNode[] }
  | { kind: 'not'; part: FilterNode }
  /** Stands somewhere in the row. */
  | { kind: 'word'; text: string }
  /** Any of the tests. */
  | { kind: 'column'; column: FilterColumn; tests: readonly ColumnTest[] };

export const everyRow: FilterNode = { kind: 'all', parts: [] };

/** `all` of these, without needless levels. */
export function allOf(parts: readonly FilterNode[]): FilterNode {
  const flat = parts.flatMap((part) => (part.kind === 'all' ? part.parts : [part]));
  const [only, ...more] = flat;
  return only && more.length === 0 ? only : { kind: 'all', parts: flat };
}

/** `any` of these, without needless levels. One that admits every row makes the whole do so. */
export function anyOf(parts: readonly FilterNode[]): FilterNode {
  const flat = parts.flatMap((part) => (part.kind === 'any' ? part.parts : [part]));
  if (flat.some((part) => part.kind === 'all' && part.parts.length === 0)) return everyRow;
  const [only, ...more] = flat;
  return only && more.length === 0 ? only : { kind: 'any', parts: flat };
}
