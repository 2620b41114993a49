import { beforeEach, expect, it } from 'vitest';
import { closeDatabase } from '@/lib/db/database';
import { healthyText, listenerHealth, type CheckedListener } from '@/lib/model/row-health';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { observeInstanceHealth } from './instance-health';
import { connectionIdentity } from './connection';
import { recordObservation } from './health-observations';
import { noteObservation, observedHealth } from './observed-health';

/** The real client, sandbox and database. */

const instance = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
const listener: CheckedListener = {
  ...instance,
  listenerPort: 443,
  protocol: 'tcp',
  status: 'running',
  healthCheck: null,
  changedAtMillis: null,
};

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port));

const healthOf = async (of: CheckedListener) =>
  listenerHealth(of, { health: await observedHealth(), nowMillis: Date.now() });
const textOf = async (of: CheckedListener) => healthyText((await healthOf(of)).tally);
const found = (serverId: string, status: string) => ({
  listenerPort: 443,
  protocol: 'tcp',
  serverId,
  serverIp: null,
  port: 80,
  status,
});

it('observes all TCP listeners of an instance in one call, and results are available at once', async () => {
  expect(await healthOf(listener)).toEqual({ state: 'unknown', tally: null });
  expect(await observeInstanceHealth(instance)).toMatchObject({ ok: true });
  expect(await healthOf(listener)).toMatchObject({
    state: 'current',
    tally: { all: 4, normal: 3, abnormal: 1 },
  });
  expect((await sandbox.requests()).map(({ action }) => action)).toEqual(['DescribeHealthStatus']);
  expect((await healthOf({ ...listener, protocol: 'udp' })).state).toBe('not-checked');
});

it('takes a listener missing from the response to have no servers, whatever was before', async () => {
  const late = new Map([[9999, [found('i-1', 'normal')]]]);
  const connection = await connectionIdentity();
  await noteObservation({ connection, instance, found: late, atMillis: Date.now() - 1000 });
  const emptied = { ...listener, listenerPort: 9999 };
  expect(await textOf(emptied)).toBe('1/1');
  await observeInstanceHealth(instance);
  expect(await healthOf(emptied)).toMatchObject({ state: 'current', tally: { all: 0 } });
});

it('learns nothing from a response in which a server names no listener: it may be the dead one of any', async () => {
  const fault = {
    action: 'DescribeHealthStatus',
    share: 1,
    kind: 'odd-rows',
    variant: 'missing-port',
  } as const;
  const before = await healthOf(listener);
  await sandbox.fault(fault);
  expect(await observeInstanceHealth(instance)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  expect(await healthOf(listener)).toEqual(before);
});

it('returns a rejection as it is, and keeps what was observed', async () => {
  await observeInstanceHealth(instance);
  await sandbox.fault({ action: 'DescribeHealthStatus', count: 9, kind: 'error-5xx' });
  expect(await observeInstanceHealth(instance)).toMatchObject({ ok: false });
  expect(await textOf(listener)).toBe('3/4');
});

it("finds in the database what was observed before the start: each listener's last observation only", async () => {
  const foundOn443 = (...backends: ReturnType<typeof found>[]) => new Map([[443, backends]]);
  const of = { connection: await connectionIdentity(), instance };
  const both = foundOn443(found('i-1', 'normal'), found('i-2', 'abnormal'));
  await recordObservation({ ...of, found: both, atMillis: Date.now() - 60_000 });
  const one = foundOn443(found('i-1', 'normal'));
  await recordObservation({ ...of, found: one, atMillis: Date.now() - 30_000 });
  await closeDatabase();
  expect(await textOf(listener)).toBe('1/1');
});
