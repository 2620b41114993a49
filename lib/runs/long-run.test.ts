import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { database } from '@/lib/db/database';
import { pauseRun, resumeRun } from './change-run';
import { executeRuns } from './executor';
import { makeQueues } from './queues';
import { readRun } from './read-runs';
import { makeRowPages } from './row-pages';
import { openRuns, type RowToDo } from './rows-to-do';
import { connectionIdentity } from '@/lib/inventory/connection';
import { forkExecutor } from './testing/fork-executor';
import { creationOf, plannedSpec } from './testing/planned';
import { actor, idsOf, runsWorld } from './testing/runs-world';
import { writeRun } from './write-run';

/** Long runs, and runs that are interrupted at any time, with the real client, database and sandbox. */

const CREATE = 'CreateLoadBalancerTCPListener';
const START = 'StartLoadBalancerListener';
const settings = { set: {}, lists: [], acknowledged: [] };

const world = runsWorld();

it(
  'holds few of ten thousand rows in memory at a time, and takes each once',
  { timeout: 120_000 },
  async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) =>
      creationOf(plannedSpec(index % 300, Math.floor(index / 300))),
    );
    await writeRun({ kind: 'plan', settings, rows, actor });
    const [run] = await openRuns((await connectionIdentity()) ?? '');
    if (run === undefined) throw new Error('no run');
    const queues = makeQueues();
    const pages = makeRowPages(queues, 16);
    await pages.add(run);
    const taken = new Set<number>();
    let most = 0;
    while (!pages.isEmpty() || !queues.isEmpty()) {
      await pages.refill(0);
      most = Math.max(most, queues.size());
      const now: RowToDo[] = [];
      while (now.length < 8) {
        const row = queues.take(0);
        if (row === null) break;
        now.push(row);
      }
      for (const row of now) {
        taken.add(row.position);
        queues.free(row);
      }
    }
    // It is not executed after the test.
    const open = await database();
    await open.updateTable('runs').set({ ended_at: new Date().toISOString() }).execute();
    expect(taken.size).toBe(10_000);
    expect(most).toBeLessThan(600);
  },
);

it(
  'creates and starts each listener once, however often it is killed, paused and resumed',
  { timeout: 180_000 },
  async () => {
    connectTo(world.sandbox().port);
    const rows = [0, 2, 4, 6].flatMap((instance) =>
      Array.from({ length: 5 }, (_, index) => creationOf(plannedSpec(instance, index))),
    );
    const runId = await writeRun({ kind: 'plan', settings, rows, actor });
    for (const action of [CREATE, START])
      await world.sandbox().fault({ action, kind: 'latency', millis: 150, share: 0.5 });
    const open = await database();
    // Whenever it is interrupted, in a call or between two.
    for (let round = 0; round < 4; round += 1) {
      const child = await forkExecutor();
      await sleep(1_500 + 313 * round);
      if (round % 2 === 0) await pauseRun(runId, actor);
      await child.kill();
      if (round % 2 === 0) await resumeRun(runId, actor);
      await open.updateTable('runs').set({ process_id: 'another' }).where('id', '=', runId).execute();
    }
    await world.sandbox().clearFaults();
    await executeRuns();
    expect(await readRun(runId)).toMatchObject({ counts: { done: rows.length } });
    expect(await world.carriedOut(CREATE)).toEqual(idsOf(rows));
    expect(await world.carriedOut(START)).toEqual(idsOf(rows));
  },
);
