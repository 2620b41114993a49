import type { FilterColumn } from './columns';

/** A test on a column's value. Texts are as typed; they are folded when compared. */
export type ColumnTest =
  /** The cell contains this. */
  | { kind: 'contains'; text: string }
  /** One of the cell's names, ids or values is this; '' is an empty cell. */
  | { kind: 'is'; text: string }
  /** One of them starts with this. */
  | { kind: 'begins'; text: string }
  /** Inclusive. Unlimited is the highest bandwidth: `max` is Infinity without an upper bound. */
  | { kind: 'range'; min: number; max: number }
  /** How long ago, in seconds, inclusive: `min` is 0 or `max` Infinity without a bound. */
  | { kind: 'age'; min: number; max: number }
  /** For a bandwidth: unlimited. */
  | { kind: 'no-cap' }
  /** For a number: SLB did not return it, or not in a form that can be parsed. */
  | { kind: 'unknown' };

/** A filter as a tree. `all` without parts matches every row. */
export type FilterNode =
  | { kind: 'all'; parts: readonly FilterNode[] }
  | { kind: 'any'; parts: readonly FilterNode[] }
  | { kind: 'not'; part: FilterNode }
  /** Found anywhere in the row. */
  | { kind: 'word'; text: string }
  /** Any of the tests. */
  | { kind: 'column'; column: FilterColumn; tests: readonly ColumnTest[] };

export const everyRow: FilterNode = { kind: 'all', parts: [] };

export type FilterLeaf = Extract<FilterNode, { kind: 'word' | 'column' }>;

/** The words and columns of a filter, in the order of writing; `isDenied`: whether its matches are excluded. */
export function leavesOf(node: FilterNode, isDenied = false): { leaf: FilterLeaf; isDenied: boolean }[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.parts.flatMap((part) => leavesOf(part, isDenied));
    case 'not':
      return leavesOf(node.part, !isDenied);
    default:
      return [{ leaf: node, isDenied }];
  }
}

/** `all` of these, without unnecessary levels. */
export function allOf(parts: readonly FilterNode[]): FilterNode {
  const flat = parts.flatMap((part) => (part.kind === 'all' ? part.parts : [part]));
  const [only, ...more] = flat;
  return only && more.length === 0 ? only : { kind: 'all', parts: flat };
}

/** `any` of these, without unnecessary levels. One that matches every row makes the whole do so. */
export function anyOf(parts: readonly FilterNode[]): FilterNode {
  const flat = parts.flatMap((part) => (part.kind === 'any' ? part.parts : [part]));
  if (flat.some((part) => part.kind === 'all' && part.parts.length === 0)) return everyRow;
  const [only, ...more] = flat;
  return only && more.length === 0 ? only : { kind: 'any', parts: flat };
}
