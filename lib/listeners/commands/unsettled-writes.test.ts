import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beginActivity } from '@/lib/activity/record';
import { listActivity } from '@/lib/activity/list';
import { noteOwnWrite } from '@/lib/activity/unsettled-writes';
import { forgetConfig } from '@/lib/config';
import { database, isShared } from '@/lib/db/database';
import { connectionIdentity } from '@/lib/inventory/connection';
import {
  deleteListener,
  describeTcpListener,
  setTcpListener,
  stopListener,
} from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { sendWithRecovery } from './send-with-recovery';
import { changeListener } from './change-listener';
import { createListener } from './create-listener';
import { SET_ACTION } from '@/lib/listeners/wire/set-parameters';
import { CREATE_ACTION } from '@/lib/listeners/wire/parameters';
import { actor, edge, example, newestActivity, ssh } from '@/lib/listeners/testing/example';
import { createIntent } from './audit-log';
import { followUnsettled, recheckUnsettled, unsettledWrites } from './unsettled-writes';
import { updateListener } from './update-listener';

/** Writes that arrive late, or that get no response, with the real client and the real sandbox. */

const STOP = 'StopLoadBalancerListener';
const DELETE = 'DeleteLoadBalancerListener';

const sandbox = sandboxWorld();

beforeEach(async () => {
  await (await database()).deleteFrom('unsettled_writes').execute();
  connectTo(sandbox.port, { timeoutMillis: 600, deadlineMillis: 5_000, writeHorizonMillis: 3_000 });
  await sandbox.settings({ transitionMillis: 0 });
});

const statusOf = async (listener: typeof ssh) => {
  const read = await describeTcpListener(listener);
  return read.ok ? read.value.status : read.error.code;
};

describe('a call that takes longer than a read may', () => {
  it('is awaited, so that a Delete never hits the listener created after it', async () => {
    await sandbox.fault({ action: DELETE, kind: 'latency', millis: 900, count: 1 });
    const [deleted, created] = await Promise.all([
      changeListener('delete', ssh, actor),
      createListener(example({ listenerPort: String(ssh.listenerPort) }), actor),
    ]);
    expect([deleted, created]).toMatchObject([{ ok: true, status: 'deleted' }, { ok: true }]);
    expect(await statusOf(ssh)).toBe('stopped');
    expect(await sandbox.requests(DELETE)).toHaveLength(1);
    expect(await unsettledWrites()).toEqual([]);
  });

  it('keeps the order of a Stop and the Start after it', async () => {
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 900, count: 1 });
    await Promise.all([changeListener('stop', ssh, actor), changeListener('start', ssh, actor)]);
    expect(await statusOf(ssh)).toBe('running');
  });

  it('keeps the order of two changes', async () => {
    await sandbox.fault({ action: SET_ACTION, kind: 'latency', millis: 900, count: 1 });
    const set = (Scheduler: string) =>
      updateListener({ listener: ssh, set: { Scheduler }, expected: null }, actor);
    expect(await Promise.all([set('wlc'), set('wrr')])).toMatchObject([
      { kind: 'updated' },
      { kind: 'updated' },
    ]);
    const read = await describeTcpListener(ssh);
    expect(read.ok && read.value.scheduler).toBe('wrr');
  });

  it('has its effect found if the connection breaks and it arrives late', async () => {
    await sandbox.fault({ action: STOP, kind: 'late', millis: 700, count: 1 });
    expect(await changeListener('stop', ssh, actor)).toMatchObject({ ok: true, status: 'stopped' });
    expect(await sandbox.requests(STOP)).toHaveLength(1);
  });

  it('shows those waiting for the instance what is pending, and until when', async () => {
    connectTo(sandbox.port, { timeoutMillis: 2_000, deadlineMillis: 300, writeHorizonMillis: 9_000 });
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 2_000, count: 1 });
    const stopping = changeListener('stop', ssh, actor);
    await expect
      .poll(() => unsettledWrites(ssh), { timeout: 5_000, interval: 20 })
      .toMatchObject([{ operation: STOP, phase: 'awaited' }]);
    expect(await changeListener('delete', { ...edge, listenerPort: 443 }, actor)).toMatchObject({
      ok: false,
      error: {
        code: 'Sluice.InstanceBusy',
        awaited: { operation: STOP, listenerPort: ssh.listenerPort, until: expect.stringMatching(/^\d{4}-/) },
      },
    });
    expect(await stopping).toMatchObject({ ok: true });
  });
});

describe('a call past its horizon', () => {
  beforeEach(() =>
    connectTo(sandbox.port, { timeoutMillis: 400, deadlineMillis: 5_000, writeHorizonMillis: 400 }),
  );

  it('is sent once, and its outcome is unknown until a read shows its effect', async () => {
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 1_200, count: 1 });
    expect(await changeListener('stop', ssh, actor)).toMatchObject({
      ok: false,
      error: { outcome: 'unknown' },
    });
    const [write] = await unsettledWrites(ssh);
    expect(write).toMatchObject({ operation: STOP, ...ssh, phase: 'unknown', isOpen: false });
    expect(await recheckUnsettled(ssh)).toHaveLength(1);
    expect(await newestActivity()).toMatchObject({ settledAs: 'not-settled', settledAt: null });
    await expect.poll(() => sandbox.requests(STOP), { timeout: 5_000 }).toHaveLength(1);
    expect(await recheckUnsettled(ssh)).toEqual([]);
    expect(await newestActivity()).toMatchObject({
      begunId: write?.id,
      outcome: 'unknown',
      settledAs: 'seen',
      settledAt: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('is warned about before the next write on its listener, which can be confirmed', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    const rejected = { code: 'Sluice.UnsettledWrite', outcome: 'not-done', awaited: { operation: STOP } };
    expect(await changeListener('delete', ssh, actor)).toMatchObject({ ok: false, error: rejected });
    const update = { listener: ssh, set: { Scheduler: 'wlc' }, expected: null };
    expect(await updateListener(update, actor)).toMatchObject({ kind: 'refused', error: rejected });
    expect(await sandbox.requests(DELETE)).toEqual([]);
    expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'Sluice.UnsettledWrite' });
    // Other listeners of the instance are not affected.
    expect(await changeListener('stop', { ...edge, listenerPort: 443 }, actor)).toMatchObject({ ok: true });
    expect(await updateListener(update, actor, { despiteUnsettled: true })).toMatchObject({
      kind: 'updated',
    });
    expect(await changeListener('delete', ssh, actor)).toMatchObject({ ok: true });
  });

  it('can be confirmed up to one of several, so that a run does not confirm later ones', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    const [first] = await unsettledWrites(ssh);
    const despiteUnsettled = first?.id;
    await sandbox.fault({ action: DELETE, kind: 'drop-before', count: 1 });
    await changeListener('delete', ssh, actor, { despiteUnsettled });
    const [second] = await unsettledWrites(ssh);
    expect(second).toMatchObject({ operation: DELETE, phase: 'unknown' });
    expect(await changeListener('delete', ssh, actor, { despiteUnsettled })).toMatchObject({
      error: { code: 'Sluice.UnsettledWrite', awaited: { operation: DELETE } },
    });
    expect(await changeListener('delete', ssh, actor, { despiteUnsettled: second?.id })).toMatchObject({
      ok: true,
    });
  });

  it('is followed although its outcome is recorded late for lack of disk space', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    const [write] = await unsettledWrites(ssh);
    await stopListener(ssh);
    noteOwnWrite(write?.id ?? 0, 'unknown');
    followUnsettled(20);
    await sleep(60);
    noteOwnWrite(write?.id ?? 0, null);
    await expect.poll(() => unsettledWrites(ssh), { timeout: 10_000 }).toEqual([]);
  });

  it('is followed for a day, and read after that only on demand', async () => {
    const describe = () => sandbox.requests('DescribeLoadBalancerTCPListenerAttribute');
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    const until_at = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await (await database()).updateTable('unsettled_writes').set({ until_at }).execute();
    const before = (await describe()).length;
    followUnsettled(10);
    await sleep(200);
    expect(await describe()).toHaveLength(before);
    await stopListener(ssh);
    expect(await recheckUnsettled(ssh)).toEqual([]);
  });

  it('keeps its warning if SLB rejected the confirmed write', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    connectTo(sandbox.port, { timeoutMillis: 400, deadlineMillis: 400, writeHorizonMillis: 400 });
    await sandbox.fault({ action: DELETE, kind: 'throttle', count: 1 });
    expect(await changeListener('delete', ssh, actor, { despiteUnsettled: true })).toMatchObject({
      ok: false,
      error: { outcome: 'not-done' },
    });
    expect(await unsettledWrites(ssh)).toMatchObject([{ operation: STOP, phase: 'unknown' }]);
    expect(await changeListener('delete', ssh, actor, { despiteUnsettled: true })).toMatchObject({
      ok: true,
    });
    expect(await unsettledWrites(ssh)).toEqual([]);
  });

  it('is warned about before a listener is created on its port', async () => {
    await sandbox.fault({ action: 'CreateLoadBalancerTCPListener', kind: 'drop-before', count: 1 });
    await createListener(example(), actor);
    expect(await createListener(example(), actor)).toMatchObject({
      error: { code: 'Sluice.UnsettledWrite' },
    });
    expect(await createListener(example(), actor, { despiteUnsettled: true })).toMatchObject({ ok: true });
  });

  it('is polled from time to time, also after a failed poll', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    await stopListener(ssh);
    followUnsettled(20);
    process.env['SLUICE_SLB_TIMEOUT_MS'] = 'no number';
    forgetConfig();
    await sleep(60);
    connectTo(sandbox.port);
    await expect.poll(() => unsettledWrites(ssh), { timeout: 10_000 }).toEqual([]);
  });

  it('is warned about whichever key Sluice uses by then, because temporary keys rotate', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    vi.stubEnv('SLUICE_SANDBOX_ACCESS_KEY_ID', 'STS.NextTemporaryKey001');
    forgetConfig();
    expect(await unsettledWrites(ssh)).toMatchObject([{ operation: STOP, phase: 'unknown' }]);
    // It says nothing about another sandbox's listener.
    vi.stubEnv('SLUICE_SANDBOX_PORT', '4999');
    forgetConfig();
    expect(await unsettledWrites(ssh)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('is settled if its listener no longer exists, except for a creation, which may still take effect', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    await deleteListener(ssh);
    expect(await recheckUnsettled(ssh)).toEqual([]);
    expect(await newestActivity()).toMatchObject({ outcome: 'unknown', settledAs: 'gone' });

    const { listenerPort } = ssh;
    await sandbox.fault({ action: CREATE_ACTION, kind: 'drop-before', count: 1 });
    await createListener(example({ listenerPort: String(listenerPort) }), actor);
    expect(await recheckUnsettled(ssh)).toMatchObject([{ operation: CREATE_ACTION }]);
  });

  it('needs no warning if the next read shows its effect', async () => {
    await sandbox.fault({ action: STOP, kind: 'drop-before', count: 1 });
    await changeListener('stop', ssh, actor);
    await stopListener(ssh);
    expect(await changeListener('delete', ssh, actor)).toMatchObject({ ok: true, status: 'deleted' });
  });
});

it('keeps the time its call was really sent, and its outcome if Sluice itself fails in the meantime', async () => {
  const intent = createIntent({ actor, operation: STOP, listener: ssh, before: null, after: null });
  const horizonMillis = 3_000;
  const carriedOut = sendWithRecovery({
    intent,
    send: async ({ onSend }) => {
      // As long as the call waits in the queue.
      await sleep(300);
      const leftAt = Date.now();
      await onSend?.();
      const [write] = await unsettledWrites(ssh);
      expect(Date.parse(write?.until ?? '')).toBeGreaterThanOrEqual(leftAt + horizonMillis);
      throw new Error('a bug');
    },
    probeEffect: () => 'not-done',
  });
  await expect(carriedOut).rejects.toThrow('a bug');
  expect(await unsettledWrites(ssh)).toMatchObject([{ phase: 'unknown', isOwn: false, isOpen: false }]);
});

it('is recorded and reported as not sent if Sluice itself fails before sending its call', async () => {
  const intent = createIntent({ actor, operation: STOP, listener: ssh, before: null, after: null });
  const send = () => Promise.reject(new Error('a bug'));
  expect(await sendWithRecovery({ intent, send, probeEffect: () => 'not-done' })).toMatchObject({
    outcome: 'refused',
    error: { code: 'Sluice.NotSent', outcome: 'not-done' },
  });
  expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'Sluice.NotSent' });
  expect(await unsettledWrites(ssh)).toEqual([]);
});

describe('a call of a process that has ended', () => {
  /** An intent as another process leaves it behind. */
  async function leaveIntent(operation: string, horizonMillis: number) {
    const connection = (await connectionIdentity()) ?? '';
    const intent = { actor: 'local', from: null, operation, ...ssh, before: null, after: null };
    const { id } = await beginActivity(intent, { connection, horizonMillis });
    const held: typeof globalThis & { sluiceProcessId?: string } = globalThis;
    delete held.sluiceProcessId;
    noteOwnWrite(id, null);
    return id;
  }

  it('blocks its listener until its horizon, and is warned about afterwards', async () => {
    await leaveIntent(DELETE, 1_000);
    expect(await unsettledWrites(ssh)).toMatchObject([{ phase: 'awaited', isOwn: false, isOpen: true }]);
    expect(await changeListener('stop', ssh, actor, { despiteUnsettled: true })).toMatchObject({
      error: { code: 'Sluice.WriteAwaited', awaited: { operation: DELETE } },
    });
    await expect.poll(() => unsettledWrites(ssh), { timeout: 5_000 }).toMatchObject([{ phase: 'unknown' }]);
    expect(await changeListener('stop', ssh, actor)).toMatchObject({
      error: { code: 'Sluice.UnsettledWrite' },
    });
    expect(await changeListener('stop', ssh, actor, { despiteUnsettled: true })).toMatchObject({ ok: true });
  });

  it('stays unknown in the log if its effect is found much later, and is settled', async () => {
    const id = await leaveIntent(DELETE, -3_600_000);
    await deleteListener(ssh);
    expect(await recheckUnsettled(ssh)).toEqual([]);
    const [line] = await listActivity({ limit: 1 });
    expect(line).toMatchObject({ begunId: id, outcome: 'unknown', settledAs: 'seen' });
  });

  it('gets its outcome in the log when its effect is observed', async () => {
    // Where there may be other processes, it is in flight until its horizon has passed.
    const id = await leaveIntent(DELETE, isShared() ? 500 : 60_000);
    await deleteListener(ssh);
    await expect.poll(() => recheckUnsettled(ssh)).toEqual([]);
    const [line] = await listActivity({ limit: 1 });
    expect(line).toMatchObject({ begunId: id, operation: DELETE, outcome: 'succeeded' });
  });
});

it('only deletes the listener it has read, if SLB was too busy at first', async () => {
  connectTo(sandbox.port);
  await sandbox.fault({ action: DELETE, count: 1, kind: 'throttle' });
  const deletion = changeListener('delete', ssh, actor);
  await expect.poll(() => sandbox.requests(DELETE), { interval: 5, timeout: 10_000 }).toHaveLength(1);
  await setTcpListener(ssh, { Description: 'theirs' });
  expect(await deletion).toMatchObject({ ok: false, error: { code: 'Sluice.ChangedMeanwhile' } });
  expect(await statusOf(ssh)).toBe('running');
});
