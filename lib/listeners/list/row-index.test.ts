import { describe, expect, test } from 'vitest';
import { joinRows } from '@/lib/inventory/joined-rows';
import { summaryOf } from './list-summary';
import type { ListedListener } from '@/lib/model/list-row';
import { formatListenerKey } from './list-query';
import { countMatches, matchingRows } from './row-index';
import { contextOf } from '@/lib/listeners/testing/observe';
import { filterOf } from './filter/filter';
import { ranksOf } from './collation-ranks';
import type { RowLanguage } from './filterable-row';

function row(listenerPort: number, name: string, description: string | null = null): ListedListener {
  return {
    regionId: 'cn-hangzhou',
    loadBalancerId: `lb-${name}`,
    listenerPort,
    protocol: 'tcp',
    status: listenerPort % 2 === 0 ? 'running' : 'stopped',
    changingSinceMillis: null,
    changedAtMillis: null,
    backend: { kind: 'port', backendServerPort: null },
    scheduler: 'wrr',
    bandwidthMbps: -1,
    access: { status: 'off' },
    reach: { who: 'everyone', because: 'no-control', from: 'internet' },
    healthCheck: null,
    description,
    loadBalancer: {
      loadBalancerId: `lb-${name}`,
      name,
      status: 'active',
      deleteProtection: false,
      modificationProtection: { status: 'none' },
      sharedMbps: null,
      addressType: 'internet',
      addressIpVersion: 'ipv4',
    },
  };
}

/** How often texts were made for a row. */
function counting(locale: string): RowLanguage & { made: () => number } {
  let made = 0;
  return {
    locale,
    others: [],
    made: () => made,
    own: (listener) => {
      made += 1;
      return {
        port: String(listener.listenerPort),
        status: listener.status,
        instance: listener.loadBalancer.name,
        region: listener.regionId,
        address: listener.loadBalancer.address ?? '',
        'address-type': listener.loadBalancer.addressType,
        backend: '',
        scheduler: '',
        bandwidth: '',
        access: '',
        healthy: '',
        changed: '',
        'health-check': '',
        tag: '',
        description: listener.description ?? '',
      };
    },
  };
}

const byDescription = { sort: { column: 'description', descending: false }, grouped: false } as const;
const everyRow = filterOf('');
const context = contextOf();

describe('the order of rows', () => {
  test('is computed once per array, and its texts once per row', () => {
    const language = counting('en-once');
    const rows = [row(1, 'b', 'x'), row(2, 'a', 'y'), row(3, 'a', 'x')];
    const searchable = { listeners: rows, language, context };
    const order = matchingRows(searchable, everyRow, byDescription);
    expect(order.map(({ listenerPort }) => listenerPort)).toEqual([3, 1, 2]);
    expect(matchingRows(searchable, everyRow, byDescription)).toBe(order);
    expect(language.made()).toBe(3);

    const fresh = row(4, 'c', 'w');
    const next = matchingRows({ ...searchable, listeners: [...rows, fresh] }, everyRow, byDescription);
    expect(next[0]).toBe(fresh);
    expect(language.made()).toBe(4);
  });

  test("keeps an instance's rows together, in column order within it", () => {
    const listeners = [row(1, 'b', 'x'), row(2, 'a', 'y'), row(3, 'a', 'x'), row(4, 'b', 'a')];
    const searchable = { listeners, language: counting('en-grouped'), context };
    const ports = (descending: boolean, column: 'description' | 'instance') =>
      matchingRows(searchable, everyRow, { sort: { column, descending }, grouped: true }).map(
        ({ listenerPort }) => listenerPort,
      );
    expect(ports(false, 'description')).toEqual([3, 2, 4, 1]);
    expect(ports(true, 'description')).toEqual([2, 3, 1, 4]);
    expect(ports(true, 'instance')).toEqual([1, 4, 2, 3]);
  });

  test('follows the language: numbers in texts compare as numbers, case is ignored', () => {
    const ranks = ranksOf('en', 'a test', ['edge-10', 'edge-9', 'Edge-9', 'b']);
    const place = (text: string) => ranks.get(text) ?? -1;
    expect(place('edge-9')).toBeLessThan(place('edge-10'));
    expect(place('edge-9')).toBe(place('Edge-9'));
    const more = ranksOf('en', 'a test', ['c', 'edge-10']);
    expect(more.get('b')).toBeLessThan(more.get('c') ?? -1);
    expect(more.get('c')).toBeLessThan(more.get('edge-10') ?? -1);
  });

  test('drops texts no row has any more', () => {
    const words = (prefix: string) => Array.from({ length: 2000 }, (_, index) => `${prefix}${index}`);
    for (const prefix of ['a', 'b', 'c', 'd', 'e']) ranksOf('en', 'worn', words(prefix));
    expect(ranksOf('en', 'worn', words('e')).size).toBeLessThan(6000);
  });
});

describe('the rows of several regions', () => {
  test('are the same array as long as their parts are, whoever else reads others', () => {
    const [a, b, c] = [[row(1, 'a')], [row(2, 'b')], [row(3, 'c')]];
    const joined = joinRows([a, b]);
    expect(joined).toEqual([...a, ...b]);
    joinRows([a, c]);
    expect(joinRows([a, b])).toBe(joined);
    expect(joinRows([a, [...b]])).not.toBe(joined);
    expect(joinRows([a])).toBe(a);
    expect(joinRows([])).toEqual([]);
  });

  test('are counted once', () => {
    const rows = [row(1, 'a'), row(2, 'b'), row(4, 'b')];
    const summary = summaryOf(rows);
    expect(summary).toMatchObject({ all: 3, counts: { running: 2, stopped: 1, changing: 0 } });
    expect([...summary.instances.keys()]).toEqual(['lb-a', 'lb-b']);
    expect(summary.instances.get('lb-b')).toMatchObject({ listenerCount: 2, heldMbps: 0, sharedMbps: null });
    expect(summaryOf(rows)).toBe(summary);
  });
});

describe('health', () => {
  const observed = (normal: number, abnormal: number) => ({
    all: normal + abnormal,
    normal,
    abnormal,
    unknown: 0,
    observedAtMillis: Date.now(),
  });
  // The health of a stopped listener is unknown.
  const rows = ['a', 'b', 'c', 'd'].map((name, at) => ({ ...row(at + 1, name), status: 'running' }));
  const tallies = new Map(rows.map((listener, at) => [listener, observed(at, 2 - Math.min(at, 2))]));
  const searchable = (language = counting('en-health')) => ({
    listeners: rows,
    language,
    context: contextOf([...tallies]),
  });
  const ports = (text: string, descending = false) =>
    matchingRows(searchable(), filterOf(text), {
      sort: { column: 'healthy', descending },
      grouped: false,
    }).map(({ listenerPort }) => listenerPort);

  test('sorts by the share of healthy servers as last observed, unknown ones last in either direction', () => {
    tallies.delete(rows[3] ?? row(0, ''));
    expect(ports('')).toEqual([1, 2, 3, 4]);
    expect(ports('', true)).toEqual([3, 2, 1, 4]);
  });

  test('filters, and a newer observation counts at once though the rows are the same', () => {
    expect(ports('healthy:none,some')).toEqual([1, 2]);
    expect(ports('healthy:unknown')).toEqual([4]);
    expect(ports('healthy:unchecked')).toEqual([]);
    const language = counting('en-health');
    const none = filterOf('healthy:none');
    expect(countMatches(searchable(language), none)).toBe(1);
    tallies.set(rows[0] ?? row(0, ''), observed(2, 0));
    expect(ports('healthy:all')).toEqual([1, 3]);
    expect(countMatches(searchable(language), none)).toBe(0);
  });
});

describe('the last observed change', () => {
  test('sorts newest first and unobserved last, and filters as time passes', () => {
    const nowMillis = Date.now();
    const changed = (port: number, secondsAgo: number | null): ListedListener => ({
      ...row(port, 'a'),
      changedAtMillis: secondsAgo === null ? null : nowMillis - secondsAgo * 1000,
    });
    const rows = [changed(1, 7200), changed(2, null), changed(3, 60), changed(4, 3590)];
    const language = counting('en-changed');
    const at = (now: number) => ({ listeners: rows, language, context: { ...context, nowMillis: now } });
    const ports = (text: string, descending = false, now = nowMillis) =>
      matchingRows(at(now), filterOf(text), {
        sort: { column: 'changed', descending },
        grouped: false,
      }).map(({ listenerPort }) => listenerPort);
    expect(ports('')).toEqual([3, 4, 1, 2]);
    expect(ports('', true)).toEqual([1, 4, 3, 2]);
    expect(ports('changed:<1h')).toEqual([3, 4]);
    const lastHour = filterOf('changed:<1h');
    expect(countMatches(at(nowMillis), lastHour)).toBe(2);
    const later = nowMillis + 120_000;
    expect(ports('changed:<1h', false, later)).toEqual([3]);
    expect(countMatches(at(later), lastHour)).toBe(1);
  });
});

test('a run filter finds its listeners, and those with one result, as they are now', () => {
  const [one, two, three] = [row(1, 'edge'), row(2, 'edge'), row(3, 'edge')];
  const rows = [one, two, three, { ...two, protocol: 'udp' }];
  const searchable = { listeners: rows, language: counting('en'), context };
  const found = (text: string) =>
    matchingRows(searchable, filterOf(text), {
      sort: { column: 'port', descending: false },
      grouped: false,
    }).map(({ listenerPort, protocol }) => `${listenerPort}/${protocol}`);
  const statesOf = (...states: [ListedListener, string][]) =>
    new Map(states.map(([listener, state]) => [formatListenerKey(listener), state]));
  const runs = new Map([
    ['12', statesOf([one, 'failed'], [two, 'done'])],
    ['1', statesOf([three, 'done'])],
  ]);
  searchable.context = { ...context, runs };
  const failed = filterOf('run:12/failed');
  expect(found('run:12')).toEqual(['1/tcp', '2/tcp']);
  expect(found('run:12/failed')).toEqual(['1/tcp']);
  expect(found('-run:12 run:1/done')).toEqual(['3/tcp']);
  expect(countMatches(searchable, failed)).toBe(1);
  searchable.context = { ...context, runs: runs.set('12', statesOf([one, 'done'], [two, 'done'])) };
  expect(found('run:12/failed')).toEqual([]);
  expect(countMatches(searchable, failed)).toBe(0);
});
