import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { actor } from '@/lib/listeners/testing/example';
import { forkChanger, type Changer } from '@/lib/listeners/testing/fork-changer';
import type { ListenerKey } from '@/lib/model/outcome';
import { describeListeners } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener } from './change-listener';
import { unsettledWrites } from './unsettled-writes';

/** Several processes of Sluice change listeners of one instance, through one PostgreSQL and one sandbox. */

const STOP = 'StopLoadBalancerListener';
const instance = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1large0000' };

const sandbox = sandboxWorld({ seed: 'large', folderPer: 'test' });
const changers: Changer[] = [];

beforeEach(async () => {
  connectTo(sandbox.port, { writeHorizonMillis: 10_000 });
  await sandbox.settings({ transitionMillis: 0 });
});
afterEach(async () => {
  await Promise.all(changers.splice(0).map(({ kill }) => kill()));
});

async function anotherProcess(): Promise<Changer> {
  const changer = await forkChanger();
  changers.push(changer);
  return changer;
}

/** Running listeners of the instance. */
async function running(count: number): Promise<ListenerKey[]> {
  const read = await describeListeners({
    regionId: instance.regionId,
    loadBalancerIds: [instance.loadBalancerId],
  });
  const found = read.ok ? read.value : [];
  const keys = found
    .filter(({ status, listenerProtocol }) => status === 'running' && listenerProtocol === 'tcp')
    .map(({ listenerPort }) => ({ ...instance, listenerPort }));
  expect(keys.length).toBeGreaterThanOrEqual(count);
  return keys.slice(0, count);
}

const stop = (listener: ListenerKey) => changeListener('stop', listener, actor);
const stops = () => sandbox.requests(STOP);

/** Ends the connections with this name, as a restart of the server does. */
async function endConnections(name: string): Promise<number> {
  const admin = new Client({ connectionString: config().databaseUrl ?? '' });
  await admin.connect();
  const { rowCount } = await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()',
    [name],
  );
  await admin.end();
  return rowCount ?? 0;
}

it('one process at a time writes to an instance, from its first read to its last', async () => {
  const [one, other] = await Promise.all([anotherProcess(), anotherProcess()]);
  const listeners = await running(12);
  await sandbox.fault({ action: STOP, kind: 'latency', millis: 20, share: 1 });
  const outcomes = await Promise.all([
    one.change('stop', listeners.slice(0, 4)),
    other.change('stop', listeners.slice(4, 8)),
    ...listeners.slice(8).map(async (listener) => ((await stop(listener)).ok ? 'ok' : 'failed')),
  ]);
  expect(outcomes.flat()).toEqual(listeners.map(() => 'ok'));
  expect((await stops()).map(({ code }) => code)).toEqual(listeners.map(() => null));
  const ports = (await sandbox.requests()).flatMap(({ parameters }) => parameters['ListenerPort'] ?? []);
  const turns = ports.filter((port, index) => port !== ports[index - 1]);
  expect(turns.toSorted()).toEqual(listeners.map(({ listenerPort }) => String(listenerPort)).toSorted());
});

it('a single write waits for at most one of the many of another process', async () => {
  const other = await anotherProcess();
  const [mine, ...theirs] = await running(7);
  if (mine === undefined) throw new Error('a listener is needed');
  await sandbox.fault({ action: STOP, kind: 'latency', millis: 100, share: 1 });
  const changing = other.change('stop', theirs);
  await expect.poll(() => unsettledWrites(instance), { interval: 5 }).toHaveLength(1);
  expect(await stop(mine)).toMatchObject({ ok: true });
  expect(await changing).toEqual(theirs.map(() => 'ok'));
  const order = (await stops()).map(({ parameters }) => parameters['ListenerPort']);
  expect(order.indexOf(String(mine.listenerPort))).toBeLessThanOrEqual(2);
});

it('the next write goes on at once when the process that holds the lock is killed in its write', async () => {
  const other = await anotherProcess();
  const [theirs, mine] = await running(2);
  if (theirs === undefined || mine === undefined) throw new Error('two listeners are needed');
  await sandbox.fault({ action: STOP, kind: 'latency', millis: 6_000, count: 1 });
  void other.change('stop', [theirs]).catch(() => {});
  await expect.poll(() => unsettledWrites(theirs), { interval: 5 }).toMatchObject([{ phase: 'awaited' }]);
  // Not a stop: that could get the latency if the other one has not left yet.
  const deleting = changeListener('delete', mine, actor);
  const killedAt = Date.now();
  await other.kill();
  expect(await deleting).toMatchObject({ ok: true });
  expect(Date.now() - killedAt).toBeLessThan(3_000);
  // Its own listener is left alone until its call can no longer take effect.
  expect(await stop(theirs)).toMatchObject({ ok: false, error: { code: 'Sluice.WriteAwaited' } });
});

it('whoever waits for another process for too long is told what it waits for, and has sent nothing', async () => {
  const other = await anotherProcess();
  const [theirs, mine] = await running(2);
  if (theirs === undefined || mine === undefined) throw new Error('two listeners are needed');
  await sandbox.fault({ action: STOP, kind: 'latency', millis: 2_000, count: 1 });
  const changing = other.change('stop', [theirs]);
  await expect.poll(() => unsettledWrites(theirs), { interval: 5 }).toHaveLength(1);
  connectTo(sandbox.port, { deadlineMillis: 200, writeHorizonMillis: 10_000 });
  expect(await stop(mine)).toMatchObject({
    ok: false,
    error: { code: 'Sluice.InstanceBusy', awaited: { operation: STOP, listenerPort: theirs.listenerPort } },
  });
  expect(await changing).toEqual(['ok']);
  expect(await stops()).toHaveLength(1);
});

it('a write whose lock is lost in its call ends as it would', async () => {
  const [listener] = await running(1);
  if (listener === undefined) throw new Error('a listener is needed');
  await sandbox.fault({ action: STOP, kind: 'latency', millis: 500, count: 1 });
  const stopping = stop(listener);
  await expect.poll(() => unsettledWrites(listener), { interval: 5 }).toHaveLength(1);
  expect(await endConnections('sluice turn')).toBe(1);
  expect(await stopping).toMatchObject({ ok: true, status: 'stopped' });
});

it('nothing is sent again once the lock is lost, and the next write takes it again', async () => {
  const [listener] = await running(1);
  if (listener === undefined) throw new Error('a listener is needed');
  // It asks for a pause of a second.
  await sandbox.fault({ action: STOP, kind: 'throttle', count: 1 });
  const stopping = stop(listener);
  await expect.poll(stops, { interval: 5 }).toHaveLength(1);
  expect(await endConnections('sluice turn')).toBe(1);
  expect(await stopping).toMatchObject({
    ok: false,
    error: {
      code: 'Sluice.InstanceLockLost',
      explanation: 'Sluice_InstanceLockLost',
      outcome: 'not-done',
    },
  });
  expect(await stops()).toHaveLength(1);
  expect(await stop(listener)).toMatchObject({ ok: true });
});

it('a write that cannot connect to take the lock says so, and has sent nothing', async () => {
  const [listener] = await running(1);
  if (listener === undefined) throw new Error('a listener is needed');
  // The pool for everything else has its connections.
  expect(await unsettledWrites(listener)).toEqual([]);
  const { databaseUrl } = config();
  const name = new URL(databaseUrl ?? '').pathname.slice(1);
  const admin = new Client({
    connectionString: Object.assign(new URL(databaseUrl ?? ''), { pathname: '/postgres' }).href,
  });
  await admin.connect();
  await admin.query(`alter database ${name} allow_connections false`);
  expect(await stop(listener)).toMatchObject({ ok: false, error: { code: 'Sluice.InstanceLockLost' } });
  await admin.query(`alter database ${name} allow_connections true`);
  await admin.end();
  expect(await stops()).toEqual([]);
  expect(await stop(listener)).toMatchObject({ ok: true });
});
