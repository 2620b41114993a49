import { beforeEach, describe, expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { beginActivity } from '@/lib/activity/record';
import { noteOwnWrite } from '@/lib/activity/unsettled-writes';
import { addPerson } from '@/lib/auth/testing/people-world';
import { database, isShared } from '@/lib/db/database';
import { connectionIdentity } from '@/lib/inventory/connection';
import { readOverview } from '@/lib/inventory/overview';
import { newestDeletionId, readEarlierState } from '@/lib/listeners/edit/earlier-state';
import { actor, edge, newestActivity } from '@/lib/listeners/testing/example';
import { actorOf } from '@/lib/model/actor';
import type { ListenerKey } from '@/lib/model/outcome';
import { writeSlb } from '@/lib/slb/client';
import { deleteListener, describeListeners, stopListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener } from './change-listener';
import { recheckUnsettled, unsettledWrites } from './unsettled-writes';
import { updateListener } from './update-listener';

/** Start, stop and delete of listeners that are not TCP, with the real client and the real sandbox. */

const STOP = 'StopLoadBalancerListener';
const DELETE = 'DeleteLoadBalancerListener';

const PAY = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l' };
const tcp: ListenerKey = {
  regionId: 'cn-shanghai',
  loadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na',
  listenerPort: 53,
};
/** On the same port. */
const udp: ListenerKey = { ...tcp, protocol: 'udp' };
const http: ListenerKey = { ...edge, listenerPort: 8081, protocol: 'http' };
const https: ListenerKey = { ...PAY, listenerPort: 10_443, protocol: 'https' };

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(async () => {
  connectTo(sandbox.port, { timeoutMillis: 600, deadlineMillis: 5_000, writeHorizonMillis: 3_000 });
  await sandbox.settings({ transitionMillis: 0 });
});

/** The listeners of its port as SLB has them. */
async function onPort({ regionId, loadBalancerId, listenerPort }: ListenerKey): Promise<string[]> {
  const read = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId], listenerPort });
  if (!read.ok) throw new Error(read.error.code);
  return read.value.map(({ listenerProtocol, status }) => `${listenerProtocol} ${status}`);
}

describe.each([
  ['UDP', udp, { Scheduler: 'rr', BackendServerPort: '53' }],
  ['HTTP', http, { Gzip: 'on', StickySession: 'off' }],
  [
    'HTTPS',
    https,
    { ServerCertificateId: expect.stringContaining('_'), TLSCipherPolicy: expect.any(String) },
  ],
])('a listener of protocol %s', (_name, listener, settings) => {
  it('is stopped, started and deleted, and each is in the log with its protocol', async () => {
    expect(await changeListener('stop', listener, actor)).toMatchObject({ ok: true, status: 'stopped' });
    expect(await onPort(listener)).toContain(`${listener.protocol} stopped`);
    expect(await newestActivity()).toMatchObject({ ...listener, operation: STOP, outcome: 'succeeded' });
    expect(await changeListener('start', listener, actor)).toMatchObject({ ok: true, status: 'running' });
    expect(await changeListener('delete', listener, actor)).toMatchObject({ ok: true, status: 'deleted' });
    expect(await onPort(listener)).not.toContain(`${listener.protocol} running`);
    expect(await newestActivity()).toMatchObject({
      ...listener,
      operation: DELETE,
      before: { ...settings, Status: 'running' },
      after: null,
    });
  });

  it('reports what is already so, without a call', async () => {
    await changeListener('stop', listener, actor);
    expect(await changeListener('stop', listener, actor)).toMatchObject({ ok: true, alreadySo: true });
    await changeListener('delete', listener, actor);
    expect(await changeListener('delete', listener, actor)).toMatchObject({
      ok: true,
      status: 'deleted',
      alreadySo: true,
    });
    expect(await sandbox.requests(STOP)).toHaveLength(1);
    expect(await sandbox.requests(DELETE)).toHaveLength(1);
  });

  it('is sent once if the response is lost, and found done', async () => {
    await sandbox.fault({ action: STOP, count: 1, kind: 'drop-after' });
    expect(await changeListener('stop', listener, actor)).toMatchObject({ ok: true, status: 'stopped' });
    await sandbox.fault({ action: DELETE, count: 1, kind: 'drop-after' });
    expect(await changeListener('delete', listener, actor)).toMatchObject({ ok: true, status: 'deleted' });
    expect(await sandbox.requests(STOP)).toHaveLength(1);
    expect(await sandbox.requests(DELETE)).toHaveLength(1);
    expect(await unsettledWrites()).toEqual([]);
  });

  it('is warned about before the next write if the outcome is unknown, until a read shows the effect', async () => {
    connectTo(sandbox.port, { timeoutMillis: 400, deadlineMillis: 5_000, writeHorizonMillis: 400 });
    await sandbox.fault({ action: STOP, count: 1, kind: 'drop-before' });
    expect(await changeListener('stop', listener, actor)).toMatchObject({ error: { outcome: 'unknown' } });
    expect(await unsettledWrites(listener)).toMatchObject([{ ...listener, operation: STOP }]);
    expect(await changeListener('delete', listener, actor)).toMatchObject({
      error: { code: 'Sluice.UnsettledWrite', awaited: { operation: STOP, protocol: listener.protocol } },
    });
    const { protocol: listenerProtocol, ...port } = listener;
    await stopListener({ ...port, listenerProtocol });
    expect(await recheckUnsettled(listener)).toEqual([]);
    expect((await listActivity({ limit: 9 })).at(-1)).toMatchObject({ operation: STOP, settledAs: 'seen' });
  });

  it('has its settings left alone', async () => {
    const update = { listener, set: { Scheduler: 'wlc' }, expected: null };
    expect(await updateListener(update, actor)).toMatchObject({
      kind: 'refused',
      error: { code: 'Sluice.OtherProtocol' },
    });
    expect(await newestActivity()).toMatchObject({ ...listener, outcome: 'refused' });
    expect(await sandbox.requests('SetLoadBalancerTCPListenerAttribute')).toEqual([]);
  });

  it('cannot be recreated from the log', async () => {
    await changeListener('delete', listener, actor);
    const deletion = await newestActivity();
    expect(await newestDeletionId(listener)).toBeNull();
    expect(await readEarlierState(deletion?.id ?? 0)).toBeNull();
  });

  it('has its row in the list read again', async () => {
    const statuses = async () => {
      const [region] = await readOverview([listener.regionId]);
      if (region?.state !== 'read') throw new Error('the region was not read');
      return region.listeners
        .filter((row) => row.loadBalancerId === listener.loadBalancerId)
        .filter((row) => row.listenerPort === listener.listenerPort)
        .map((row) => `${row.protocol} ${row.status}`);
    };
    expect(await statuses()).toContain(`${listener.protocol} running`);
    await changeListener('stop', listener, actor);
    expect(await statuses()).toContain(`${listener.protocol} stopped`);
    await sandbox.fault({ action: 'DescribeLoadBalancerListeners', count: 9, kind: 'error-5xx' });
    await changeListener('start', listener, actor);
    expect(await statuses()).toContain(`${listener.protocol} unknown`);
    await sandbox.clearFaults();
  });

  it('may be changed by those only who may do so', async () => {
    const viewer = await addPerson('viewer@example.com', 'viewer');
    expect(
      await changeListener('stop', listener, actorOf(viewer, { from: null, sessionId: 's-1' })),
    ).toMatchObject({ error: { code: 'Sluice.NotPermitted', explanation: 'Sluice_NotOperator' } });
    expect(await sandbox.requests()).toEqual([]);
    expect(await newestActivity()).toMatchObject({ ...listener, outcome: 'refused' });
  });
});

describe('TCP and UDP on one port', () => {
  it('are changed one without the other', async () => {
    expect(await onPort(udp)).toEqual(expect.arrayContaining(['tcp running', 'udp running']));
    await changeListener('stop', udp, actor);
    expect(await onPort(udp)).toEqual(expect.arrayContaining(['tcp running', 'udp stopped']));
    await changeListener('delete', tcp, actor);
    expect(await onPort(udp)).toEqual(['udp stopped']);
    expect(await changeListener('delete', udp, actor)).toMatchObject({ ok: true, status: 'deleted' });
    expect(await onPort(udp)).toEqual([]);
  });

  it('do not settle or hold up the writes of each other', async () => {
    connectTo(sandbox.port, { timeoutMillis: 400, deadlineMillis: 5_000, writeHorizonMillis: 400 });
    await sandbox.fault({ action: STOP, count: 1, kind: 'drop-before' });
    await changeListener('stop', udp, actor);
    expect(await unsettledWrites(tcp)).toEqual([]);
    expect(await changeListener('stop', tcp, actor)).toMatchObject({ ok: true, status: 'stopped' });
    expect(await recheckUnsettled(tcp)).toEqual([]);
    expect(await recheckUnsettled(udp)).toMatchObject([{ ...udp, operation: STOP, phase: 'unknown' }]);
    await deleteListener({ ...tcp, listenerProtocol: 'tcp' });
    expect(await recheckUnsettled(udp)).toHaveLength(1);
    await deleteListener({ ...tcp, listenerProtocol: 'udp' });
    expect(await recheckUnsettled(udp)).toEqual([]);
  });

  it('have a deletion found although the other one is still on the port', async () => {
    for (const listener of [udp, tcp]) {
      await sandbox.reset();
      await sandbox.fault({ action: DELETE, count: 1, kind: 'drop-after' });
      expect(await changeListener('delete', listener, actor)).toMatchObject({ ok: true, status: 'deleted' });
    }
  });

  it('have logs of their own, which the port alone finds together', async () => {
    await changeListener('stop', udp, actor);
    await changeListener('stop', tcp, actor);
    const found = async (filter: Partial<ListenerKey> & { text?: string }) =>
      (await listActivity({ limit: 9, filter })).map(({ protocol }) => protocol ?? 'tcp');
    expect(await found({ ...tcp, protocol: 'tcp' })).toEqual(['tcp']);
    expect(await found(udp)).toEqual(['udp']);
    expect(await found({ listenerPort: 53 })).toEqual(['tcp', 'udp']);
    expect(await found({ text: 'udp' })).toEqual(['udp']);
  });
});

it('has the outcome of a call of a process that has ended recorded for its own protocol', async () => {
  const connection = (await connectionIdentity()) ?? '';
  const intent = { actor: 'local', from: null, operation: DELETE, ...udp, before: null, after: null };
  // Where there may be other processes, it is in flight until its horizon has passed.
  const horizonMillis = isShared() ? 500 : 60_000;
  const { id } = await beginActivity(intent, { connection, horizonMillis });
  const held: typeof globalThis & { sluiceProcessId?: string } = globalThis;
  delete held.sluiceProcessId;
  noteOwnWrite(id, null);
  await deleteListener({ ...tcp, listenerProtocol: 'udp' });
  expect(await recheckUnsettled(tcp)).toEqual([]);
  expect((await listActivity({ limit: 1 }))[0]).toMatchObject({ begunId: id, outcome: 'unknown' });
  await expect.poll(() => recheckUnsettled(udp)).toEqual([]);
  expect((await listActivity({ limit: 1 }))[0]).toMatchObject({ ...udp, begunId: id, outcome: 'succeeded' });
});

it("reports SLB's rejection of a deletion, such as of a redirect's target", async () => {
  const redirect = { ListenerForward: 'on', ForwardPort: '10443', HealthCheck: 'off', StickySession: 'off' };
  const parameters = { LoadBalancerId: PAY.loadBalancerId, ListenerPort: '8000', ...redirect };
  expect(await writeSlb('CreateLoadBalancerHTTPListener', PAY.regionId, parameters)).toMatchObject({
    ok: true,
  });
  expect(await changeListener('delete', https, actor)).toMatchObject({
    ok: false,
    error: { code: 'ListenerForwardExist', outcome: 'not-done' },
  });
  expect(await onPort(https)).toEqual(['https running']);
  expect(await newestActivity()).toMatchObject({ ...https, outcome: 'refused' });
});

it('records a write on a TCP listener as ever if its key names the protocol', async () => {
  await changeListener('stop', { ...tcp, protocol: 'tcp' }, actor);
  const [entry] = await (await database()).selectFrom('activity').selectAll().execute();
  expect(entry).toMatchObject({ operation: STOP, listener_protocol: null });
  expect(await unsettledWrites({ ...tcp, protocol: 'tcp' })).toEqual([]);
});

it('rejects a protocol that SLB does not have, without a call', async () => {
  expect(await changeListener('stop', { ...https, protocol: 'quic' }, actor)).toMatchObject({
    error: { code: 'Sluice.InvalidInput' },
  });
  expect(await sandbox.requests()).toEqual([]);
});
