import { describe, expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { formatRunFilter, loadRunMembers } from './run-members';
import { actor, NOWHERE, rowOf, runsWorld } from './testing/runs-world';
import { writeRun, type PlannedRow } from './write-run';

runsWorld();

const here = formatListenerKey(NOWHERE);
/** The runs that texts name, and the result for the one listener in each: the text of the filter, then those of views. */
async function load(text: string, ...views: string[]) {
  const { named, states } = await loadRunMembers(filterOf(text), views.map(filterOf));
  const ofHere = new Map([...states].map(([runId, ofRun]) => [runId, ofRun.get(here)]));
  return { ...named, became: (runId: number) => ofHere.get(String(runId)) };
}
const left: PlannedRow = rowOf(NOWHERE);
const skipped: PlannedRow = { ...left, skip: { blockReason: 'read-only', reason: null } };

/** A run that is finished when it is written: nothing is left to do. */
const overRun = (rows: PlannedRow[] = [skipped]) => writeRun({ kind: 'stop', rows, actor });

/** Changes a run in the database, as its execution would. */
async function settle(runId: number, state: string, endedAt: string | null): Promise<void> {
  const open = await database();
  await open.updateTable('run_rows').set({ state }).where('run_id', '=', runId).execute();
  await open.updateTable('runs').set({ ended_at: endedAt }).where('id', '=', runId).execute();
}

describe('the runs a filter names', () => {
  it('are all compared and found, even many, along with those of many views', async () => {
    const own: number[] = [];
    const ofViews: number[] = [];
    for (let count = 0; count < 30; count += 1) {
      own.push(await overRun());
      ofViews.push(await overRun());
    }
    const { there, beyond, became } = await load(
      `run:${own.join(',')}`,
      ...ofViews.map((runId) => formatRunFilter(runId, 'skipped')),
    );
    expect(beyond).toEqual([]);
    expect(there.toSorted()).toEqual([...own, ...ofViews].map(String).toSorted());
    expect([...own, ...ofViews].filter((runId) => became(runId) !== 'skipped')).toEqual([]);
  });

  it('are reported if there are more than are compared', async () => {
    const runId = await overRun();
    const before = Array.from({ length: 50 }, (_, index) => 1000 + index);
    const many = await load(`run:${before.join(',')} run:${runId}/failed`);
    expect(many).toMatchObject({ there: [], beyond: [String(runId)], max: 50 });
    const views = await load(`run:${runId}`, ...before.map((other) => formatRunFilter(other, null)));
    expect(views).toMatchObject({ there: [String(runId)], beyond: [], max: 50 });
  });

  it('exist without a TCP listener in them, and do not if no run has the number', async () => {
    const runId = await overRun([{ ...skipped, protocol: 'udp' }]);
    const { there, became } = await load(`run:${runId},${runId + 1}`);
    expect(there).toEqual([String(runId)]);
    expect(became(runId)).toBeUndefined();
  });

  it('are current while in progress; a finished one is not read again unless it finishes again', async () => {
    const runId = await writeRun({ kind: 'stop', rows: [left], actor });
    const became = async () => (await load(`run:${runId}`)).became(runId);
    expect(await became()).toBe('waiting');
    await settle(runId, 'calling', null);
    expect(await became()).toBe('calling');
    await settle(runId, 'failed', '2026-01-01T00:00:00.000Z');
    expect(await became()).toBe('failed');
    // Nothing does this: it only shows that the run is not read.
    await settle(runId, 'unknown', '2026-01-01T00:00:00.000Z');
    expect(await became()).toBe('failed');
    await settle(runId, 'waiting', null);
    expect(await became()).toBe('waiting');
    await settle(runId, 'done', '2026-01-01T00:00:01.000Z');
    expect(await became()).toBe('done');
  });

  it('no longer find anything once a run does not exist any more', async () => {
    const runId = await overRun();
    expect((await load(`run:${runId}`)).became(runId)).toBe('skipped');
    const open = await database();
    await open.deleteFrom('run_rows').where('run_id', '=', runId).execute();
    await open.deleteFrom('runs').where('id', '=', runId).execute();
    const { there, became } = await load(`run:${runId}`);
    expect(there).toEqual([]);
    expect(became(runId)).toBeUndefined();
  });
});
