import { normalizeTyped } from '@/lib/text/typed-text';
import { inputLimits } from '@/lib/input-limits';
import { filterColumns } from './filter/columns';
import type { Filter } from './filter/filter';
import { canonicalFilter, formatColumn } from './filter/format';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolPart } from '@/lib/model/protocol';
import { statusFilters } from '@/lib/model/status-filter';

/**
 * The list's URL: what the search parameters of `/listeners` mean, both ways, pure. An invalid parameter falls back
 * silently (ux.md T1), so that a link from an older Sluice still opens.
 */

/** Every column can be filtered by; protocol and owner are shown beside the port and the description. */
export const listColumns = filterColumns.filter(
  (column) => column !== 'protocol' && column !== 'run' && column !== 'server' && column !== 'owner',
);
export type ListColumn = (typeof listColumns)[number];

/** Shown only if chosen, or filtered or sorted by. The region too, where all rows have the same one. */
const extraColumns: ReadonlySet<ListColumn> = new Set([
  'address',
  'address-type',
  'scheduler',
  'health-check',
  'tag',
]);

/** Shown if nothing was chosen. */
export function defaultColumns({ regions }: Pick<ListQuery, 'regions'>): readonly ListColumn[] {
  return listColumns.filter(
    (column) => !extraColumns.has(column) && (column !== 'region' || regions.length !== 1),
  );
}

export const pageSizes = [25, 50, 100] as const;

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

export type ListQuery = {
  /** The filter in the language of `filter/parse.ts`, in canonical form. */
  text: string;
  sort: { column: ListColumn; descending: boolean };
  /** The regions to read, selected in the header. Empty: not selected in the URL. */
  regions: readonly string[];
  /** From 1. Null: the page of the highlighted row, else the first. */
  page: number | null;
  pageSize: number;
  /** Which columns are shown, in order. Null: not chosen in the URL. */
  columns: readonly ListColumn[] | null;
  /** Row density. Null: not chosen in the URL. */
  density: Density | null;
  /** Group the rows by instance. */
  grouped: boolean;
  /** The selected view's id; any difference from the view is an edit of it. Null: none. */
  view: string | null;
  /** The listener just created, whose row is highlighted. */
  marked: ListenerKey | null;
  /** The listener shown in the panel beside the list. */
  peek: ListenerKey | null;
};

export const defaultListQuery: ListQuery = {
  text: '',
  sort: { column: 'instance', descending: false },
  regions: [],
  page: null,
  pageSize: pageSizes[0],
  columns: null,
  density: null,
  grouped: false,
  view: null,
  marked: null,
  peek: null,
};

/** What Next passes to a page. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Parses the search parameters of the list; never fails. */
export function parseListQuery(parameters: SearchParams): ListQuery {
  const all = (name: string): string[] => [parameters[name] ?? []].flat();
  const one = (name: string): string => all(name)[0] ?? '';
  return {
    text: parseText([...olderFilters(all), one('q')].join(' ')),
    sort: parseSort(one('sort')),
    regions: parseRegionIds(all('regions').join(',')),
    page: parsePage(one('page')),
    pageSize: pageSizes.find((size) => String(size) === one('size')) ?? defaultListQuery.pageSize,
    columns: parseColumns(all('columns').join(',')),
    density: parseDensity(one('density')),
    grouped: one('group') === 'instance',
    view: /^[a-z0-9-]{1,40}$/.test(one('view')) ? one('view') : null,
    marked: parseListenerKey(one('new')),
    peek: parseAnyKey(one('peek')),
  };
}

/** The search string of a query, without defaults: equal queries give equal texts. */
export function formatListQuery(query: ListQuery): string {
  const pairs: [name: string, value: string][] = [];
  if (query.regions.length > 0) pairs.push(['regions', query.regions.join(',')]);
  if (query.text !== '') pairs.push(['q', query.text]);
  const { column, descending } = query.sort;
  if (column !== defaultListQuery.sort.column || descending)
    pairs.push(['sort', descending ? `-${column}` : column]);
  if (query.page !== null) pairs.push(['page', String(query.page)]);
  if (query.pageSize !== defaultListQuery.pageSize) pairs.push(['size', String(query.pageSize)]);
  if (query.columns) pairs.push(['columns', query.columns.join(',')]);
  if (query.density) pairs.push(['density', query.density]);
  if (query.grouped) pairs.push(['group', 'instance']);
  if (query.view) pairs.push(['view', query.view]);
  if (query.marked) pairs.push(['new', formatListenerKey(query.marked)]);
  if (query.peek) pairs.push(['peek', formatListenerKey(query.peek)]);
  const text = pairs.map(([name, value]) => `${name}=${encodeValue(value)}`).join('&');
  return text === '' ? '' : `?${text}`;
}

/** The visible columns: those chosen, else the default ones plus those filtered or sorted by. */
export function shownColumns(
  query: Pick<ListQuery, 'columns' | 'sort' | 'regions'>,
  filter: Filter,
): readonly ListColumn[] {
  if (query.columns !== null) return query.columns;
  const usual = defaultColumns(query);
  return listColumns.filter(
    (column) => usual.includes(column) || query.sort.column === column || filter.columns.has(column),
  );
}

/** The list's URL for this query. */
export function listHref(query: ListQuery): `/listeners${string}` {
  return `/listeners${formatListQuery(query)}`;
}

/** What the reader changes. */
export type ListChange = Partial<ListQuery>;

/**
 * The query after a change by the reader. Different rows start on the first page, and the highlight of the row just
 * created is dropped. The panel beside them changes no rows.
 */
export function changeListQuery(query: ListQuery, change: ListChange): ListQuery {
  const isSameRows = Object.keys(change).every((name) => name === 'peek');
  return { ...query, ...(!isSameRows && { page: null, marked: null }), ...change };
}

/** `region/instance/port`, with the protocol if it is not TCP, as in `?new=` and `?peek=`. */
export function formatListenerKey({
  regionId,
  loadBalancerId,
  listenerPort,
  protocol = 'tcp',
}: ListenerKey): string {
  return `${regionId}/${loadBalancerId}/${listenerPort}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/** Region ids from a comma-separated list (the `regions` parameter, the cookie); invalid ones are dropped. */
export function parseRegionIds(text: string): string[] {
  return distinct(text.split(',').map(normalizeTyped).filter(isRegionId));
}

/**
 * Columns from a comma-separated list, in table order. The port identifies the row, so it is always included. Null:
 * none is named.
 */
export function parseColumns(text: string): ListColumn[] | null {
  const names = text.split(',');
  const columns = listColumns.filter((column) => names.includes(column));
  return columns.length === 0
    ? null
    : listColumns.filter((column) => column === 'port' || columns.includes(column));
}

export function parseDensity(text: string): Density | null {
  return densities.find((density) => density === text) ?? null;
}

/** A filter in canonical form. Too long a text is cut where it is still a filter. */
function parseText(text: string): string {
  const whole = canonicalFilter(text);
  if (whole.length <= inputLimits.filterLength) return whole;
  const cut = canonicalFilter(whole.slice(0, inputLimits.filterLength / 2));
  return cut.length <= inputLimits.filterLength ? cut : '';
}

/** Links of an older Sluice have separate parameters for regions, instances and statuses. */
function olderFilters(all: (name: string) => string[]): string[] {
  const values = {
    region: all('region').filter(isRegionId),
    instance: all('instance').filter(isLoadBalancerId),
    status: all('status').filter(isStatusFilter),
  };
  return (['region', 'instance', 'status'] as const)
    .filter((column) => values[column].length > 0)
    .map((column) =>
      formatColumn(
        column,
        distinct(values[column]).map((text) => ({ kind: 'is', text })),
      ),
    );
}

function parseSort(text: string): ListQuery['sort'] {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const column = listColumns.find((candidate) => candidate === name);
  return column === undefined ? defaultListQuery.sort : { column, descending };
}

function parsePage(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

/** `region/instance/port` of a TCP listener, as `formatListenerKey` writes it; null for anything else. */
export function parseListenerKey(text: string): ListenerKey | null {
  const [regionId = '', loadBalancerId = '', port = '', ...rest] = text.split('/');
  if (rest.length > 0 || !isRegionId(regionId) || !isLoadBalancerId(loadBalancerId)) return null;
  const listenerPort = integerIn(port, limits.listenerPort);
  return listenerPort === null ? null : { regionId, loadBalancerId, listenerPort };
}

/** `region/instance/port` or `region/instance/port/protocol`; null for anything else. */
export function parseAnyKey(text: string): ListenerKey | null {
  const [, keyText = '', protocol = 'tcp'] = /^((?:[^/]+\/){2}[^/]+)(?:\/([a-z]{2,10}))?$/.exec(text) ?? [];
  const key = parseListenerKey(keyText);
  return key === null ? null : { ...key, ...protocolPart(protocol) };
}

function isRegionId(text: string): boolean {
  return text.length <= 40 && /^[a-z]{2}(-[a-z0-9]+)+$/.test(text);
}

function isLoadBalancerId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text);
}

function isStatusFilter(text: string): boolean {
  return statusFilters.some((status) => status === text);
}

function distinct<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].slice(0, inputLimits.regions);
}

/** Commas, colons and slashes need no escaping in a query, and people read URLs. A lone surrogate cannot be encoded. */
function encodeValue(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%2C/g, ',')
    .replace(/%2F/g, '/')
    .replace(/%3A/g, ':')
    .replace(/%20/g, '+');
}
