import { expect, it, vi } from 'vitest';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { withInstanceLock } from '@/lib/listeners/commands/instance-lock';
import { connectTo } from '@/lib/slb/testing/connection';
import { executeRuns } from './executor';
import { readRun } from './read-runs';
import { startRun } from './start-run';
import { stepOf } from './steps';
import { runningListeners } from './testing/many-listeners';
import { actor, runsWorld } from './testing/runs-world';

/** A run concurrent with writes on single listeners, with the real sandbox. */

const world = runsWorld();

it('alternates with writes on the same instance, which wait for one row and not for the run', async () => {
  connectTo(world.sandbox().port);
  const rows = await runningListeners(1, 8);
  const inRun = rows.slice(0, 6);
  const single = rows.slice(6).map(({ listener }) => listener);
  const before = (await world.sandbox().requests()).length;
  const runId = await startRun({ kind: 'stop', rows: inRun, actor });
  await vi.waitUntil(async () => ((await readRun(runId))?.counts.calling ?? 0) > 0, { interval: 5 });
  const outcomes = await Promise.all(single.map((listener) => changeListener('stop', listener, actor)));
  expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
  expect((await readRun(runId))?.counts.waiting).toBeGreaterThan(0);
  await executeRuns();
  expect((await readRun(runId))?.counts.done).toBe(inRun.length);

  const ports = (await world.sandbox().requests())
    .slice(before)
    .flatMap(({ parameters }) => parameters['ListenerPort'] ?? []);
  // Each listener is read, stopped and read back without another in between.
  expect(ports.filter((port, index) => port !== ports[index - 1])).toHaveLength(rows.length);
});

it('returns later to a row that did not get the lock', async () => {
  connectTo(world.sandbox().port, { deadlineMillis: 50 });
  const [row] = await runningListeners(1, 1);
  if (row === undefined) throw new Error('no listener runs');
  let letGo = (): void => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const held = withInstanceLock(
    row.listener,
    () => until,
    () => until,
  );
  const step = stepOf('stop', null);
  expect(await step.perform(row, actor)).toMatchObject({
    state: 'later',
    error: { code: 'Sluice.InstanceBusy' },
  });
  letGo();
  await held;
});
