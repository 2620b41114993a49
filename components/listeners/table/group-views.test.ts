import { describe, expect, test } from 'vitest';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { defaultListQuery } from '@/lib/listeners/list/list-query';
import type { RowMessages } from '@/lib/listeners/list/filterable-row';
import { applyListQuery } from '@/lib/listeners/list/list-query-apply';
import { summaryOf } from '@/lib/listeners/list/list-summary';
import { contextOf } from '@/lib/listeners/testing/observe';
import type { ListedListener } from '@/lib/model/list-row';
import type { GroupView } from './group-row';
import { groupViews } from './group-views';

type Facts = Partial<Pick<ListedListener, 'status' | 'bandwidthMbps' | 'listenerPort' | 'protocol'>>;

function listener(facts: Facts, sharedMbps: number | null): ListedListener {
  const loadBalancerId = 'lb-1';
  return {
    regionId: 'cn-hangzhou',
    loadBalancerId,
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
    healthCheck: { status: 'on', type: 'tcp', intervalSeconds: 2, connectPort: null },
    description: null,
    tags: [],
    ...facts,
    loadBalancer: {
      loadBalancerId,
      name: 'edge',
      status: 'active',
      deleteProtection: false,
      modificationProtection: { status: 'none' },
      sharedMbps,
      addressType: 'internet',
      addressIpVersion: 'ipv4',
      address: '47.98.0.1',
      tags: [],
    },
  };
}

type Health = readonly [
  port: number,
  normal: number,
  abnormal: number,
  agoMillis?: number,
  withoutResult?: number,
];

/** The line above the rows of the one instance. */
async function lineOf(
  rows: readonly Facts[],
  health: readonly Health[] = [],
  sharedMbps: number | null = null,
) {
  const listeners = rows.map((facts) => listener(facts, sharedMbps));
  const context = contextOf(
    health.map(([listenerPort, normal, abnormal, agoMillis = 0, unknown = 0]) => [
      { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort },
      {
        all: normal + abnormal + unknown,
        normal,
        abnormal,
        unknown,
        observedAtMillis: Date.now() - agoMillis,
      },
    ]),
  );
  const noMessages = {} as ReturnType<RowMessages>;
  const language = { locale: 'en', own: () => noMessages, others: [] };
  const page = applyListQuery({ listeners, language, context }, filterOf(''), {
    ...defaultListQuery,
    grouped: true,
  });
  const [line] = Object.values(
    await groupViews(page, summaryOf(listeners), { at: context, protection: () => '' }),
  );
  return line as GroupView;
}

const said = ({ health }: GroupView) => health.map(({ kind, text }) => `${kind}: ${text}`);

describe('the line of an instance', () => {
  test('says which listener has the fewest healthy servers', async () => {
    const rows = [{ listenerPort: 80 }, { listenerPort: 443 }, { listenerPort: 5672 }];
    const health: Health[] = [
      [80, 3, 1],
      [443, 2, 0],
      [5672, 0, 3],
    ];
    expect(said(await lineOf(rows, health))).toEqual(['bad: port 5672: 0/3 healthy']);
    expect(said(await lineOf(rows.slice(0, 2), health))).toEqual(['warn: port 80: 3/4 healthy']);
  });

  test('never calls all servers healthy while the health of a listener is unknown or old', async () => {
    const rows = [{ listenerPort: 80 }, { listenerPort: 443 }];
    expect(said(await lineOf(rows, [[80, 2, 0]]))).toEqual(['quiet: 1 with unknown health']);
    expect(
      said(
        await lineOf(rows, [
          [80, 2, 0],
          [443, 2, 0, 3_600_000],
        ]),
      ),
    ).toEqual(['quiet: 1 with unknown health']);
    expect(
      said(
        await lineOf(rows, [
          [80, 2, 0],
          [443, 2, 0],
        ]),
      ),
    ).toEqual(['quiet: all servers healthy']);
    expect(said(await lineOf([{ listenerPort: 80, status: 'stopped' }]))).toEqual([]);
  });

  test('counts a listener with a server without a result as unknown, and leaves out one without servers', async () => {
    const rows = [{ listenerPort: 80 }, { listenerPort: 443 }];
    const saidOf = async (...health: Health[]) => said(await lineOf(rows, health));
    expect(await saidOf([80, 2, 0], [443, 1, 0, 0, 1])).toEqual(['quiet: 1 with unknown health']);
    expect(await saidOf([80, 1, 1], [443, 0, 1, 0, 1])).toEqual(['bad: port 443: 0/2 healthy']);
    expect(await saidOf([80, 2, 0], [443, 0, 0])).toEqual(['quiet: all servers healthy']);
    expect(await saidOf([80, 0, 0], [443, 0, 0])).toEqual([]);
  });

  test('tells two listeners on one port apart by their protocol', async () => {
    const { ports } = await lineOf([{ listenerPort: 53 }, { listenerPort: 53, protocol: 'udp' }]);
    expect(ports.map(({ port, protocol }) => `${port}/${protocol}`).toSorted()).toEqual(['53/tcp', '53/udp']);
  });

  test('draws the bandwidth its listeners hold of what they share', async () => {
    const rows = [
      { listenerPort: 80, bandwidthMbps: 40 },
      { listenerPort: 443, bandwidthMbps: 20 },
    ];
    expect(await lineOf(rows, [], 80)).toMatchObject({
      used: 75,
      over: false,
      bandwidth: '20 of 80 Mbit/s left',
    });
    expect(await lineOf(rows, [], 50)).toMatchObject({ used: 100, over: true });
    expect(await lineOf(rows)).toMatchObject({ used: null, bandwidth: 'no shared bandwidth limit' });
  });

  test('shows its ports in order, with what is not as usual, and counts those that do not fit', async () => {
    const rows = Array.from({ length: 14 }, (_, index) => ({ listenerPort: 900 - index }));
    const line = await lineOf([{ listenerPort: 80, status: 'stopped' }, ...rows]);
    expect(line.ports.slice(0, 2)).toEqual([
      { port: 80, protocol: 'tcp', state: 'stopped', words: 'Stopped' },
      { port: 887, protocol: 'tcp', state: 'running' },
    ]);
    expect([line.ports.length, line.morePorts]).toEqual([12, '3 more']);
  });
});
