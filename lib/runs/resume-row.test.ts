import { describe, expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { beginActivity } from '@/lib/activity/record';
import type { ListenerKey } from '@/lib/model/outcome';
import { database } from '@/lib/db/database';
import { fillDisk } from '@/lib/db/testing/full-disk';
import { recheckUnsettled } from '@/lib/listeners/commands/unsettled-writes';
import { callSlb, noContent } from '@/lib/slb/client';
import { createTcpListener, deleteListener, describeTcpListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { localActor } from '@/lib/model/actor';
import { cancelRun, retryRows } from './change-run';
import { executeRuns } from './executor';
import { readRunRows } from './read-runs';
import { beginRow } from './row-store';
import { forkExecutor } from './testing/fork-executor';
import { runningListeners } from './testing/many-listeners';
import { actor, idsOf, NOWHERE, rowOf, runsWorld } from './testing/runs-world';
import { writeRun } from './write-run';

/** Rows whose process was killed during their call, with the real client, database and sandbox. */

const DELETE = 'DeleteLoadBalancerListener';
const STOP = 'StopLoadBalancerListener';

const world = runsWorld();

/** A run of one process, which is killed while calls are in flight. */
async function killedDuringCall(kind: 'delete' | 'stop', rows: Awaited<ReturnType<typeof runningListeners>>) {
  const runId = await writeRun({ kind, rows, actor });
  const child = await forkExecutor();
  const openIntents = async () =>
    (await listActivity({ limit: 100, filter: { runId } })).filter(({ outcome }) => outcome !== 'succeeded');
  await expect
    .poll(async () => (await openIntents()).length, { timeout: 30_000, interval: 20 })
    .toBeGreaterThan(0);
  await child.kill();
  return runId;
}

/** What somebody else creates on a port. */
const createTheirs = ({ regionId, loadBalancerId, listenerPort }: ListenerKey) =>
  createTcpListener(regionId, {
    LoadBalancerId: loadBalancerId,
    ListenerPort: String(listenerPort),
    BackendServerPort: '8080',
    Bandwidth: '-1',
    Description: 'theirs',
  });

const openIn = async (runId: number) =>
  (await listActivity({ limit: 500, filter: { runId } })).filter(
    ({ code, outcome }) => outcome === 'under-way' || code === 'Sluice.StoppedBeforeAnswer',
  );

describe('a resumed run', { timeout: 120_000 }, () => {
  it('leaves alone a listener somebody else created on the port in the meantime, and says so', async () => {
    const [row] = await runningListeners(1, 1);
    if (row === undefined) throw new Error('no rows');
    // The call does not arrive, which Sluice cannot know.
    await world.sandbox().fault({ action: DELETE, kind: 'latency', millis: 600_000, count: 1 });
    const runId = await killedDuringCall('delete', [row]);
    // If the process was killed before its call left, the next one would be held instead.
    await world.sandbox().clearFaults();
    await deleteListener(row.listener);
    await createTheirs(row.listener);
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'skipped', blockReason: 'changed-meanwhile' },
    ]);
    // Theirs was the only one that took effect.
    expect(
      (await world.sandbox().requests(DELETE)).filter(({ httpStatus }) => httpStatus === 200),
    ).toHaveLength(1);
    expect(await openIn(runId)).toEqual([]);
  });

  it('leaves no log entry open once its row is settled', async () => {
    const rows = await runningListeners(3, 3);
    await world.sandbox().fault({ action: STOP, kind: 'latency', millis: 300, share: 0.6 });
    const runId = await killedDuringCall('stop', rows);
    expect((await openIn(runId)).length).toBeGreaterThan(0);
    await executeRuns();
    expect(await openIn(runId)).toEqual([]);
    expect((await readRunRows({ runId, limit: 99 })).map(({ state }) => state)).toEqual(
      rows.map(() => 'done'),
    );
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });
});

describe('a row in its call', { timeout: 60_000 }, () => {
  async function begunDeletion() {
    connectTo(world.sandbox().port);
    const [row] = await runningListeners(1, 1);
    if (row === undefined) throw new Error('no rows');
    const runId = await writeRun({ kind: 'delete', rows: [row], actor });
    await beginRow({ runId, position: 1, begun: false });
    const intent = {
      actor: 'local',
      from: null,
      operation: DELETE,
      ...row.listener,
      before: null,
      after: null,
    };
    return { runId, row, intent: { ...intent, runId } };
  }
  const done = {
    outcome: 'succeeded',
    code: null,
    message: null,
    requestId: 'R-1',
    durationMillis: 1,
  } as const;

  it('is done if its outcome was still waiting for disk space, whatever is on the port now', async () => {
    const { runId, row, intent } = await begunDeletion();
    const { end } = await beginActivity(intent, { connection: '', horizonMillis: 60_000 });
    await deleteListener(row.listener);
    const { makeRoom } = await fillDisk();
    await end({ ...done, message: 'x'.repeat(20_000) });
    await createTheirs(row.listener);
    await makeRoom();
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'done', outcome: 'changed', requestId: 'R-1' },
    ]);
    expect(await describeTcpListener(row.listener)).toMatchObject({ ok: true });
  });

  it('has an unknown outcome, in the log too, if an earlier release left its call and a later write succeeded', async () => {
    const { runId, intent } = await begunDeletion();
    await beginActivity(intent);
    await (await beginActivity({ ...intent, runId: null })).end(done);
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([{ state: 'unknown' }]);
    expect(await listActivity({ limit: 9, filter: { runId } })).toMatchObject([{ outcome: 'unknown' }]);
    expect(await world.sandbox().requests(DELETE)).toEqual([]);
  });
});

describe('a waiting row left by another process a while ago', { timeout: 60_000 }, () => {
  type Row = Awaited<ReturnType<typeof runningListeners>>[number];
  async function leftWaiting(change: (row: Row) => Promise<unknown>, kept: Partial<Row> = {}) {
    connectTo(world.sandbox().port);
    const [row] = await runningListeners(1, 1);
    if (row === undefined) throw new Error('no rows');
    const runId = await writeRun({ kind: 'delete', rows: [{ ...row, ...kept }], actor });
    const aWhileAgo = new Date(Date.now() - 120_000).toISOString();
    await (
      await database()
    )
      .updateTable('runs')
      .set({ process_id: 'another', created_at: aWhileAgo })
      .execute();
    await change(row);
    await executeRuns();
    return readRunRows({ runId, limit: 9 });
  }

  it('is executed on the listener the list had shown', async () => {
    expect(await leftWaiting(async () => {})).toMatchObject([{ state: 'done', outcome: 'changed' }]);
  });

  it('is skipped if the listener is a different one by now', async () => {
    const rows = await leftWaiting(
      async ({ listener }) => {
        await deleteListener(listener);
        await createTheirs(listener);
      },
      { confirmed: { Description: 'ours' } },
    );
    expect(rows).toMatchObject([{ state: 'skipped', blockReason: 'changed-meanwhile' }]);
    expect(await world.sandbox().requests(DELETE)).toHaveLength(1);
  });

  it('gets the result of a rejected read at once', async () => {
    const rows = await leftWaiting(({ listener: { regionId, loadBalancerId } }) =>
      callSlb({
        action: 'DeleteLoadBalancer',
        regionId,
        parameters: { LoadBalancerId: loadBalancerId },
        effect: 'write',
        answer: noContent,
      }),
    );
    expect(rows).toMatchObject([{ state: 'done', outcome: 'deleted-elsewhere', attempts: 1 }]);
  });

  it('is skipped if there is nothing to compare the listener with, as with an older release', async () => {
    expect(await leftWaiting(async () => {}, { confirmed: null })).toMatchObject([
      { state: 'skipped', blockReason: 'not-comparable' },
    ]);
    expect(await world.sandbox().requests(DELETE)).toEqual([]);
  });
});

describe('a rechecked row of unknown outcome', { timeout: 60_000 }, () => {
  async function unknownDeletion() {
    connectTo(world.sandbox().port, { timeoutMillis: 1000, deadlineMillis: 3000, writeHorizonMillis: 300 });
    const [row] = await runningListeners(1, 1);
    if (row === undefined) throw new Error('no rows');
    await world.sandbox().fault({ action: DELETE, kind: 'drop-before', count: 1 });
    const runId = await writeRun({ kind: 'delete', rows: [row], actor });
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([{ state: 'unknown' }]);
    await deleteListener(row.listener);
    return { runId, listener: row.listener };
  }
  const rechecked = async (runId: number) => {
    expect(await retryRows(runId, 'unknown', actor)).toBe(true);
    await executeRuns();
    return readRunRows({ runId, limit: 9 });
  };

  it('leaves alone a listener somebody else created on the port in the meantime', async () => {
    const { runId, listener } = await unknownDeletion();
    await createTheirs(listener);
    expect(await rechecked(runId)).toMatchObject([{ state: 'skipped', blockReason: 'changed-meanwhile' }]);
    expect(await describeTcpListener(listener)).toMatchObject({ ok: true });
  });

  it('is done if its effect was observed since, whatever is there now', async () => {
    const { runId, listener } = await unknownDeletion();
    expect(await recheckUnsettled(listener)).toEqual([]);
    await createTheirs(listener);
    expect(await rechecked(runId)).toMatchObject([{ state: 'done', outcome: 'changed' }]);
    expect(await describeTcpListener(listener)).toMatchObject({ ok: true });
  });
});

it('logs who cancelled a run and who resumed it', async () => {
  connectTo(world.sandbox().port, { timeoutMillis: 1000, deadlineMillis: 3000, writeHorizonMillis: 300 });
  const other = { ...localActor('127.0.0.2'), name: 'another' };
  const cancelled = await writeRun({ kind: 'stop', rows: [rowOf(NOWHERE)], actor });
  expect(await cancelRun(cancelled, other)).toBe(true);
  const failed = await writeRun({ kind: 'stop', rows: [rowOf(NOWHERE)], actor });
  await executeRuns();
  expect(await retryRows(failed, 'unknown', other)).toBe(false);
  expect(await retryRows(failed, 'failed', other)).toBe(true);
  await executeRuns();
  const kept = (await listActivity({ limit: 9, filter: { actor: other.name } })).map(
    ({ operation, runId, from, outcome }) => ({ operation, runId, from, outcome }),
  );
  const by = { from: other.from, outcome: 'succeeded' };
  expect(kept).toEqual([
    { operation: 'RetryRun', runId: failed, ...by },
    { operation: 'CancelRun', runId: cancelled, ...by },
  ]);
});
