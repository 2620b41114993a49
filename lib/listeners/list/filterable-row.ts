import { foldForSearch } from '@/lib/text/typed-text';
import type { FilterColumn } from './filter/columns';
import { canonicalHost } from './filter/endpoint';
import { compileTest, type FilterContext } from './filter/predicate';
import type { ColumnTest } from './filter/tree';
import type { FilterUnknowns } from './filter/undecided';
import { formatListenerKey, type ListColumn } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import type { ServerBehind } from '@/lib/model/health-types';
import type { Reach } from '@/lib/model/reach';
import { healthyValuesOf, listenerHealth, serversBehind } from '@/lib/model/row-health';
import { statusFilterOf } from '@/lib/model/status-filter';
import { serverValues } from './server-values';
import { mayBe, possibleListeners } from './unreturned-cells';

/** The texts a row shows in one language, by column: searched by free text, and sorted by in text columns. */
export type RowMessages = (listener: ListedListener) => Record<ListColumn, string>;

/** Texts of one locale never change, so derived data is cached with the row. */
export type RowLanguage = {
  /** The reader's language: rows are sorted by it. */
  locale: string;
  own: RowMessages;
  /** The other languages: a filter finds the same rows for every reader, because links and views are shared. */
  others: readonly RowMessages[];
};

/** Columns whose values have fixed names, which are searched along with their labels. */
const named = ['status', 'backend', 'access', 'owner'] as const;

/** Columns that depend on the row only. */
type SteadyColumn = Exclude<FilterColumn, 'healthy' | 'run' | 'server'>;

const NO_VALUES: readonly string[] = [];

/** Who can reach a listener, where that differs from what its list type suggests. */
const REACH_VALUES: Partial<Record<Reach['who'], readonly string[]>> = {
  everyone: ['open'],
  nobody: ['nobody'],
  unknown: ['unknown'],
};

/** What filters and orders need of a row. Each is computed on first use. */
export class FilterableRow implements FilterUnknowns {
  readonly listener: ListedListener;
  /** In the reader's language. */
  readonly cells: Record<ListColumn, string>;
  readonly #ownMessages: RowMessages;
  readonly #others: readonly RowMessages[];
  #every: readonly Record<ListColumn, string>[] | null = null;
  #shown: string | null = null;
  #key: string | null = null;
  readonly #words: Partial<Record<FilterColumn, string>> = {};
  readonly #values: Partial<Record<FilterColumn, readonly string[]>> = {};

  constructor(listener: ListedListener, { own, others }: Omit<RowLanguage, 'locale'>) {
    this.listener = listener;
    this.cells = own(listener);
    this.#ownMessages = own;
    this.#others = others;
  }

  /** The cells in every language. */
  #everyCells(): readonly Record<ListColumn, string>[] {
    return (this.#every ??= [this.cells, ...this.#others.map((words) => words(this.listener))]);
  }

  shown(): string {
    return (this.#shown ??= linesOf([
      ...this.#everyCells().flatMap((cells) => Object.values(cells)),
      ...named.flatMap((column) => this.#valuesOf(column)),
    ]));
  }

  words(column: FilterColumn, context: FilterContext): string {
    // Runs and health change while the row does not; both are compared by value only.
    if (column === 'run' || column === 'healthy') return '';
    if (column === 'server') return serverValues(this.servers(context)).join('\n');
    return (this.#words[column] ??= linesOf([
      ...(column === 'protocol' || column === 'owner'
        ? []
        : this.#everyCells().map((cells) => cells[column])),
      ...this.#valuesOf(column),
    ]));
  }

  values(column: FilterColumn, context: FilterContext): readonly string[] {
    if (column === 'healthy') return healthyValuesOf(listenerHealth(this.listener, context));
    if (column === 'server') return serverValues(this.servers(context));
    // Of many runs, only those a filter names are checked.
    return column === 'run' ? NO_VALUES : this.#valuesOf(column);
  }

  #valuesOf(column: SteadyColumn): readonly string[] {
    return (this.#values[column] ??= valuesOf(this.listener, column, this.#everyCells()).map(foldForSearch));
  }

  mayBe(column: FilterColumn, test: ColumnTest, context: FilterContext): boolean {
    const { listener } = this;
    const answer = mayBe(listener, column, test);
    if (answer !== null || !('text' in test)) return answer === true;
    const possible = possibleListeners(listener, column, test.text);
    if (possible.length === 0) return false;
    // Many rows are bound to the same lists.
    const answers = answersIn(this.#ownMessages);
    const key = JSON.stringify([test, partOf(listener, column)]);
    const before = answers.get(key);
    if (before !== undefined) return before;
    const matches = compileTest(column, test, context);
    const language = { own: this.#ownMessages, others: this.#others };
    const found = possible.some((each) => matches(new FilterableRow(each, language)));
    answers.set(key, found);
    return found;
  }

  servers(context: FilterContext): readonly ServerBehind[] {
    return serversBehind(this.listener, context).servers;
  }

  runKey(): string | null {
    return this.listener.protocol === 'tcp' ? (this.#key ??= formatListenerKey(this.listener)) : null;
  }

  number(column: FilterColumn, { nowMillis }: FilterContext): number | null {
    if (column === 'port') return this.listener.listenerPort;
    const { bandwidthMbps, changedAtMillis } = this.listener;
    if (column === 'changed')
      return changedAtMillis === null ? null : Math.max(0, Math.floor((nowMillis - changedAtMillis) / 1000));
    if (column !== 'bandwidth' || bandwidthMbps === null) return null;
    return bandwidthMbps < 0 ? Number.POSITIVE_INFINITY : bandwidthMbps;
  }
}

const ANSWERS_KEPT = 5_000;
const answersByMessages = new WeakMap<RowMessages, Map<string, boolean>>();

/** Whether a possible cell passes a test, in these texts and those of the other languages. */
function answersIn(words: RowMessages): Map<string, boolean> {
  const answers = answersByMessages.get(words) ?? new Map<string, boolean>();
  answersByMessages.set(words, answers);
  if (answers.size >= ANSWERS_KEPT) answers.clear();
  return answers;
}

/** What decides the candidate cells of a column. */
function partOf({ access, reach, backend, healthCheck }: ListedListener, column: FilterColumn): unknown {
  if (column === 'access') return [column, access, reach];
  return column === 'backend' ? [column, backend] : [column, healthCheck];
}

// On globalThis because a Next server may load one module twice, and 12,000 rows are folded once.
const held: typeof globalThis & {
  sluiceFilterableRows?: Map<string, WeakMap<ListedListener, FilterableRow>>;
} = globalThis;

/**
 * The rows as filters need them, in a language. Each is built once: a row object keeps its identity as long as its
 * content is the same.
 */
export function filterableRowsOf(
  listeners: readonly ListedListener[],
  { locale, own, others }: RowLanguage,
): readonly FilterableRow[] {
  const locales = (held.sluiceFilterableRows ??= new Map());
  const known = locales.get(locale) ?? new WeakMap<ListedListener, FilterableRow>();
  locales.set(locale, known);
  return listeners.map((listener) => {
    const row = known.get(listener) ?? new FilterableRow(listener, { own, others });
    known.set(listener, row);
    return row;
  });
}

/** Texts for substring search: each once, one per line, so that no match spans two. */
function linesOf(texts: readonly string[]): string {
  return [...new Set(texts.map(foldForSearch))].join('\n');
}

/** Each tag by its key alone and with its value, its own and those of its instance. */
function tagValues({ tags = [], loadBalancer }: ListedListener): string[] {
  const values = [...tags, ...(loadBalancer.tags ?? [])].flatMap(({ key, value }) => [
    key,
    `${key}=${value}`,
  ]);
  return values.length === 0 ? [''] : values;
}

function ownerValues({ owner }: ListedListener): string[] {
  if (owner === undefined) return [''];
  const { name, service } = owner;
  return service === undefined ? [name] : [name, `${service.namespace}/${service.name}`];
}

/** The names a column matches by, independent of language (filter/value-terms.ts), plus the cell's texts. */
function valuesOf(
  listener: ListedListener,
  column: SteadyColumn,
  everyCells: readonly Record<ListColumn, string>[],
): string[] {
  switch (column) {
    case 'protocol':
      return [listener.protocol];
    case 'tag':
      return tagValues(listener);
    case 'owner':
      return ownerValues(listener);
    case 'status':
      return [listener.status, statusFilterOf(listener), ...everyCells.map(({ status }) => status)];
    case 'instance':
      return [listener.loadBalancerId, listener.loadBalancer.name];
    case 'backend': {
      const { backend } = listener;
      if (backend.kind === 'unknown') return [backend.kind];
      if (backend.kind === 'port') return ['default', backend.kind, String(backend.backendServerPort ?? '')];
      return [backend.kind, backend.groupId, backend.name ?? ''];
    }
    case 'access': {
      const { access, reach } = listener;
      const who = REACH_VALUES[reach.who] ?? [];
      if (access.status !== 'on') return [...who];
      const type = access.type === 'white' ? 'allow' : access.type === 'black' ? 'deny' : access.type;
      const lists = access.lists.flatMap(({ aclId, name }) => [aclId, name ?? aclId]);
      return [type, ...who, ...lists];
    }
    case 'address': {
      const address = listener.loadBalancer.address || 'unknown';
      return [address, canonicalHost(address)];
    }
    case 'address-type':
      return [listener.loadBalancer.addressType || 'unknown'];
    case 'bandwidth':
      return listener.bandwidthMbps === null && listener.protocol === 'tcp'
        ? ['unknown']
        : everyCells.map(({ bandwidth }) => bandwidth);
    case 'health-check': {
      const { healthCheck } = listener;
      if (healthCheck === null) return listener.protocol === 'tcp' ? ['unknown'] : [''];
      return healthCheck.status === 'off' ? ['off'] : ['on', healthCheck.type ?? 'unknown'];
    }
    case 'scheduler':
      return [listener.scheduler ?? (listener.protocol === 'tcp' ? 'unknown' : '')];
    default:
      return everyCells.map((cells) => cells[column]);
  }
}
