import { expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { pauseRun } from './change-run';
import { executeRuns } from './executor';
import { exportResults } from './run-export';
import { readPulse, secondsToGo } from './read-pulse';
import { readRun } from './read-runs';
import { startRun } from './start-run';
import { creationOf, plannedSpec } from './testing/planned';
import { actor, runsWorld, until } from './testing/runs-world';

/** What the page of a run shows of its progress, and its results as files. */

const world = runsWorld();
const settings = { set: {}, lists: [], acknowledged: [] };

/** Four instances, each of which has ended 25 rows in 20 seconds. */
const rate = { left: 25, ended: 25, overMillis: 20_000 };
const known = {
  rates: [rate, rate, rate, rate],
  creationsLeft: 0,
  creationsLately: 0,
  creationsPerMinute: 90,
  overMillis: 20_000,
};

it('takes as long as at the rate of the last minute', () => {
  expect(secondsToGo(known)).toBe(20);
  const over = { ...rate, left: 0 };
  expect(secondsToGo({ ...known, rates: [over] })).toBe(0);
  const begun = { left: 25, ended: 0, overMillis: 0 };
  expect(secondsToGo({ ...known, rates: [begun, begun] })).toBe(null);
});

it('takes as long as the instance with most to do, which does one row after another', () => {
  const over = { ...rate, left: 0 };
  expect(secondsToGo({ ...known, rates: [over, over, over, { ...rate, left: 100 }] })).toBe(80);
  // One whose turn has not come yet is expected to be like the others.
  const waiting = { left: 100, ended: 0, overMillis: 0 };
  expect(secondsToGo({ ...known, rates: [...known.rates, waiting] })).toBe(80);
});

it('takes longer if more creations are left than fit into a minute, which a new run has not noticed yet', () => {
  const creating = { ...known, creationsLeft: 900, creationsLately: 50 };
  expect(secondsToGo(creating)).toBe(Math.ceil(((900 + 50 - 90) / 90) * 60));
});

it('has an entry for each instance, with what waits, what is in progress and what is over', async () => {
  const rows = [0, 2].flatMap((instance) =>
    [1, 2, 3].map((index) => creationOf(plannedSpec(instance, index))),
  );
  await world
    .sandbox()
    .fault({ action: 'StartLoadBalancerListener', kind: 'latency', millis: 400, share: 1 });
  const runId = await startRun({ kind: 'plan', settings, rows, actor });
  await until(runId, ({ done = 0 }) => done >= 1);
  const run = await readRun(runId);
  if (run === null) throw new Error('no run');
  const pulse = await readPulse(run);
  expect(pulse.instanceCount).toBe(2);
  expect(pulse.secondsLeft).toBeGreaterThan(0);
  for (const { counts, now } of pulse.instances) {
    expect(now.length).toBeLessThanOrEqual(1);
    expect(counts.total).toBe(3);
  }
  await pauseRun(runId, actor);
  await executeRuns();
  const paused = await readRun(runId);
  expect(paused && (await readPulse(paused)).secondsLeft).toBe(null);
});

it('does not take the time in which no process was there for that of a row', async () => {
  const rows = Array.from({ length: 6 }, (_, index) => creationOf(plannedSpec(0, index + 1)));
  await world
    .sandbox()
    .fault({ action: 'StartLoadBalancerListener', kind: 'latency', millis: 400, share: 1 });
  const runId = await startRun({ kind: 'plan', settings, rows, actor });
  await until(runId, ({ done = 0 }) => done >= 2);
  await pauseRun(runId, actor);
  await executeRuns();
  const open = await database();
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await open
    .updateTable('run_rows')
    .set({ started_at: hourAgo })
    .where('run_id', '=', runId)
    .where('state', '=', 'done')
    .execute();
  await open
    .updateTable('runs')
    .set({ paused_at: null, created_at: hourAgo })
    .where('id', '=', runId)
    .execute();
  const run = await readRun(runId);
  if (run === null) throw new Error('no run');
  const { done, waiting } = run.counts;
  expect(waiting).toBeGreaterThan(0);
  expect((await readPulse(run)).secondsLeft).toBeLessThanOrEqual(Math.ceil((60 * waiting) / done));
});

it('is a file of every row with its code, message and RequestId, neutralised for spreadsheets', async () => {
  const specs = [1, 2].map((index) => plannedSpec(0, index));
  await world.sandbox().fault({ action: 'CreateLoadBalancerTCPListener', kind: 'forbidden', count: 1 });
  const rows = specs.map((spec) => ({ ...creationOf(spec), loadBalancerName: '=1+1' }));
  const runId = await startRun({ kind: 'plan', settings, rows, actor });
  await executeRuns();
  const text = async (format: 'csv' | 'json') => {
    let whole = '';
    for await (const piece of exportResults(runId, format)) whole += piece;
    return whole;
  };
  const results: unknown = JSON.parse(await text('json'));
  expect(results).toMatchObject([
    { position: 1, state: 'failed', code: expect.stringMatching(/./), message: expect.stringMatching(/./) },
    { position: 2, state: 'done', action: 'create', requestId: expect.stringMatching(/^[0-9A-F-]{36}$/) },
  ]);
  const lines = (await text('csv')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('"code","message","requestId"');
  expect(lines[1]).toContain(`"'=1+1"`);
});
