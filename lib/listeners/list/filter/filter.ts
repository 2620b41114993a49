import type { FilterColumn } from './columns';
import { endpointOf } from './endpoint';
import { formatFilter } from './format';
import { parseFilter } from './parse';
import { leavesOf, type FilterNode } from './tree';

/** A filter as the server passes it around: parsed once, where its text comes in from a URL or a view. */
export type Filter = {
  /** The form it has in the URL, and the key of caches. */
  text: string;
  tree: FilterNode;
  /** The columns it uses, at any depth; a word that may be a server's address uses the servers. */
  columns: ReadonlySet<FilterColumn>;
};

export function filterOf(text: string): Filter {
  return filterOfTree(parseFilter(text), text);
}

export function filterOfTree(tree: FilterNode, text = formatFilter(tree)): Filter {
  const columns = leavesOf(tree).flatMap(({ leaf }): FilterColumn[] => {
    if (leaf.kind === 'column') return [leaf.column];
    return endpointOf(leaf.text)?.mayBeServer ? ['server'] : [];
  });
  return { text, tree, columns: new Set(columns) };
}
