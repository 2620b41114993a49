import { foldForSearch } from '@/lib/text/typed-text';
import { compileFilter, type FilterContext, type FilterFacts } from './predicate';
import type { ColumnTest, FilterNode } from './tree';
import type { FilterColumn } from './columns';

/** What else is needed of a row to know what it cannot decide. */
export type FilterUnknowns = FilterFacts & {
  /**
   * Whether a column may have this value although it does not say so, because it was not returned, or only in part. The
   * test's text is folded.
   */
  mayBe: (column: FilterColumn, test: ColumnTest, context: FilterContext) => boolean;
};

/**
 * Whether a row's data leaves open if it matches. Three-valued logic (Kleene): a value that was not returned may be the
 * requested one. So `access:open` and `-access:open` are both undecided, and `port:80 access:open` is decided on any
 * other port.
 */
export function compileUndecided(node: FilterNode, context: FilterContext): (row: FilterUnknowns) => boolean {
  const decide = compileDecision(node, context);
  return (row) => decide(row) === null;
}

/** Null: unknown. */
type Decision = (row: FilterUnknowns) => boolean | null;

function compileDecision(node: FilterNode, context: FilterContext): Decision {
  switch (node.kind) {
    case 'all':
    case 'any': {
      const parts = node.parts.map((part) => compileDecision(part, context));
      return joined(parts, node.kind === 'any');
    }
    case 'not': {
      const decide = compileDecision(node.part, context);
      return (row) => {
        const decided = decide(row);
        return decided === null ? null : !decided;
      };
    }
    case 'word':
      return compileFilter(node, context);
    case 'column': {
      const matches = compileFilter(node, context);
      const { column } = node;
      // Folded once, not once per row.
      const tests = node.tests.map((test) =>
        'text' in test ? { ...test, text: foldForSearch(test.text) } : test,
      );
      return (row) => matches(row) || (tests.some((test) => row.mayBe(column, test, context)) ? null : false);
    }
  }
}

/** One `deciding` part decides the whole; otherwise one unknown part leaves it open. */
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
