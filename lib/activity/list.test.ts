import { beforeAll, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { readActivity } from './entry';
import { exportActivity } from './export';
import type { ActivityFilter } from './filter';
import { countActivity, listActivity, readActivityPage } from './list';
import { activityHref, parseActivityQuery } from './query';
import { fillActivity } from './testing/fill';

const WRITES = 4000;
dataFolder('file');

beforeAll(async () => fillActivity(await database(), WRITES));

const everything = () => listActivity({ limit: WRITES * 2 });
type Line = Awaited<ReturnType<typeof everything>>[number];

const EDGES = ['lb-fill0007', 'lb-fill0008'];
const names = [
  { loadBalancerId: 'lb-fill0007', name: 'edge-prod' },
  { loadBalancerId: 'lb-fill0008', name: 'edge-test' },
  { loadBalancerId: 'lb-fill0011', name: '支付网关' },
];

const filters: readonly [ActivityFilter, (line: Line) => boolean][] = [
  [{}, () => true],
  [{ actor: 'deploy' }, (line) => line.actor === 'deploy'],
  [
    { operation: 'StopLoadBalancerListener', outcome: 'refused' },
    (line) => line.operation === 'StopLoadBalancerListener' && line.outcome === 'refused',
  ],
  [
    { regionId: 'cn-shanghai', loadBalancerId: 'lb-fill0007' },
    (line) => line.regionId === 'cn-shanghai' && line.loadBalancerId === 'lb-fill0007',
  ],
  [{ listenerPort: 8012, runId: 3 }, (line) => line.listenerPort === 8012 && line.runId === 3],
  [{ code: 'sluice.consoleprotected' }, (line) => line.code === 'Sluice.ConsoleProtected'],
  [
    { requestId: '0000000A-92F6-4AE4-92F8-7FF34B540710' },
    (line) => line.requestId?.startsWith('0000000A') === true,
  ],
  [{ text: 'current stat' }, (line) => line.code === 'OperationFailed.ListenerStatusNotSupport'],
  [{ text: 'lb-fill0123' }, (line) => line.loadBalancerId === 'lb-fill0123'],
  [{ text: 'nowhere' }, () => false],
  [{ text: 'edge pro', names }, (line) => line.loadBalancerId === 'lb-fill0007'],
  [
    { text: 'EDGE', outcome: 'refused', names },
    (line) => EDGES.includes(line.loadBalancerId) && line.outcome === 'refused',
  ],
  // One word in its name, the other in the entry.
  [{ text: 'edge dep', names }, (line) => EDGES.includes(line.loadBalancerId) && line.actor === 'deploy'],
  [{ text: '支付', names }, (line) => line.loadBalancerId === 'lb-fill0011'],
  [{ loadBalancerId: 'Edge-Prod', names }, (line) => line.loadBalancerId === 'lb-fill0007'],
  [{ loadBalancerId: 'edge', names }, () => false],
  [{ loadBalancerId: 'lb-fill0008', names }, (line) => line.loadBalancerId === 'lb-fill0008'],
  [
    { from: '2025-01-01T10:00:00.000Z', to: '2025-01-01T11:00:00.000Z', outcome: 'succeeded' },
    (line) =>
      line.at >= '2025-01-01T10:00:00.000Z' &&
      line.at <= '2025-01-01T11:00:00.000Z' &&
      line.outcome === 'succeeded',
  ],
];

describe('the list of writes', () => {
  it.each(filters)('finds and counts by %j what a scan of every line finds', async (filter, fits) => {
    const wanted = (await everything()).filter(fits).map(({ id }) => id);
    expect((await listActivity({ limit: WRITES, filter })).map(({ id }) => id)).toEqual(wanted);
    expect(await countActivity(filter)).toBe(wanted.length);
  });

  it('is paged from the newest to the oldest and back, without gaps or duplicates', async () => {
    const filter = { outcome: 'refused', regionId: 'cn-shanghai' } as const;
    const whole = (await listActivity({ limit: WRITES, filter })).map(({ id }) => id);
    const size = 50;
    const down: number[] = [];
    let page = await readActivityPage({ filter, from: null }, size);
    expect(page.hasNewer).toBe(false);
    for (;;) {
      down.push(...page.lines.map(({ id }) => id));
      if (!page.hasOlder) break;
      page = await readActivityPage({ filter, from: { side: 'older', id: down.at(-1) ?? 0 } }, size);
      expect(page.hasNewer).toBe(true);
    }
    expect(down).toEqual(whole);

    const up = page.lines.map(({ id }) => id);
    while (page.hasNewer) {
      page = await readActivityPage({ filter, from: { side: 'newer', id: up[0] ?? 0 } }, size);
      up.unshift(...page.lines.map(({ id }) => id));
    }
    expect(up).toEqual(whole);
  });

  it('links to a write from either of its entries', async () => {
    const [line] = await listActivity({ limit: 1, filter: { outcome: 'succeeded' } });
    const fromOutcome = await readActivity(line?.id ?? 0);
    expect(fromOutcome?.line).toEqual(line);
    expect(fromOutcome?.entries.map(({ outcome }) => outcome)).toEqual(['begun', 'succeeded']);
    expect(await readActivity(line?.begunId ?? 0)).toEqual(fromOutcome);
    expect(await readActivity(99_999_999)).toBeNull();
  });

  it('is exported in full, as CSV and as JSON', async () => {
    const filter = { outcome: 'refused' } as const;
    const lines = await listActivity({ limit: WRITES, filter });
    let csv = '';
    for await (const piece of exportActivity(filter, 'csv')) csv += piece;
    expect(csv.trimEnd().split('\r\n')).toHaveLength(lines.length + 1);
    let json = '';
    for await (const piece of exportActivity(filter, 'json')) json += piece;
    expect(JSON.parse(json)).toEqual(lines);
    let none = '';
    for await (const piece of exportActivity({ text: 'nowhere' }, 'json')) none += piece;
    expect(JSON.parse(none)).toEqual([]);
  });
});

describe('the URL of the list', () => {
  it('round-trips, and falls back if it is invalid', () => {
    const query = parseActivityQuery({
      q: ' two words ',
      outcome: 'refused',
      port: '443',
      from: '2025-01-01T00:00:00Z',
      before: '70',
    });
    expect(query.filter).toMatchObject({ text: 'two words', outcome: 'refused', listenerPort: 443 });
    expect(query.from).toEqual({ side: 'older', id: 70 });
    const written = new URL(activityHref(query), 'http://sluice.test').searchParams;
    expect(parseActivityQuery(Object.fromEntries(written))).toEqual(query);

    expect(
      parseActivityQuery({ outcome: 'fine', port: '0x1', from: 'yesterday', before: '-3', run: ['', '2'] }),
    ).toEqual(parseActivityQuery({}));
  });
});
