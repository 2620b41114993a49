import { describe, expect, test } from 'vitest';
import en from '@/lib/i18n/messages/en/export.json';
import type { SlbFailure } from '@/lib/slb/result';
import { listenersCsv, listenersJson, type ExportSource, type ExportMessages } from './export';
import { exportColumns } from './export-columns';
import { listColumns } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { observedOf } from '@/lib/listeners/testing/observe';

const words: ExportMessages = {
  column: en.column,
  value: (value) => en.value[value],
  status: (word) => `${word[0]?.toUpperCase()}${word.slice(1)}`,
  missing: ({ regionId, reason }) => `${regionId} ${reason}`,
  outdated: ({ regionId }) => `${regionId} is old`,
  partialHealth: ({ known, total }) => `${known} of ${total}`,
  partialServers: ({ known, total }) => `servers of ${known} of ${total}`,
  partialOrder: ({ known, total }) => `ordered by ${known} of ${total}`,
  undecided: (count) => `${count} undecided`,
  olderEntries: (at) => `lists as of ${at}`,
  unidentifiedRegions: (count) => `${count} without id`,
};

const row: ListedListener = {
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-1',
  listenerPort: 443,
  protocol: 'tcp',
  status: 'running',
  changingSinceMillis: null,
  changedAtMillis: null,
  backend: { kind: 'vserver-group', groupId: 'rsp-1', name: 'web', serverCount: 3 },
  scheduler: 'wrr',
  bandwidthMbps: 20,
  access: {
    status: 'on',
    type: 'white',
    lists: [
      { aclId: 'acl-1', name: 'office', entryCount: 2 },
      { aclId: 'acl-2', name: null, entryCount: 1 },
    ],
  },
  reach: { who: 'some', because: 'allowlist', from: 'internet' },
  healthCheck: { status: 'on', type: 'http', connectPort: null, intervalSeconds: 5 },
  description: '=HYPERLINK("http://x")',
  loadBalancer: {
    loadBalancerId: 'lb-1',
    name: '@edge, prod',
    address: '203.0.113.4',
    status: 'active',
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    sharedMbps: null,
    addressType: 'internet',
    addressIpVersion: 'ipv4',
  },
};

const READ_AT = Date.parse('2026-11-29T08:00:00Z');
const READ = '"2026-11-29T08:00:00.000Z"';
/** Later than an observation is current. */
const NOW = Date.parse('2026-11-29T08:10:00Z');

const source: ExportSource = {
  rows: [row],
  columns: ['port'],
  coverage: {
    missing: [],
    outdated: [],
    partialHealth: null,
    partialServers: null,
    partialOrder: null,
    undecided: 0,
    entriesReadAtMillis: null,
    unidentifiedRegions: 0,
    isNothingRead: false,
  },
  readAtMillis: () => READ_AT,
  health: observedOf([]),
  nowMillis: NOW,
};
const error: SlbFailure = {
  kind: 'unavailable',
  code: 'ServiceUnavailable',
  message: 'Down.',
  requestId: 'R-1',
  httpStatus: 503,
  retrySafe: true,
  outcome: 'not-done',
};

const health = observedOf([[row, { all: 4, normal: 3, abnormal: 1, unknown: 0, observedAtMillis: READ_AT }]]);

const linesOf = (given: Partial<ExportSource>): string[] =>
  [...listenersCsv({ ...source, ...given }, words)].map((line) => line.replace(/\r\n$/, ''));
const documentOf = (given: Partial<ExportSource>): unknown =>
  JSON.parse([...listenersJson({ ...source, ...given })].join(''));

/** The cells of the only row, by heading. */
function cellsOf(
  columns: ExportSource['columns'],
  changed: Partial<ListedListener> = {},
  given: Partial<ExportSource> = {},
) {
  const [head = '', line = ''] = linesOf({ columns, rows: [{ ...row, ...changed }], ...given });
  // No cell of these rows holds a comma.
  const cells = line.split(',');
  return Object.fromEntries(
    head
      .slice(1)
      .split(',')
      .map((name, at) => [name.replaceAll('"', ''), cells[at]?.replaceAll('"', '')]),
  );
}

describe('an export as CSV', () => {
  test("has the names, the chosen columns and each row's read time, and no cell is a formula", () => {
    expect(
      linesOf({ columns: ['port', 'status', 'instance', 'address', 'address-type', 'description'] }),
    ).toEqual([
      '\uFEFF"Region","Instance ID","Port","Protocol","Status","Instance name","Instance address","Instance address type","Description","Read at (UTC)","Note"',
      `"cn-hangzhou","lb-1",443,"TCP","Running","'@edge, prod","203.0.113.4","Public","'=HYPERLINK(""http://x"")",${READ},`,
    ]);
  });

  test('has the tags of the listener and of its instance, and its owner, in columns of their own', () => {
    const tags = [{ key: 'app', value: 'shop' }];
    const owner = { name: 'Terraform', by: 'tag' } as const;
    const loadBalancer = {
      ...row.loadBalancer,
      name: 'edge',
      tags: [...tags, { key: 'env', value: 'prod' }],
    };
    expect(cellsOf(['tag'], { tags, owner, loadBalancer, description: null })).toMatchObject({
      Tags: 'app=shop',
      'Instance tags': 'app=shop; env=prod',
      Owner: 'Terraform',
    });
    expect(documentOf({ columns: ['tag'], rows: [{ ...row, tags, owner, loadBalancer }] })).toMatchObject({
      listeners: [{ tags, instanceTags: loadBalancer.tags, owner }],
    });
  });

  test('has one fact per column, with its unit in the heading', () => {
    expect(cellsOf(['backend', 'bandwidth', 'access', 'health-check'])).toMatchObject({
      'Backend type': 'VServer group',
      'Backend port': '',
      'Server group ID': 'rsp-1',
      'Server group name': 'web',
      'Servers in the group': '3',
      'Bandwidth limit': 'Limited',
      'Bandwidth (Mbit/s)': '20',
      'Access control': 'Allowlist',
      'Who can connect': 'Listed addresses',
      'Access control list IDs': 'acl-1; acl-2',
      'Access control list names': 'office; ',
      'Access control entries': '3',
      'Health check': 'On',
      'Health check protocol': 'HTTP',
      'Health check port (empty: backend port)': '',
      'Health check interval (s)': '5',
    });
    expect(
      cellsOf(['backend', 'bandwidth', 'access', 'health-check'], {
        backend: { kind: 'port', backendServerPort: 8443 },
        bandwidthMbps: -1,
        access: { status: 'off' },
        healthCheck: null,
      }),
    ).toMatchObject({
      'Backend type': 'Default servers',
      'Backend port': '8443',
      'Bandwidth limit': 'Unlimited',
      'Bandwidth (Mbit/s)': '',
      'Access control': 'Off',
      'Health check': 'Unknown',
    });
  });

  test('says "unknown" for what SLB did not return, and nothing for other protocols', () => {
    const columns = ['scheduler', 'bandwidth', 'health-check', 'address-type'] as const;
    const unreturned = { scheduler: null, bandwidthMbps: null, healthCheck: null };
    const loadBalancer = { ...row.loadBalancer, addressType: '' };
    expect(cellsOf(columns, { ...unreturned, loadBalancer })).toMatchObject({
      Scheduler: 'Unknown',
      'Bandwidth limit': 'Unknown',
      'Bandwidth (Mbit/s)': '',
      'Health check': 'Unknown',
      'Instance address type': 'Unknown',
    });
    expect(cellsOf(columns, { ...unreturned, protocol: 'udp' })).toMatchObject({
      Scheduler: '',
      'Bandwidth limit': '',
      'Health check': '',
    });
  });

  test('writes health as numbers no spreadsheet takes for a date, and nothing if it was never observed', () => {
    const observed = cellsOf(['healthy'], {}, { health });
    expect(observed).toMatchObject({
      'Backend health': 'Older',
      'Healthy servers': '3',
      'Unhealthy servers': '1',
      'Servers without a result': '0',
      'Total servers': '4',
      'Health observed at (UTC)': '2026-11-29T08:00:00.000Z',
    });
    expect(Object.values(observed).join()).not.toMatch(/\d\/\d/);
    expect(cellsOf(['healthy'], { listenerPort: 80 }, { health })).toMatchObject({
      'Backend health': 'Unknown',
      'Healthy servers': '',
      'Total servers': '',
      'Health observed at (UTC)': '',
    });
  });

  test('has a line for each missing region, with the usual number of columns, and marks older rows', () => {
    const lines = linesOf({
      coverage: {
        missing: [{ regionId: 'cn-shanghai', reason: 'failed', error }],
        outdated: [{ regionId: 'cn-hangzhou', readAtMillis: READ_AT, error }],
        partialHealth: null,
        partialServers: null,
        partialOrder: null,
        undecided: 0,
        entriesReadAtMillis: null,
        unidentifiedRegions: 0,
        isNothingRead: false,
      },
    });
    expect(lines.slice(1)).toEqual([
      '"cn-shanghai",,,,,"cn-shanghai failed"',
      `"cn-hangzhou","lb-1",443,"TCP",${READ},"cn-hangzhou is old"`,
    ]);
  });

  test('starts by saying that it is filtered by health that is not fully known', () => {
    const lines = linesOf({
      coverage: { ...source.coverage, partialHealth: { known: 25, total: 48, sinceMillis: null } },
    });
    expect(lines.slice(1)).toEqual([',,,,,"25 of 48"', `"cn-hangzhou","lb-1",443,"TCP",${READ},`]);
    const undecided = linesOf({ coverage: { ...source.coverage, undecided: 3 } });
    expect(undecided.slice(1, 2)).toEqual([',,,,,"3 undecided"']);
    expect(documentOf({ coverage: { ...source.coverage, undecided: 3 } })).toMatchObject({
      complete: false,
      undecided: 3,
    });
  });

  test('starts by saying that its order knows only part of the health; it is complete for a program', () => {
    const coverage = { ...source.coverage, partialOrder: { known: 25, total: 48, sinceMillis: null } };
    expect(linesOf({ coverage })[1]).toBe(',,,,,"ordered by 25 of 48"');
    expect(documentOf({ coverage })).toMatchObject({
      complete: true,
      healthKnown: { listeners: 25, of: 48 },
    });
  });

  test('has a heading for every list column, and each belongs to one', () => {
    const covered = new Set<string | null>(exportColumns.map(({ of }) => of));
    const named = ['port', 'region'];
    expect(listColumns.filter((column) => !covered.has(column) && !named.includes(column))).toEqual([]);
    expect(Object.keys(en.column)).toEqual([...exportColumns.map(({ key }) => key), 'note']);
  });
});

describe('an export as JSON', () => {
  test('says that it is complete, and has typed, language-independent values', () => {
    expect(
      documentOf({
        columns: [
          'port',
          'status',
          'instance',
          'address',
          'address-type',
          'backend',
          'bandwidth',
          'access',
          'health-check',
        ],
      }),
    ).toEqual({
      exportedAt: new Date(NOW).toISOString(),
      complete: true,
      missing: [],
      outdated: [],
      listeners: [
        {
          regionId: 'cn-hangzhou',
          loadBalancerId: 'lb-1',
          listenerPort: 443,
          protocol: 'tcp',
          status: 'running',
          loadBalancerName: '@edge, prod',
          address: '203.0.113.4',
          addressType: 'internet',
          backend: row.backend,
          bandwidthMbps: 20,
          access: row.access,
          reach: row.reach,
          healthCheck: row.healthCheck,
          readAt: '2026-11-29T08:00:00.000Z',
          outdated: false,
        },
      ],
    });
  });

  test('is incomplete if filtered by health that is not fully known, and says how current each value is', () => {
    expect(
      documentOf({
        columns: ['healthy'],
        health,
        coverage: { ...source.coverage, partialHealth: { known: 25, total: 48, sinceMillis: null } },
      }),
    ).toMatchObject({
      complete: false,
      healthKnown: { listeners: 25, of: 48 },
      listeners: [{ healthState: 'older', health: { healthy: 3 } }],
    });
  });

  test('says in both formats that a region could not be identified, and how old the entries are that it is filtered by', () => {
    const coverage = { ...source.coverage, entriesReadAtMillis: READ_AT, unidentifiedRegions: 2 };
    expect(documentOf({ coverage })).toMatchObject({
      complete: false,
      accessListsReadAt: '2026-11-29T08:00:00.000Z',
      unidentifiedRegions: 2,
    });
    expect(linesOf({ coverage, rows: [] }).slice(1)).toEqual([
      expect.stringContaining(`"lists as of ${READ_AT}"`),
      expect.stringContaining('"2 without id"'),
    ]);
  });

  test('names what is missing and what is older before the rows', () => {
    expect(
      documentOf({
        rows: [],
        coverage: {
          missing: [{ regionId: 'cn-shanghai', reason: 'failed', error }],
          outdated: [{ regionId: 'cn-beijing', readAtMillis: READ_AT, error: null }],
          partialHealth: null,
          partialServers: null,
          partialOrder: null,
          undecided: 0,
          entriesReadAtMillis: null,
          unidentifiedRegions: 0,
          isNothingRead: false,
        },
      }),
    ).toEqual({
      exportedAt: new Date(NOW).toISOString(),
      complete: false,
      missing: [
        {
          regionId: 'cn-shanghai',
          reason: 'failed',
          error: { code: 'ServiceUnavailable', message: 'Down.', requestId: 'R-1' },
        },
      ],
      outdated: [{ regionId: 'cn-beijing', readAt: '2026-11-29T08:00:00.000Z', error: null }],
      listeners: [],
    });
  });
});
