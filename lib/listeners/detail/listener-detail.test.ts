import { beforeEach, expect, it } from 'vitest';
import { readOverview } from '@/lib/inventory/overview';
import { deleteListener, setTcpListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { readOneListener } from './listener-detail';
import { listenersOf } from '@/lib/inventory/joined-rows';
import { isTcp, type OneListener, type OneTcpListener } from './detail-types';

const EDGE = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
const DNS = { regionId: 'cn-shanghai', loadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na', listenerPort: 53 };

const sandbox = sandboxWorld();

beforeEach(() => connectTo(sandbox.port, { timeoutMillis: 3000, deadlineMillis: 3000 }));

async function read(
  key: { regionId: string; loadBalancerId: string; listenerPort: number },
  protocol = 'tcp',
): Promise<OneListener> {
  const reading = await readOneListener({ ...key, protocol });
  if (reading.state !== 'read') throw new Error(JSON.stringify(reading));
  return reading.one;
}

async function readTcp(key: Parameters<typeof read>[0]): Promise<OneListener & { listener: OneTcpListener }> {
  const { listener, ...one } = await read(key);
  if (!isTcp(listener)) throw new Error('it is no TCP listener');
  return { ...one, listener };
}

function serversOf({ group: { servers } }: OneTcpListener) {
  if (!servers.ok) throw new Error(servers.error.code);
  return servers.value.map(({ serverIp, port, weight, role, health }) => [
    serverIp,
    port,
    weight,
    role,
    health?.status,
  ]);
}

it('reads a listener with its VServer group, each server with its weight and health, and its list', async () => {
  const one = await readTcp({ ...EDGE, listenerPort: 443 });
  expect(one).toMatchObject({
    status: 'running',
    loadBalancer: { name: 'edge-prod', addressIpVersion: 'ipv4' },
    share: null,
    listener: {
      settings: { bandwidthMbps: 80, persistenceTimeoutSeconds: 600 },
      group: { kind: 'vserver-group', groupId: 'rsp-cige6j5e7p', name: 'web-blue' },
      accessControlLists: [{ aclId: '1323', list: { ok: true, value: { name: 'office-egress' } } }],
    },
  });
  expect(serversOf(one.listener)).toEqual([
    ['10.0.4.11', 8080, 100, null, 'normal'],
    ['10.0.4.12', 8080, 100, null, 'normal'],
    ['10.0.4.13', 8080, 50, null, 'normal'],
    ['10.0.4.14', 8081, 100, null, 'abnormal'],
  ]);
});

it('reports since when it is so as far as Sluice observed, and updates the list with it', async () => {
  const ssh = { ...EDGE, listenerPort: 2222 };
  const unknown = { firstObservedAtMillis: null, changedAtMillis: null };
  expect((await read(ssh)).observed).toEqual(unknown);
  await readOverview(['cn-hangzhou'], { patienceMillis: 20_000 });
  expect((await read(ssh)).observed).toEqual(unknown);

  const before = Date.now();
  await setTcpListener(ssh, { Bandwidth: '9' });
  await deleteListener({ ...EDGE, listenerPort: 9443 });
  expect((await read(ssh)).observed).toEqual({
    firstObservedAtMillis: null,
    changedAtMillis: expect.any(Number),
  });
  expect((await read(ssh)).observed?.changedAtMillis).toBeGreaterThanOrEqual(before);
  const rows = listenersOf(await readOverview(['cn-hangzhou'])).filter(
    ({ loadBalancerId }) => loadBalancerId === EDGE.loadBalancerId,
  );
  expect(rows.find(({ listenerPort }) => listenerPort === 2222)).toMatchObject({ bandwidthMbps: 9 });
  expect(rows.map(({ listenerPort }) => listenerPort)).not.toContain(9443);
});

it('reads the pair of a primary/secondary group, and the default group on the backend port', async () => {
  const pair = await readTcp({ ...EDGE, listenerPort: 6380 });
  expect(serversOf(pair.listener)).toEqual([
    ['10.0.8.41', 6380, 100, 'primary', 'normal'],
    ['10.0.8.42', 6380, 100, 'secondary', 'normal'],
  ]);
  const plain = await readTcp({ ...EDGE, listenerPort: 2222 });
  expect(plain.listener.group).toMatchObject({ kind: 'port', groupId: null });
  expect(new Set(serversOf(plain.listener).map(([, port]) => port))).toEqual(new Set([22]));
});

it('computes its share of an instance that is billed by bandwidth', async () => {
  const pay = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l' };
  expect((await read({ ...pay, listenerPort: 443 })).share).toMatchObject({
    peakMbps: 200,
    thisMbps: 60,
    othersMbps: 85,
    others: 5,
    leftMbps: 55,
  });
});

it('distinguishes two listeners on one port by protocol, and shows another protocol as listed', async () => {
  expect((await read(DNS)).listener.protocol).toBe('tcp');
  const udp = await read(DNS, 'udp');
  expect(udp.listener).toMatchObject({ protocol: 'udp', group: null });
  expect((await read({ ...EDGE, listenerPort: 8081 })).listener.protocol).toBe('http');
});

it('reads the settings of a listener of another protocol, and lists it without them if they cannot be read', async () => {
  const { listener } = await read({ ...EDGE, listenerPort: 8081 }, 'http');
  expect(listener).toMatchObject({
    protocol: 'http',
    settings: { bandwidthMbps: -1 },
    attributes: { ok: true, value: { protocol: 'http', gzip: 'on', idleTimeoutSeconds: 15, unreadable: [] } },
  });
  await sandbox.fault({ action: 'DescribeLoadBalancerHTTPListenerAttribute', count: 9, kind: 'error-5xx' });
  expect((await read({ ...EDGE, listenerPort: 8081 }, 'http')).listener).toMatchObject({
    settings: { bandwidthMbps: -1 },
    attributes: { ok: false, error: { code: 'ServiceUnavailable', requestId: expect.any(String) } },
  });
});

it('reports which of region, instance and listener is missing', async () => {
  const missing = async (changed: Partial<typeof DNS>, protocol = 'tcp') =>
    readOneListener({ ...EDGE, listenerPort: 443, ...changed, protocol });
  expect(await missing({ regionId: 'cn-nowhere' })).toEqual({ state: 'missing', what: 'region' });
  expect(await missing({ loadBalancerId: 'lb-none' })).toEqual({ state: 'missing', what: 'instance' });
  expect(await missing({ listenerPort: 4711 })).toEqual({ state: 'missing', what: 'listener' });
  expect(await missing({}, 'udp')).toEqual({ state: 'missing', what: 'listener' });
});

it('returns a failure as a value, and a failed part next to the others', async () => {
  await sandbox.fault({ action: 'DescribeLoadBalancerAttribute', count: 9, kind: 'error-5xx' });
  expect(await readOneListener({ ...EDGE, listenerPort: 443 })).toMatchObject({
    state: 'failed',
    error: { code: 'ServiceUnavailable' },
  });
  await sandbox.reset();
  for (const action of [
    'DescribeHealthStatus',
    'DescribeVServerGroupAttribute',
    'DescribeAccessControlListAttribute',
  ])
    await sandbox.fault({ action, count: 9, kind: 'error-5xx' });
  const { listener } = await readTcp({ ...EDGE, listenerPort: 443 });
  expect(listener).toMatchObject({
    settings: { bandwidthMbps: 80 },
    health: { ok: false },
    group: { groupId: 'rsp-cige6j5e7p', name: null, servers: { ok: false } },
    accessControlLists: [{ aclId: '1323', list: { ok: false } }],
  });
});
