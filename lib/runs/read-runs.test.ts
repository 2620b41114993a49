import { describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { retryRows } from './change-run';
import { executeRuns } from './executor';
import { countRunsInProgress, listRuns, readRun, readRunRows } from './read-runs';
import { parseRunQuery, runHref } from './run-address';
import type { RowPlace, RunRow } from './run-types';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { actor, runsWorld } from './testing/runs-world';
import { writeRun } from './write-run';

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
    expect((await listRuns({ limit: 2 }))?.map(({ id, kind }) => [id, kind])).toEqual([
      [ids[2], 'delete'],
      [ids[1], 'stop'],
    ]);
    expect(await listRuns({ limit: 2, beforeId: ids[1] })).toMatchObject([
      { id: ids[0], actor: 'local', counts: { total: 3, skipped: 3 } },
    ]);
    expect(await countRunsInProgress()).toBe(0);
    expect(await readRun(999)).toBeNull();
    const behind = await readRunRows({
      runId: ids[0] ?? 0,
      states: ['skipped'],
      after: { state: 'skipped', position: 1 },
      limit: 1,
    });
    expect(behind.map(({ position }) => position)).toEqual([2]);
    expect(await readRunRows({ runId: ids[0] ?? 0, states: ['done'], limit: 9 })).toEqual([]);
  });

  it('lists what needs somebody first, page by page, and counts how long it worked without the pause before a retry', async () => {
    const rows = await runningListeners(1, 5);
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const open = await database();
    const states = ['done', 'failed', 'skipped', 'cancelled', 'failed'];
    for (const [index, state] of states.entries())
      await open
        .updateTable('run_rows')
        .set({ state })
        .where('run_id', '=', runId)
        .where('position', '=', index + 1)
        .execute();
    const pages: number[][] = [];
    for (let after: RowPlace | null = null; pages.length < 3;) {
      const page: RunRow[] = await readRunRows({ runId, after, limit: 2 });
      pages.push(page.map(({ position }) => position));
      // What an address holds is what it was made of.
      after = parseRunQuery(searchOf(runHref(runId, { after: page.at(-1) ?? null }))).after;
    }
    expect(pages).toEqual([[2, 5], [4, 3], [1]]);

    const times = { created_at: '2026-01-01T00:00:00.000Z', ended_at: '2026-01-01T00:01:30.000Z' };
    await open.updateTable('runs').set(times).where('id', '=', runId).execute();
    expect(await readRun(runId)).toMatchObject({ workedMillis: 90_000 });
    expect(await retryRows(runId, 'failed', actor)).toBe(true);
    await executeRuns();
    expect((await readRun(runId))?.workedMillis).toBeGreaterThanOrEqual(90_000);
    expect((await readRun(runId))?.workedMillis).toBeLessThan(150_000);
  });
});

function searchOf(href: string): Record<string, string> {
  return Object.fromEntries(new URL(href, 'http://localhost').searchParams);
}
