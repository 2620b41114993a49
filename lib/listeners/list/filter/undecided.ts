import { compileFilter, type FilterFacts } from './predicate';
import type { ColumnTest, FilterNode } from './tree';
import type { FilterColumn } from './columns';

/** What else a filter asks of a row, to know what it cannot decide. */
export type FilterUnknowns = FilterFacts & {
  /** Whether a column may be so although it does not say so, because what it is was not told, or not whole. */
  mayBe: (column: FilterColumn, test: ColumnTest) => boolean;
};

/**
 * Whether what is known of a row leaves open if it matches. Three values (Kleene): what was not told may be what is asked for, so that
 * `access:open` and `-access:open` are as undecided as each other, and `port:80 access:open` is decided on any other port.
 */
export function compileUndecided(node: FilterNode): (row: FilterUnknowns) => boolean {
  const decide = compileDecision(node);
  return (row) => decide(row) === null;
}

/** Null: not known. */
type Decision = (row: FilterUnknowns) => boolean | null;

function compileDecision(node: FilterNode): Decision {
  switch (node.kind) {
    case 'all':
      return joined(node.parts.map(compileDecision), false);
    case 'any':
      return joined(node.parts.map(compileDecision), true);
    case 'not': {
      const decide = compileDecision(node.part);
      return (row) => {
        const decided = decide(row);
        return decided === null ? null : !decided;
      };
    }
    case 'word':
      return compileFilter(node);
    case 'column': {
      const matches = compileFilter(node);
      const { column, tests } = node;
      return (row) => matches(row) || (tests.some((test) => row.mayBe(column, test)) ? null : false);
    }
  }
}

/** One part that is `deciding` decides the whole; else one that is not known leaves it open. */
function joined(parts: readonly Decision[], deciding: boolean): Decision {
  return (row) => {
    let whole: boolean | null = !deciding;
    for (const part of parts) {
      const decided = part(row);
      if (decided === deciding) return deciding;
      if (decided === null) whole = null;
    }
    return whole;
  };
}
