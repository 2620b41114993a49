import { foldForSearch } from '@/lib/text/typed-text';
import { emptyListConsequence } from './advice';
import type { FilterColumn } from './filter/columns';
import type { FilterFacts } from './filter/predicate';
import { formatListenerKey, type ListColumn } from './list-query';
import { entryCountOf, type ListedListener } from './overview-types';
import { isOfRun } from './run-members';
import { healthyText, healthyWordOf, seenHealthAt } from './seen-health';
import { statusFilterOf } from './status-filter';

/** The words a row shows, by column: what free text is looked for in, and what a column of words is sorted by. */
export type RowWords = (listener: ListedListener) => Record<ListColumn, string>;

/** The reader's language. The words of one locale are always the same, so what is made of them is kept with the row. */
export type RowLanguage = { locale: string; words: RowWords };

/** Most of very many rows were never looked at, and all of them are counted for a view. */
const NEVER_SEEN: readonly string[] = [healthyWordOf(null), ''];

const NO_VALUES: readonly string[] = [];

/** What filters and orders ask of a row. Each is made when it is first asked for. */
export class RowFacts implements FilterFacts {
  readonly listener: ListedListener;
  readonly cells: Record<ListColumn, string>;
  #shown: string | null = null;
  #key: string | null = null;
  readonly #words: Partial<Record<FilterColumn, string>> = {};
  readonly #values: Partial<Record<FilterColumn, readonly string[]>> = {};

  constructor(listener: ListedListener, cells: Record<ListColumn, string>) {
    this.listener = listener;
    this.cells = cells;
  }

  shown(): string {
    return (this.#shown ??= foldForSearch(Object.values(this.cells).join('\n')));
  }

  words(column: FilterColumn): string {
    // Its runs change while the row does not: see run-members.ts.
    if (column === 'run') return '';
    return (this.#words[column] ??= foldForSearch(
      column === 'protocol' ? this.listener.protocol : this.cells[column],
    ));
  }

  values(column: FilterColumn): readonly string[] {
    if (column === 'healthy') {
      if (this.listener.protocol !== 'tcp') return NEVER_SEEN;
      const seen = seenHealthAt((this.#key ??= formatListenerKey(this.listener)));
      return seen === null ? NEVER_SEEN : [healthyWordOf(seen), healthyText(seen)];
    }
    // Of many runs only those are looked at that a filter names.
    if (column === 'run') return NO_VALUES;
    return (this.#values[column] ??= valuesOf(this.listener, column, this.cells).map(foldForSearch));
  }

  isOfRun(runId: string, state: string | undefined): boolean {
    if (this.listener.protocol !== 'tcp') return false;
    return isOfRun((this.#key ??= formatListenerKey(this.listener)), runId, state);
  }

  number(column: FilterColumn): number | null {
    if (column === 'port') return this.listener.listenerPort;
    const { bandwidthMbps, changedAtMillis } = this.listener;
    if (column === 'changed')
      return changedAtMillis === null ? null : Math.max(0, Math.floor((Date.now() - changedAtMillis) / 1000));
    if (column !== 'bandwidth' || bandwidthMbps === null) return null;
    return bandwidthMbps < 0 ? Number.POSITIVE_INFINITY : bandwidthMbps;
  }
}

// On globalThis because a Next server may load one module twice, and 12,000 rows are folded once.
const held: typeof globalThis & { sluiceRowFacts?: Map<string, WeakMap<ListedListener, RowFacts>> } =
  globalThis;

/** The facts of rows in a language, made once for each row object: a row keeps its identity while its content does. */
export function factsOf(
  listeners: readonly ListedListener[],
  { locale, words }: RowLanguage,
): readonly RowFacts[] {
  const locales = (held.sluiceRowFacts ??= new Map());
  const known = locales.get(locale) ?? new WeakMap<ListedListener, RowFacts>();
  locales.set(locale, known);
  return listeners.map((listener) => {
    const facts = known.get(listener) ?? new RowFacts(listener, words(listener));
    known.set(listener, facts);
    return facts;
  });
}

/** What a column can be asked to be, in words that no language changes, and in the reader's own. */
function valuesOf(
  listener: ListedListener,
  column: Exclude<FilterColumn, 'run'>,
  cells: Record<ListColumn, string>,
): string[] {
  switch (column) {
    case 'protocol':
      return [listener.protocol];
    case 'status':
      return [listener.status, statusFilterOf(listener), cells.status];
    case 'instance':
      return [listener.loadBalancerId, listener.loadBalancer.name];
    case 'backend': {
      const { backend } = listener;
      if (backend.kind === 'port') return [backend.kind, String(backend.backendServerPort ?? '')];
      return [backend.kind, backend.groupId, backend.name ?? ''];
    }
    case 'access': {
      const { access } = listener;
      if (access.status === 'off') return ['open'];
      const type = access.type === 'white' ? 'allow' : access.type === 'black' ? 'deny' : access.type;
      // A list without entries lets everybody in, whatever its name promises.
      const open = emptyListConsequence(access, entryCountOf(access) ?? undefined) !== undefined;
      const lists = access.lists.flatMap(({ aclId, name }) => [aclId, name ?? aclId]);
      return [type, ...(open ? ['open'] : []), ...lists];
    }
    case 'health-check': {
      const { healthCheck } = listener;
      if (healthCheck === null) return [''];
      return healthCheck.status === 'off' ? ['off'] : ['on', healthCheck.type];
    }
    default:
      return [cells[column]];
  }
}
