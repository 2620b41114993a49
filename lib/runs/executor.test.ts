import { describe, expect, it, vi } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { forgetConfig } from '@/lib/config';
import { database } from '@/lib/db/database';
import { acceptWritesAgain, leaveService } from '@/lib/listeners/commands/writes-in-flight';
import { connectTo } from '@/lib/slb/testing/connection';
import { cancelRun, retryRows } from './change-run';
import { executeRuns, releaseRuns } from './executor';
import { lockRuns } from './lock';
import { countRunsInProgress, readRun, readRunRows } from './read-runs';
import { beginRow } from './row-store';
import { startRun } from './start-run';
import { forkExecutor } from './testing/fork-executor';
import { runningListeners } from './testing/many-listeners';
import { actor, idOf, idsOf, runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

/** The execution of runs with the real client, the real database and the real sandbox, without mocks. */

const STOP = 'StopLoadBalancerListener';

const world = runsWorld();

/** Whether two rows of one instance were never in their call at the same time. */
async function expectOneAtATime(runId: number): Promise<void> {
  const rows = await readRunRows({ runId, limit: 1000 });
  const overlaps = rows.filter((row) =>
    rows.some(
      (other) =>
        other.position !== row.position &&
        other.listener.loadBalancerId === row.listener.loadBalancerId &&
        (other.startedAt ?? '') < (row.endedAt ?? '') &&
        (row.startedAt ?? '') < (other.endedAt ?? ''),
    ),
  );
  expect(overlaps).toEqual([]);
}

// Some start processes of their own and go through a hundred calls.
describe('a run', { timeout: 120_000 }, () => {
  it('stops 120 listeners on 6 busy and throttled instances, each once and one at a time per instance', async () => {
    const rows = await runningListeners(6, 20);
    await world.sandbox().fault({ action: STOP, share: 0.2, kind: 'error', code: 'OperationBusy' });
    await world.sandbox().fault({ action: STOP, count: 3, kind: 'throttle' });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await executeRuns();

    expect((await readRun(runId))?.counts).toMatchObject({ total: 120, done: 120, alreadySo: 0 });
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
    await expectOneAtATime(runId);
    const entries = await listActivity({ limit: 500, filter: { runId, outcome: 'succeeded' } });
    expect(new Set(entries.map(idOf))).toEqual(idsOf(rows));
    const codes = new Set((await world.sandbox().requests(STOP)).map(({ code }) => code));
    expect(codes).toEqual(new Set([null, 'OperationBusy', 'Throttling.User']));
    expect(await readRunRows({ runId, limit: 1 })).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'stopped', code: null, requestId: expect.any(String) },
    ]);
  });

  it('is left to another process as soon as this one leaves service', async () => {
    const rows = await runningListeners(4, 10);
    await world.sandbox().fault({ action: STOP, share: 1, kind: 'latency', millis: 100 });
    const runId = await startRun({ kind: 'stop', rows, actor });
    const here = executeRuns();
    await until(runId, ({ done }) => (done ?? 0) >= 3);
    leaveService();
    releaseRuns();
    await here;
    expect((await readRun(runId))?.counts).toMatchObject({ calling: 0, total: 40 });
    expect((await readRun(runId))?.counts.waiting).toBeGreaterThan(0);
    const other = await forkExecutor();
    await until(runId, ({ done }) => done === 40);
    await other.kill();
    acceptWritesAgain();
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });

  it('waits out an instance that stays busy for longer than a call is retried', async () => {
    // A second attempt would not fit before the deadline.
    connectTo(world.sandbox().port, { timeoutMillis: 5000, deadlineMillis: 5000 });
    const rows = await runningListeners(1, 3);
    await world.sandbox().fault({ action: STOP, count: 2, kind: 'error', code: 'OperationBusy' });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await until(runId, ({ waiting }) => waiting === 3);
    await executeRuns();
    expect((await readRun(runId))?.counts).toMatchObject({ done: 3 });
    expect((await readRunRows({ runId, limit: 9 })).map(({ attempts }) => attempts).toSorted()).toEqual([
      1, 2, 2,
    ]);
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });

  it('resumes after its process was killed, and does nothing twice', async () => {
    const rows = await runningListeners(4, 4);
    // The calls in flight at the kill take effect after it.
    await world.sandbox().fault({ action: STOP, kind: 'latency', millis: 200, share: 1 });
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const child = await forkExecutor();
    await until(runId, ({ done, calling }) => (done ?? 0) >= 5 && (calling ?? 0) > 0);
    await child.kill();
    expect((await readRun(runId))?.counts.calling).toBeGreaterThan(0);
    await executeRuns();

    expect((await readRun(runId))?.counts).toMatchObject({ done: 16, total: 16 });
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });

  it('waits for the connection it was started with: under another, nothing of it is called, claimed or retried', async () => {
    const withKey = (accessKeyId: string) => {
      vi.stubEnv('SLUICE_SANDBOX_ACCESS_KEY_ID', accessKeyId);
      forgetConfig();
    };
    const rows = await runningListeners(1, 2);
    const mine = await writeRun({ kind: 'stop', rows, actor });
    const abandoned = await writeRun({ kind: 'delete', rows, actor });
    await beginRow({ runId: abandoned, position: 1, begun: false });

    withKey('LTAI5tAnotherAccount0001');
    await executeRuns();
    expect(await readRun(mine)).toMatchObject({
      connection: { is: 'other', name: expect.stringMatching(/^sandbox .* LTAI5tSluiceSandbox00001$/) },
      endedAt: null,
      counts: { waiting: 2 },
    });
    expect(await countRunsInProgress()).toBe(0);
    // Abandoned from here: nobody can know the outcome of a call in flight.
    expect(await cancelRun(abandoned, actor)).toBe(true);
    expect(await readRunRows({ runId: abandoned, limit: 9 })).toMatchObject([
      { state: 'unknown', code: 'Sluice.OutcomeUnknown' },
      { state: 'cancelled' },
    ]);
    expect((await readRun(abandoned))?.endedAt).not.toBeNull();
    expect(await retryRows(abandoned, 'unknown', actor)).toBe(false);
    expect(await world.sandbox().requests(STOP)).toEqual([]);
    expect(await world.sandbox().requests('DeleteLoadBalancerListener')).toEqual([]);

    withKey('');
    expect(await countRunsInProgress()).toBe(1);
    await executeRuns();
    expect(await readRun(mine)).toMatchObject({ connection: { is: 'own' }, counts: { done: 2 } });

    // Started by a release that did not store it.
    const old = await writeRun({ kind: 'delete', rows, actor });
    await (await database()).updateTable('runs').set({ connection: null }).where('id', '=', old).execute();
    await executeRuns();
    expect(await readRun(old)).toMatchObject({ connection: { is: 'none' }, counts: { waiting: 2 } });
    expect(await countRunsInProgress()).toBe(0);
    expect(await cancelRun(old, actor)).toBe(true);
    expect((await readRun(old))?.endedAt).not.toBeNull();
    expect(await world.sandbox().requests('DeleteLoadBalancerListener')).toEqual([]);
  });

  it('is executed by one process at a time, and taken over by another when that ends', async () => {
    const rows = await runningListeners(2, 3);
    await world.sandbox().fault({ action: STOP, kind: 'latency', millis: 200, share: 1 });
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const child = await forkExecutor();
    await until(runId, ({ done }) => (done ?? 0) >= 1);
    expect(await lockRuns()).toBeNull();
    await executeRuns();
    await child.kill();
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
    await expectOneAtATime(runId);
    const lock = await lockRuns();
    expect(lock).not.toBeNull();
    lock?.release();
  });
});
