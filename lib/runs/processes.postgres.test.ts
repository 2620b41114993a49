import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { cancelRun, pauseRun, resumeRun } from './change-run';
import { readRun } from './read-runs';
import { forkWatcher } from './testing/fork-executor';
import { runningListeners } from './testing/many-listeners';
import { actor, idsOf, runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

/** Runs among several processes of Sluice on one PostgreSQL. This one starts and changes them. */

const STOP = 'StopLoadBalancerListener';

const world = runsWorld();
const watchers: Awaited<ReturnType<typeof forkWatcher>>[] = [];

beforeEach(() => world.sandbox().fault({ action: STOP, kind: 'latency', millis: 150, share: 1 }));
afterEach(async () => {
  await Promise.all(watchers.splice(0).map(({ kill }) => kill()));
});

async function otherProcesses(count: number): Promise<void> {
  watchers.push(...(await Promise.all(Array.from({ length: count }, forkWatcher))));
}

/** The processes that recorded calls of a run, in the order of their first. */
async function executorsOf(runId: number): Promise<string[]> {
  const entries = await (
    await database()
  )
    .selectFrom('activity')
    .select('process_id')
    .where('run_id', '=', runId)
    .where('load_balancer_id', '!=', '')
    .orderBy('id')
    .execute();
  return [...new Set(entries.map(({ process_id: id }) => id ?? ''))];
}

const isOver = async (runId: number) => (await readRun(runId))?.endedAt !== null;

describe('runs of several processes', { timeout: 120_000 }, () => {
  it('are taken over within seconds when the process that executes them is killed, by one that was idle', async () => {
    await otherProcesses(3);
    const rows = await runningListeners(4, 6);
    const runId = await writeRun({ kind: 'stop', rows, actor });
    await until(runId, ({ done }) => (done ?? 0) >= 4);
    const [first] = await executorsOf(runId);
    await watchers.find(({ processId }) => processId === first)?.kill();
    const killedAt = Date.now();
    await expect.poll(() => executorsOf(runId), { interval: 20, timeout: 20_000 }).toHaveLength(2);
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    await expect.poll(() => isOver(runId), { timeout: 60_000 }).toBe(true);
    expect((await readRun(runId))?.counts).toMatchObject({ total: 24, done: 24 });
    expect(await world.carriedOut(STOP)).toEqual(idsOf(rows));
  });

  it('are taken in by the process that executes another one, and not compared as if they had been left', async () => {
    await otherProcesses(2);
    const rows = await runningListeners(3, 8);
    const long = await writeRun({ kind: 'stop', rows: rows.slice(0, 16), actor });
    await until(long, ({ done }) => (done ?? 0) >= 1);
    // Nothing is known of what these looked like, so a process that found them left over would not touch them.
    const unread = rows.slice(16).map((row) => ({ ...row, confirmed: null }));
    const short = await writeRun({ kind: 'stop', rows: unread, actor });
    await until(short, ({ done }) => (done ?? 0) >= 1);
    expect(await isOver(long)).toBe(false);
    await expect.poll(() => isOver(short), { timeout: 60_000 }).toBe(true);
    expect((await readRun(short))?.counts).toMatchObject({ done: 8 });
    expect(await executorsOf(short)).toEqual((await executorsOf(long)).slice(0, 1));
    await expect.poll(() => isOver(long), { timeout: 60_000 }).toBe(true);
  });

  it('are paused, resumed and cancelled from a process that does not execute them', async () => {
    await otherProcesses(2);
    const rows = await runningListeners(2, 12);
    const runId = await writeRun({ kind: 'stop', rows, actor });
    await until(runId, ({ done }) => (done ?? 0) >= 2);
    expect(await pauseRun(runId, actor)).toBe(true);
    await until(runId, ({ calling }) => (calling ?? 0) === 0);
    const paused = (await readRun(runId))?.counts;
    expect(paused?.waiting).toBeGreaterThan(0);
    const sent = (await world.sandbox().requests(STOP)).length;

    expect(await resumeRun(runId, actor)).toBe(true);
    await until(runId, ({ done }) => (done ?? 0) > (paused?.done ?? 0));
    expect((await world.sandbox().requests(STOP)).length).toBeGreaterThan(sent);
    expect(await cancelRun(runId, actor)).toBe(true);
    await expect.poll(() => isOver(runId), { timeout: 10_000 }).toBe(true);
    const { counts } = (await readRun(runId)) ?? {};
    expect(counts?.cancelled).toBeGreaterThan(0);
    expect((counts?.done ?? 0) + (counts?.cancelled ?? 0)).toBe(24);
    expect((await world.sandbox().requests(STOP)).length).toBe(counts?.done);
  });
});
