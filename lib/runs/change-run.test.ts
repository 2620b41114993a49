import { describe, expect, it } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { cancelRun, retryRows } from './change-run';
import { executeRuns } from './executor';
import { readRun, readRunRows } from './read-runs';
import { beginRow } from './row-store';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { NOWHERE, actor, idsOf, rowOf, rowsInOrder, runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

/** Cancelled and retried runs, with the real client, the real database and the real sandbox. */

const STOP = 'StopLoadBalancerListener';

const world = runsWorld();

describe('a run', { timeout: 120_000 }, () => {
  it('can be cancelled halfway: what has not begun is never called, and what is in progress finishes', async () => {
    const rows = await runningListeners(2, 10);
    await world.sandbox().fault({ action: STOP, kind: 'latency', millis: 60, share: 1 });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await until(runId, ({ done }) => (done ?? 0) >= 6);
    expect(await cancelRun(runId, actor)).toBe(true);
    await executeRuns();

    const run = await readRun(runId);
    expect(run).toMatchObject({ cancelledAt: expect.any(String), endedAt: expect.any(String) });
    expect(run?.counts.cancelled).toBeGreaterThanOrEqual(10);
    expect(run?.counts).toMatchObject({ waiting: 0, calling: 0, failed: 0 });
    const done = await readRunRows({ runId, states: ['done'], limit: 100 });
    expect(await world.carriedOut(STOP)).toEqual(idsOf(done));
    expect(await cancelRun(runId, actor)).toBe(false);
    expect(await retryRows(runId, 'failed', actor)).toBe(false);
  });

  it('does not retry a row that SLB turned away, or whose call had no effect, after it was cancelled', async () => {
    const [first, second] = await runningListeners(1, 2);
    if (first === undefined || second === undefined) throw new Error('no rows');
    // It is turned away while in progress, and a second attempt would not fit before the deadline.
    connectTo(world.sandbox().port, { timeoutMillis: 5000, deadlineMillis: 5000 });
    await world.sandbox().fault({
      action: 'DescribeLoadBalancerTCPListenerAttribute',
      kind: 'latency',
      millis: 1000,
      count: 1,
    });
    await world.sandbox().fault({ action: STOP, count: 1, kind: 'error', code: 'OperationBusy' });
    const runId = await startRun({ kind: 'stop', rows: [first, second, rowOf(NOWHERE)], actor });
    await until(runId, ({ calling, failed }) => calling === 1 && failed === 1);
    expect(await cancelRun(runId, actor)).toBe(true);
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'cancelled', code: 'OperationBusy', attempts: 1, endedAt: expect.any(String) },
      { state: 'cancelled', code: null, attempts: 0 },
      { state: 'failed' },
    ]);
    expect((await readRun(runId))?.endedAt).not.toBeNull();
    expect(await world.carriedOut(STOP)).toEqual(new Set());

    // Failed rows are retried, and the run resumes.
    expect(await retryRows(runId, 'failed', actor)).toBe(true);
    await executeRuns();
    expect(await readRun(runId)).toMatchObject({ cancelledAt: null, counts: { cancelled: 2, failed: 1 } });

    // Left in its call by a process that has ended, and cancelled before the next one checked.
    connectTo(world.sandbox().port, { timeoutMillis: 300, deadlineMillis: 3000 });
    const killed = await writeRun({ kind: 'stop', rows: [second], actor });
    expect(await beginRow({ runId: killed, position: 1, begun: false })).toBe(true);
    expect(await cancelRun(killed, actor)).toBe(true);
    await executeRuns();
    expect(await rowsInOrder(killed)).toMatchObject([{ state: 'cancelled', code: null }]);
    expect(await world.carriedOut(STOP)).toEqual(new Set());
  });

  it('keeps rows that failed or whose outcome is unknown, and retries either on request, in the same run', async () => {
    const rows = await runningListeners(1, 2);
    // It is not sent again: its outcome is unknown.
    await world.sandbox().fault({ action: STOP, count: 1, kind: 'error-5xx' });
    const runId = await startRun({ kind: 'stop', rows: [...rows, rowOf(NOWHERE)], actor });
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'unknown', code: 'ServiceUnavailable', requestId: expect.any(String) },
      { state: 'done', code: null },
      { state: 'failed', code: 'Sluice.UnknownRegion' },
    ]);

    expect(await retryRows(runId, 'failed', actor)).toBe(true);
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'unknown', attempts: 1 },
      { state: 'done', attempts: 1 },
      { state: 'failed', attempts: 2 },
    ]);
    expect(await retryRows(runId, 'unknown', actor)).toBe(true);
    await executeRuns();
    expect(await readRunRows({ runId, states: ['done'], limit: 9 })).toMatchObject([
      { outcome: 'changed', code: null, attempts: 2 },
      { attempts: 1 },
    ]);
    expect(await retryRows(runId, 'unknown', actor)).toBe(false);
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });

  it('fails a row with a value that Sluice does not send, and goes on with the others and other runs', async () => {
    const [first, second] = await runningListeners(1, 2);
    if (first === undefined || second === undefined) throw new Error('no rows');
    const settings = { set: {}, lists: [], acknowledged: [] };
    const sent = { ...first, set: { Scheduler: first.confirmed?.['Scheduler'] === 'wlc' ? 'rr' : 'wlc' } };
    const unsent = { ...second, set: { AclId: 'acl-1,acl-2' } };
    const runId = await startRun({ kind: 'change', rows: [unsent, sent], actor, settings });
    const next = await startRun({ kind: 'stop', rows: [second], actor });
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'failed', code: 'Sluice.InvalidInput', set: { AclId: 'acl-1,acl-2' } },
      { state: 'done', outcome: 'changed' },
    ]);
    expect(await rowsInOrder(next)).toMatchObject([{ state: 'done', outcome: 'changed' }]);
  });
});
