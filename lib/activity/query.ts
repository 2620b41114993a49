import { integerIn } from '@/lib/model/integer-text';
import { normalizeTyped } from '@/lib/text/typed-text';
import type { ActivityFilter } from './filter';

/** What the page's URL requests: which writes, and from where on. Shared by the page, its form and its files. */
export type ActivityQuery = {
  filter: ActivityFilter;
  /** Writes older than this line, or newer; the newest of all if null. */
  from: { side: 'older' | 'newer'; id: number } | null;
};

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export const outcomes = ['succeeded', 'refused', 'unknown', 'under-way'] as const;

/** The API actions Sluice writes with, in the order of a listener's life. */
export const operations = [
  'CreateLoadBalancerTCPListener',
  'SetLoadBalancerTCPListenerAttribute',
  'StartLoadBalancerListener',
  'StopLoadBalancerListener',
  'DeleteLoadBalancerListener',
] as const;
export type Operation = (typeof operations)[number];

/** Actions on a run as a whole; those on its rows are logged separately. */
export const runOperations = ['CancelRun', 'PauseRun', 'ResumeRun', 'RetryRun', 'LookAtRun'] as const;
export type RunOperation = (typeof runOperations)[number];

/** Replaces the listener in an entry about a whole run. */
export const noListener = { regionId: '', loadBalancerId: '', listenerPort: 0 } as const;

/** Whether an entry is about a whole run. */
export function isAboutRun<Line extends { loadBalancerId: string; runId: number | null }>(
  line: Line,
): line is Line & { runId: number } {
  return line.runId !== null && line.loadBalancerId === noListener.loadBalancerId;
}

/** The URL names of the filters, in form order. */
export const filterNames = [
  'q',
  'operation',
  'outcome',
  'actor',
  'region',
  'instance',
  'port',
  'code',
  'request',
  'run',
  'from',
  'to',
] as const;
export type FilterName = (typeof filterNames)[number];

/** The URL text for each active filter. */
export type FilterTexts = Partial<Record<FilterName, string>>;

const LONGEST = 200;
/** A date with or without a time; without a zone, in the server's. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** Parses the URL; invalid parts are ignored (ux.md T1). */
export function parseActivityQuery(parameters: SearchParams): ActivityQuery {
  const text = (name: string): string | undefined => {
    const value = parameters[name];
    const first = normalizeTyped((Array.isArray(value) ? value[0] : value) ?? '').slice(0, LONGEST);
    return first === '' ? undefined : first;
  };
  const whole = (name: string, most = Number.MAX_SAFE_INTEGER): number | undefined => {
    return integerIn(text(name) ?? '', { min: 0, max: most }) ?? undefined;
  };
  const instant = (name: string): string | undefined => {
    const value = text(name);
    if (value === undefined || !TIME.test(value)) return undefined;
    const millis = Date.parse(/T/.test(value) ? value : `${value}T00:00`);
    return Number.isNaN(millis) ? undefined : new Date(millis).toISOString();
  };
  const older = whole('before');
  const newer = whole('after');
  return {
    filter: {
      text: text('q'),
      operation: text('operation'),
      outcome: outcomes.find((outcome) => outcome === text('outcome')),
      actor: text('actor'),
      regionId: text('region'),
      loadBalancerId: text('instance'),
      listenerPort: whole('port', 65_535),
      code: text('code'),
      requestId: text('request'),
      runId: whole('run'),
      allAccounts: text('account') === 'all' || undefined,
      from: instant('from'),
      to: instant('to'),
    },
    from:
      older !== undefined
        ? { side: 'older', id: older }
        : newer !== undefined
          ? { side: 'newer', id: newer }
          : null,
  };
}

/** The active filters, as in the URL. */
export function filterTexts(filter: ActivityFilter): FilterTexts {
  const all: Record<FilterName, string | number | undefined> = {
    q: filter.text,
    operation: filter.operation,
    outcome: filter.outcome,
    actor: filter.actor,
    region: filter.regionId,
    instance: filter.loadBalancerId,
    port: filter.listenerPort,
    code: filter.code,
    request: filter.requestId,
    run: filter.runId,
    from: filter.from,
    to: filter.to,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** The URL of a query, below `/activity`; `path` goes in between, such as `/export`. */
export function activityHref({ filter, from }: ActivityQuery, path = ''): string {
  const parameters = new URLSearchParams(filterTexts(filter));
  if (filter.allAccounts === true) parameters.set('account', 'all');
  if (from !== null) parameters.set(from.side === 'older' ? 'before' : 'after', String(from.id));
  const search = parameters.toString();
  return `/activity${path}${search === '' ? '' : `?${search}`}`;
}

/** Where one write is shown, whichever of its entries identifies it. */
export function activityEntryHref(id: number): string {
  return `/activity/${id}`;
}

/**
 * The numbers of a write's entries in the chain: "41–42" for an intent and the outcome right after it, "41, 44" if other
 * entries are between them, "43" for a single entry. Together they are consecutive.
 */
export function entryNumbers({ id, begunId }: { id: number; begunId: number | null }): string {
  if (begunId === null || begunId === id) return String(id);
  return begunId === id - 1 ? `${begunId}–${id}` : `${begunId}, ${id}`;
}

/** What a page polls: the entries without an outcome, and the check of the hash chain where that is of interest. */
export function progressText(ids: string, chain: string | null): string {
  return chain === null ? ids : `${ids};${chain}`;
}

/** A filter whose value was entered in a form: as in the URL, or what is wrong with it. */
export function completeFilter(
  name: FilterName,
  entered: string,
): { value: string } | { problem: 'missing' | 'invalid' } {
  const isTime = name === 'from' || name === 'to';
  const text = isTime ? localInstant(entered) : normalizeTyped(entered);
  if (text === '') return { problem: 'missing' };
  const value = filterTexts(parseActivityQuery({ [name]: text }).filter)[name];
  return value === undefined ? { problem: 'invalid' } : { value };
}

/** A date and time of the browser's zone; empty if it is none, or only half entered. */
function localInstant(entered: string): string {
  const date = new Date(entered);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** A filter as it is typed in the bar: `port:443`, or `who:"night shift"`. */
export function formatTyped(name: FilterName, value: string): string {
  return `${name}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`;
}

/**
 * What was typed in the bar: filters by name, and the other words as search text. A name that is none, or a value that
 * its filter cannot have, stays a word.
 */
export function parseTyped(typed: string): FilterTexts {
  const texts: FilterTexts = {};
  const words = normalizeTyped(typed).replace(
    /(?<=^|\s)([a-z]+):(?:"([^"]*)"|([^\s"]+))(?=\s|$)/gi,
    (whole, typedName: string, quoted: string | undefined, plain: string | undefined) => {
      const lower = typedName.toLowerCase();
      const name = filterNames.find((known) => known === (otherNames[lower] ?? lower));
      if (name === undefined || name === 'q') return whole;
      const read = filterTexts(parseActivityQuery({ [name]: quoted ?? plain }).filter)[name];
      if (read === undefined) return whole;
      texts[name] = read;
      return '';
    },
  );
  const text = words.replaceAll(/\s+/g, ' ').trim();
  return text === '' ? texts : { ...texts, q: text };
}

/** Words that people try. */
const otherNames: Readonly<Record<string, FilterName>> = { who: 'actor', since: 'from', until: 'to' };

/** The URL of a filter. */
export function filterHref(texts: FilterTexts): string {
  const search = new URLSearchParams(texts).toString();
  return search === '' ? '/activity' : `/activity?${search}`;
}
