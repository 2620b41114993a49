import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultListQuery, listColumns, pageSizes, shownColumns, type ListQuery } from './list-query';
import { filterOf } from './filter/filter';
import { applyListQuery } from './list-query-apply';
import { contextOf } from '@/lib/listeners/testing/observe';
import type { ListedListener } from '@/lib/model/list-row';
import type { RowMessages } from './filterable-row';
import { countByStatus, statusFilterOf } from '@/lib/model/status-filter';
import { builtInViews } from './views';

type Facts = Partial<Omit<ListedListener, 'loadBalancer'>> & { name?: string };

function listener({ name = 'edge', ...facts }: Facts = {}): ListedListener {
  const loadBalancerId = facts.loadBalancerId ?? `lb-${name}`;
  return {
    regionId: 'cn-hangzhou',
    listenerPort: 443,
    protocol: 'tcp',
    status: 'running',
    changingSinceMillis: null,
    changedAtMillis: null,
    backend: { kind: 'port', backendServerPort: 8080 },
    scheduler: 'wrr',
    bandwidthMbps: -1,
    access: { status: 'off' },
    reach: { who: 'everyone', because: 'no-control', from: 'internet' },
    healthCheck: { status: 'off' },
    description: null,
    ...facts,
    loadBalancerId,
    loadBalancer: {
      loadBalancerId,
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

const words: RowMessages = (row) => ({
  port: `${row.listenerPort} ${row.protocol.toUpperCase()}`,
  status: row.status,
  instance: `${row.loadBalancer.name} ${row.loadBalancerId}`,
  region: row.regionId,
  address: row.loadBalancer.address ?? '',
  'address-type': row.loadBalancer.addressType,
  backend: row.backend.kind,
  scheduler: row.scheduler ?? '',
  bandwidth: row.bandwidthMbps === -1 ? 'no cap' : String(row.bandwidthMbps ?? ''),
  access: row.access.status === 'off' ? 'Open to all' : 'Allow',
  healthy: '',
  changed: '',
  'health-check': row.healthCheck?.status ?? '',
  tag: '',
  description: row.description ?? '',
});

function apply(listeners: readonly ListedListener[], change: Partial<ListQuery> = {}) {
  const language = { locale: 'en', own: words, others: [] };
  const query = { ...defaultListQuery, ...change };
  return applyListQuery({ listeners, language, context: contextOf() }, filterOf(query.text), query);
}
const ports = (rows: readonly ListedListener[]) => rows.map(({ listenerPort }) => listenerPort);

describe('who can reach a listener', () => {
  const by = (listenerPort: number, reach: Partial<ListedListener['reach']>, addressType: string) => {
    const row = listener({
      listenerPort,
      reach: { who: 'everyone', because: 'no-control', from: 'internet', ...reach },
    });
    return { ...row, loadBalancer: { ...row.loadBalancer, addressType, address: `47.0.0.${listenerPort}` } };
  };
  const rows = [
    by(1, {}, 'internet'),
    by(2, { because: 'full-allowlist' }, 'internet'),
    by(3, {}, 'intranet'),
    by(4, { who: 'some', because: 'allowlist' }, 'internet'),
    by(5, { who: 'unknown', because: 'unread-list' }, 'internet'),
    by(6, { who: 'nobody', because: 'full-denylist' }, 'internet'),
  ];
  const found = (text: string) => ports(apply(rows, { text }).rows);

  test('is filtered by what its lists cover, and separately by address type', () => {
    const open = builtInViews.find(({ id }) => id === 'open')?.text ?? '';
    expect(found(open)).toEqual([1, 2]);
    expect(found('access:=open')).toEqual([1, 2, 3]);
    expect(found('access:=unknown')).toEqual([5]);
    expect(found('access:=nobody')).toEqual([6]);
    expect(found('-address-type:internet')).toEqual([3]);
    expect(found('address:47.0.0.4')).toEqual([4]);
  });

  test('shows the columns a filter uses', () => {
    expect(shownColumns(defaultListQuery, filterOf('address-type:internet'))).toContain('address-type');
    expect(shownColumns(defaultListQuery, filterOf('"address:"'))).not.toContain('address');
  });
});

describe('filters', () => {
  const rows = [
    listener({ listenerPort: 1, status: 'running', regionId: 'cn-hangzhou', name: 'a' }),
    listener({ listenerPort: 2, status: 'stopped', regionId: 'cn-shanghai', name: 'b' }),
    listener({ listenerPort: 3, status: 'starting', regionId: 'cn-shanghai', name: 'b' }),
    listener({ listenerPort: 4, status: 'a-word-of-tomorrow', regionId: 'eu-central-1', name: 'c' }),
  ];

  test('match any value of one property', () => {
    expect(ports(apply(rows, { text: 'region:cn-hangzhou,eu-central-1' }).rows)).toEqual([1, 4]);
  });

  test('must all match a row', () => {
    const text = 'region:cn-shanghai instance:=lb-b status:stopped';
    expect(ports(apply(rows, { text }).rows)).toEqual([2]);
  });

  test('count any status but the two stable ones as changing', () => {
    expect(ports(apply(rows, { text: 'status:changing' }).rows)).toEqual([3, 4]);
    expect(countByStatus(rows)).toEqual({ running: 1, stopped: 1, changing: 2 });
    expect(statusFilterOf({ status: 'Running' })).toBe('running');
  });
});

describe('free text', () => {
  const rows = [
    listener({ listenerPort: 443, description: 'orders api / blue', name: 'edge-prod' }),
    listener({ listenerPort: 8443, description: '华东订单入口', name: 'orders-sh', status: 'stopped' }),
    listener({ listenerPort: 53, protocol: 'udp', name: 'dns', bandwidthMbps: 20 }),
  ];

  test.each([
    ['443', [443, 8443]],
    ['ORDERS', [443, 8443]],
    ['orders 8443', [8443]],
    ['udp', [53]],
    ['no cap', [443, 8443]],
    ['lb-dns', [53]],
    ['订单', [8443]],
    ['\uFF14\uFF14\uFF13', [443, 8443]],
    ['cn-hang stopped', [8443]],
    ['orders nothing', []],
  ])('%s is searched in every column', (text, found) => {
    expect(ports(apply(rows, { text }).rows).toSorted((a, b) => a - b)).toEqual(
      found.toSorted((a, b) => a - b),
    );
  });

  test('does not match across the border of two columns', () => {
    expect(apply([listener({ listenerPort: 80, status: 'running' })], { text: 'tcprunning' }).rows).toEqual(
      [],
    );
  });
});

describe('sorting', () => {
  test('orders ports and bandwidths numerically, unlimited highest', () => {
    const rows = [
      listener({ listenerPort: 8080, bandwidthMbps: -1 }),
      listener({ listenerPort: 443, bandwidthMbps: 100 }),
      listener({ listenerPort: 80, bandwidthMbps: 20 }),
      listener({ listenerPort: 53, bandwidthMbps: null }),
    ];
    expect(ports(apply(rows, { sort: { column: 'port', descending: false } }).rows)).toEqual([
      53, 80, 443, 8080,
    ]);
    expect(ports(apply(rows, { sort: { column: 'bandwidth', descending: true } }).rows)).toEqual([
      8080, 443, 80, 53,
    ]);
  });

  test('puts changing listeners first', () => {
    const rows = [
      listener({ listenerPort: 1, status: 'stopped' }),
      listener({ listenerPort: 2, status: 'running' }),
      listener({ listenerPort: 3, status: 'stopping' }),
    ];
    expect(ports(apply(rows, { sort: { column: 'status', descending: false } }).rows)).toEqual([3, 2, 1]);
  });

  test('puts empty cells last in either direction', () => {
    const rows = [
      listener({ listenerPort: 1, description: null }),
      listener({ listenerPort: 2, description: 'b' }),
      listener({ listenerPort: 3, description: 'a' }),
    ];
    expect(ports(apply(rows, { sort: { column: 'description', descending: false } }).rows)).toEqual([
      3, 2, 1,
    ]);
    expect(ports(apply(rows, { sort: { column: 'description', descending: true } }).rows)).toEqual([2, 3, 1]);
  });

  test('breaks ties by instance and port, so that a refresh never shuffles rows', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 25 }),
        fc.constantFrom(...listColumns),
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        (portNumbers, column, descending, random) => {
          const rows = portNumbers.map((listenerPort) => listener({ listenerPort }));
          const shuffled = rows
            .map((row) => ({ row, at: random.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ row }) => row);
          const sort = { column, descending };
          expect(apply(shuffled, { sort }).rows).toEqual(apply(rows, { sort }).rows);
        },
      ),
    );
  });
});

describe('groups', () => {
  const rows = Array.from({ length: 30 }, (_, index) =>
    listener({
      listenerPort: index + 1,
      name: index < 20 ? 'a' : 'b',
      status: index === 0 ? 'stopped' : 'running',
    }),
  );

  test('show how many of an instance match on all pages, and which continue from the page before', () => {
    const groupsOf = (query: Partial<ListQuery>) =>
      apply(rows, { grouped: true, ...query }).groups.map(({ loadBalancerId, matches, continued }) => [
        loadBalancerId,
        matches.length,
        continued,
      ]);
    expect(groupsOf({ text: 'status:running' })).toEqual([
      ['lb-a', 19, false],
      ['lb-b', 10, false],
    ]);
    expect(groupsOf({ page: 2 })).toEqual([['lb-b', 10, true]]);
    expect(apply(rows).groups).toEqual([]);
  });
});

describe('pages', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => listener({ listenerPort: index + 1 }));

  test('show every match once, in order, whatever their size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 260 }), fc.constantFrom(...pageSizes), (count, pageSize) => {
        const rows = many(count);
        const { pageCount, matchCount } = apply(rows, { pageSize });
        const shown = Array.from(
          { length: pageCount },
          (_, index) => apply(rows, { pageSize, page: index + 1 }).rows,
        ).flat();
        expect(matchCount).toBe(count);
        expect(shown).toEqual(apply(rows, { pageSize: 100_000 }).rows);
      }),
    );
  });

  test('report where they begin', () => {
    expect(apply(many(60), { page: 3 })).toMatchObject({ page: 3, pageCount: 3, from: 51, matchCount: 60 });
    expect(apply([], {})).toMatchObject({ page: 1, pageCount: 1, from: 0, matchCount: 0 });
  });

  test('past the last one show the last one', () => {
    expect(apply(many(30), { page: 99 })).toMatchObject({ page: 2, from: 26 });
  });

  test('show the row just created, unless a page was requested', () => {
    const marked = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-edge', listenerPort: 57 };
    expect(apply(many(60), { marked }).page).toBe(3);
    expect(apply(many(60), { marked, page: 1 }).page).toBe(1);
    expect(apply(many(60), { marked: { ...marked, listenerPort: 999 } }).page).toBe(1);
  });
});
