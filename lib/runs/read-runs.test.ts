import { describe, expect, it } from 'vitest';
import { executeRuns } from './executor';
import { countRunsInProgress, listRuns, readRun, readRunRows } from './read-runs';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { actor, runsWorld } from './testing/runs-world';

runsWorld();

describe('a run', () => {
  it('is listed newest first, page by page, with its counts and its rows by state', async () => {
    const rows = (await runningListeners(1, 3)).map((row) => ({
      ...row,
      skip: { blockReason: 'read-only' as const, reason: null },
    }));
    const ids: number[] = [];
    for (const kind of ['start', 'stop', 'delete'] as const) ids.push(await startRun({ kind, rows, actor }));
    await executeRuns();
    expect((await listRuns({ limit: 2 })).map(({ id, kind }) => [id, kind])).toEqual([
      [ids[2], 'delete'],
      [ids[1], 'stop'],
    ]);
    expect(await listRuns({ limit: 2, beforeId: ids[1] })).toMatchObject([
      { id: ids[0], actor: 'local', counts: { total: 3, skipped: 3 } },
    ]);
    expect(await countRunsInProgress()).toBe(0);
    expect(await readRun(999)).toBeNull();
    const behind = await readRunRows({ runId: ids[0] ?? 0, states: ['skipped'], afterPosition: 1, limit: 1 });
    expect(behind.map(({ position }) => position)).toEqual([2]);
    expect(await readRunRows({ runId: ids[0] ?? 0, states: ['done'], limit: 9 })).toEqual([]);
  });
});
