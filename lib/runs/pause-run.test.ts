import { expect, it, vi } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { cancelRun, pauseRun, resumeRun } from './change-run';
import { executeRuns } from './executor';
import { readRun } from './read-runs';
import { startRun } from './start-run';
import { forkExecutor } from './testing/fork-executor';
import { runningListeners } from './testing/many-listeners';
import { creationOf, plannedSpec } from './testing/planned';
import { actor, idsOf, rowsInOrder, runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

/** Pausing and resuming runs, with the real client, database and sandbox. */

const CREATE = 'CreateLoadBalancerTCPListener';
const START = 'StartLoadBalancerListener';
const STOP = 'StopLoadBalancerListener';
const settings = { set: {}, lists: [], acknowledged: [] };

const world = runsWorld();

const planned = (instances: number, each: number) =>
  Array.from({ length: each }, (_, index) =>
    Array.from({ length: instances }, (_each, instance) => creationOf(plannedSpec(2 * instance, index))),
  ).flat();

it(
  'finishes what is in progress, begins nothing more, and goes on where it was',
  { timeout: 60_000 },
  async () => {
    const rows = planned(2, 6);
    const runId = await startRun({ kind: 'plan', settings, rows, actor });
    await until(runId, ({ done = 0 }) => done >= 2);
    expect(await pauseRun(runId, actor)).toBe(true);
    expect(await pauseRun(runId, actor)).toBe(false);
    await executeRuns();
    const paused = await readRun(runId);
    expect(paused).toMatchObject({
      endedAt: null,
      pausedAt: expect.any(String),
      counts: { calling: 0, failed: 0 },
    });
    expect(paused?.counts.waiting).toBeGreaterThan(0);
    const before = (await world.sandbox().requests()).length;
    await executeRuns();
    expect(await world.sandbox().requests()).toHaveLength(before);

    expect(await resumeRun(runId, actor)).toBe(true);
    expect(await resumeRun(runId, actor)).toBe(false);
    await executeRuns();
    expect(await readRun(runId)).toMatchObject({ pausedAt: null, counts: { done: 12, waiting: 0 } });
    expect(await world.carriedOut(CREATE)).toEqual(idsOf(rows));
    expect(await world.carriedOut(START)).toEqual(idsOf(rows));
  },
);

it(
  'stays paused after its process was killed, and only finds out what was in progress',
  { timeout: 90_000 },
  async () => {
    connectTo(world.sandbox().port);
    const rows = planned(2, 3);
    const runId = await writeRun({ kind: 'plan', settings, rows, actor });
    await world.sandbox().fault({ action: START, kind: 'latency', millis: 1_500, count: 2 });
    const child = await forkExecutor();
    await vi.waitUntil(async () => (await world.sandbox().requests(CREATE)).length === 2, {
      timeout: 30_000,
    });
    await vi.waitUntil(async () => (await readRun(runId))?.counts.calling === 2);
    expect(await pauseRun(runId, actor)).toBe(true);
    await child.kill();
    await executeRuns();
    expect(await readRun(runId)).toMatchObject({
      endedAt: null,
      counts: { calling: 0, failed: 0, unknown: 0 },
    });
    expect(await world.sandbox().requests(CREATE)).toHaveLength(2);

    await resumeRun(runId, actor);
    await executeRuns();
    expect((await rowsInOrder(runId)).map(({ state, status }) => [state, status])).toEqual(
      rows.map(() => ['done', 'running']),
    );
    expect(await world.carriedOut(CREATE)).toEqual(idsOf(rows));
  },
);

it('is cancelled while it is paused: nothing more is done', { timeout: 60_000 }, async () => {
  const rows = await runningListeners(2, 4);
  const runId = await startRun({ kind: 'stop', rows, actor });
  await until(runId, ({ done = 0 }) => done >= 1);
  await pauseRun(runId, actor);
  await executeRuns();
  expect(await cancelRun(runId, actor)).toBe(true);
  await executeRuns();
  const run = await readRun(runId);
  expect(run).toMatchObject({ pausedAt: null, endedAt: expect.any(String) });
  expect((await world.carriedOut(STOP)).size).toBe(run?.counts.done);
  expect(await resumeRun(runId, actor)).toBe(false);
});
