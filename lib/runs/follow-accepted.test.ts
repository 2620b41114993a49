import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { retryRows } from './change-run';
import { executeRuns } from './executor';
import { countRunsInProgress, readRun, readRunRows } from './read-runs';
import { startRun } from './start-run';
import { forkExecutor } from './testing/fork-executor';
import { runningListeners } from './testing/many-listeners';
import { actor, idsOf, runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

/** Rows whose listeners are in transition, with the real client, the real database and the real sandbox. */

const STOP = 'StopLoadBalancerListener';

const world = runsWorld();

beforeEach(() => world.sandbox().shiftClock(0));

describe('a row that SLB accepted', { timeout: 60_000 }, () => {
  it('is just accepted while its listener is stopping, and done once that has stopped', async () => {
    const rows = await runningListeners(2, 2);
    await world.sandbox().settings({ transitionMillis: 600_000 });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await until(runId, ({ accepted }) => accepted === 4);
    expect(await readRun(runId)).toMatchObject({ endedAt: null, counts: { done: 0, finished: 0 } });
    expect(await countRunsInProgress()).toBe(1);
    expect(await readRunRows({ runId, limit: 1 })).toMatchObject([
      { state: 'accepted', status: 'stopping', endedAt: null, requestId: expect.any(String) },
    ]);
    await world.sandbox().shiftClock(600_000);
    await executeRuns();
    expect(await readRun(runId)).toMatchObject({ counts: { done: 4, finished: 4 } });
    expect((await readRun(runId))?.endedAt).not.toBeNull();
    expect(await readRunRows({ runId, limit: 1 })).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'stopped', requestId: expect.any(String) },
    ]);
  });

  it('is still followed after a restart, without a second call', async () => {
    const rows = await runningListeners(1, 2);
    await world.sandbox().settings({ transitionMillis: 600_000 });
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const child = await forkExecutor();
    await until(runId, ({ accepted }) => accepted === 2);
    await child.kill();
    expect((await readRun(runId))?.counts).toMatchObject({ accepted: 2, done: 0 });
    await world.sandbox().shiftClock(600_000);
    await executeRuns();
    expect((await readRun(runId))?.counts).toMatchObject({ accepted: 0, done: 2 });
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });

  it('is reported as unsettled after it was followed long enough, and is followed again on request', async () => {
    const rows = await runningListeners(1, 1);
    await world.sandbox().settings({ transitionMillis: 600_000 });
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const child = await forkExecutor();
    await until(runId, ({ accepted }) => accepted === 1);
    await child.kill();
    await (
      await database()
    )
      .updateTable('run_rows')
      .set({ accepted_at: new Date(Date.now() - 121_000).toISOString() })
      .where('run_id', '=', runId)
      .execute();
    await executeRuns();
    expect(await readRunRows({ runId, limit: 1 })).toMatchObject([
      { state: 'unsettled', status: 'stopping', endedAt: expect.any(String) },
    ]);
    expect((await readRun(runId))?.endedAt).not.toBeNull();

    await world.sandbox().shiftClock(600_000);
    expect(await retryRows(runId, 'unsettled', actor)).toBe(true);
    await executeRuns();
    expect(await readRunRows({ runId, limit: 1 })).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'stopped' },
    ]);
    expect(await world.sandbox().requests(STOP)).toHaveLength(1);
  });
});
