import { expect, it } from 'vitest';
import type { OneServer, OneTcpListener } from '@/lib/listeners/detail/detail-types';
import { chooseShown, cutLines, flowOf, flowOfAll, reachesNone, thicknessOf } from './shown-servers';

function servers(statuses: string): OneServer[] {
  return [...statuses].map((letter, index) => {
    const status = letter === 'x' ? 'abnormal' : 'normal';
    const observed = { status, firstObservedMillis: 0, lastObservedMillis: 0 };
    return {
      serverId: `i-${index}`,
      serverIp: null,
      port: 80,
      weight: 100,
      role: null,
      description: null,
      health: {
        serverId: `i-${index}`,
        serverIp: null,
        port: 80,
        status,
        observed,
        before: null,
        recent: [],
      },
    };
  });
}
const idsOf = (list: readonly OneServer[]) => list.map(({ serverId }) => serverId);

it('draws every server of a short group', () => {
  expect(chooseShown(servers('........')).hidden).toEqual([]);
});

it('draws the first of a long group, and says how many more there are', () => {
  const { shown, hidden } = chooseShown(servers('....................'));
  expect(idsOf(shown)).toEqual(['i-0', 'i-1', 'i-2', 'i-3', 'i-4', 'i-5', 'i-6']);
  expect(hidden).toHaveLength(13);
});

it('leaves no abnormal server out for a normal one, and keeps the order', () => {
  const { shown } = chooseShown(servers('..........x.........x'));
  expect(idsOf(shown)).toEqual(['i-0', 'i-1', 'i-2', 'i-3', 'i-4', 'i-10', 'i-20']);
  expect(chooseShown(servers('xxxxxxxxxxxx')).hidden).toHaveLength(5);
});

it('cuts the line where nothing behind it gets connections', () => {
  expect(cutLines([false, false, false, true])).toEqual([false, false, false, true]);
  expect(cutLines([true, false, false, false])).toEqual([false, true, false, false]);
  expect(cutLines([false, false, true, false])).toEqual([false, false, false, false]);
  expect(cutLines([false, true, true])).toEqual([false, false, true]);
  expect(cutLines([true, true])).toEqual([false, true]);
  expect(cutLines([false, true])).toEqual([false, false]);
});

it('says that no server is reached only where there are some and each is abnormal', () => {
  expect(reachesNone({ ok: true, value: servers('xx') })).toBe(true);
  expect(reachesNone({ ok: true, value: servers('x.') })).toBe(false);
  expect(reachesNone({ ok: true, value: [] })).toBe(false);
});

type Facts = { status?: string; scheduler?: string; checked?: boolean; isRead?: boolean };

function listenerOf(group: OneServer[], facts: Facts = {}): OneTcpListener {
  const { status = 'running', scheduler = 'wrr', checked = true, isRead = true } = facts;
  return {
    protocol: 'tcp',
    settings: { status, scheduler },
    group: { kind: 'vserver-group', groupId: 'rsp-1', name: null, servers: { ok: true, value: group } },
    health: isRead ? { ok: true, value: { checked, readAtMillis: 0, backends: [] } } : { ok: false },
  } as unknown as OneTcpListener;
}
const flowsOf = (group: OneServer[], facts?: Facts) => {
  const listener = listenerOf(group, facts);
  return group.map((server) => flowOf(server, listener));
};

it('draws a server that gets no connections apart from one that is unhealthy, and both apart from an unknown one', () => {
  const [healthy, unhealthy, drained] = servers('.x.') as [OneServer, OneServer, OneServer];
  const group = [healthy, unhealthy, { ...drained, weight: 0 }, { ...healthy, health: null }];
  expect(flowsOf(group)).toEqual(['live', 'dead', 'dry', 'unknown']);
  expect(flowsOf(group, { status: 'stopped' })).toEqual(['dry', 'dry', 'dry', 'dry']);
  expect(flowsOf([healthy], { isRead: false })).toEqual(['unknown']);
  // Without a check, SLB sends connections to all of them.
  expect(flowsOf([{ ...healthy, health: null }], { checked: false })).toEqual(['live']);
});

it('draws a secondary as getting nothing while its primary is healthy', () => {
  const pair = (statuses: string) =>
    servers(statuses).map((server, index) => ({
      ...server,
      role: index === 0 ? ('primary' as const) : ('secondary' as const),
    }));
  expect(flowsOf(pair('..'))).toEqual(['live', 'dry']);
  expect(flowsOf(pair('x.'))).toEqual(['dead', 'live']);
});

it('draws the line to the servers that are left out as the best of theirs', () => {
  expect(flowOfAll(['dry', 'dead', 'live'])).toBe('live');
  expect(flowOfAll(['dry', 'dead'])).toBe('dead');
  expect(flowOfAll(['dry', 'dry'])).toBe('dry');
});

it('draws a line as thick as the weight of its server, if weights make a difference', () => {
  const group = servers('....').map((server, index) => ({
    ...server,
    weight: [100, 50, 0, null][index] ?? null,
  }));
  const pixels = (facts?: Facts, of = group) => {
    const thickness = thicknessOf(listenerOf(of, facts));
    return thickness === null ? null : of.map(thickness);
  };
  expect(pixels()).toEqual([5, 3, 1, 3]);
  expect(pixels({ scheduler: 'rr' })).toBeNull();
  expect(pixels({}, servers('..'))).toBeNull();
  expect(pixels({}, group.slice(2, 3))).toBeNull();
});
