import { describe, expect, it, vi } from 'vitest';
import { accessFor } from '@/lib/model/testing/access';
import { connectTo } from '@/lib/slb/testing/connection';
import {
  createTcpListener,
  deleteListener,
  describeTcpListener,
  setTcpListener,
  startListener,
} from '@/lib/slb/operations/listeners';
import { database } from '@/lib/db/database';
import { listActivity } from '@/lib/activity/list';
import { stateOf } from '@/lib/listeners/commands/audit-log';
import { settingsOf } from '@/lib/model/settings';
import { toCreateParameters, toRecord } from '@/lib/listeners/wire/parameters';
import type { ListenerSpec } from '@/lib/model/schema';
import { cancelRun, retryRows } from './change-run';
import { executeRuns } from './executor';
import { planDeletionOf } from './plan-follow-up';
import { readRun } from './read-runs';
import { mayFollowUp } from './run-address';
import { startRun } from './start-run';
import { creationOf, plannedSpec } from './testing/planned';
import { runningListeners } from './testing/many-listeners';
import { actor, idsOf, rowsInOrder, runsWorld } from './testing/runs-world';
import { writeRun, type PlannedRow } from './write-run';

/** Runs of plans, with the real client, database and sandbox. */

const CREATE = 'CreateLoadBalancerTCPListener';
const START = 'StartLoadBalancerListener';
const SET = 'SetLoadBalancerTCPListenerAttribute';

const world = runsWorld();

const settings = { set: {}, lists: [], acknowledged: [] };

const run = async (rows: PlannedRow[]): Promise<number> => {
  const runId = await startRun({ kind: 'plan', settings, rows, actor });
  await executeRuns();
  return runId;
};

const createAs = (spec: ListenerSpec) => createTcpListener(spec.regionId, toRecord(toCreateParameters(spec)));

describe('a run of a plan', { timeout: 60_000 }, () => {
  it('creates each listener once, reads it back, starts it if planned, and reads it again', async () => {
    const specs = [
      plannedSpec(0, 1),
      plannedSpec(0, 2, { startAfterCreate: false }),
      plannedSpec(2, 1),
    ] as const;
    const rows = specs.map(creationOf);
    const runId = await run(rows);
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'running', action: 'create' },
      { state: 'done', outcome: 'changed', status: 'stopped' },
      { state: 'done', outcome: 'changed', status: 'running' },
    ]);
    expect(await world.carriedOut(CREATE)).toEqual(idsOf(rows));
    expect(await world.carriedOut(START)).toEqual(idsOf(rows.filter((_row, index) => index !== 1)));
    expect((await readRun(runId))?.actions).toEqual([{ action: 'create', count: 3 }]);
    const calls = (await world.sandbox().requests())
      .filter(({ parameters }) => parameters['ListenerPort'] === String(specs[0].listenerPort))
      .filter(({ parameters }) => parameters['LoadBalancerId'] === specs[0].loadBalancerId)
      .flatMap(({ action }) => action ?? []);
    expect(calls.filter((action) => action !== 'DescribeLoadBalancerListeners')).toEqual([
      CREATE,
      'DescribeLoadBalancerTCPListenerAttribute',
      START,
      'DescribeLoadBalancerTCPListenerAttribute',
    ]);
    const logged = await listActivity({ limit: 9, filter: { runId } });
    expect(logged.map(({ operation }) => operation).toSorted()).toEqual([
      CREATE,
      CREATE,
      CREATE,
      START,
      START,
    ]);
  });

  it('changes a listener as long as it is as confirmed, and leaves one that has changed alone', async () => {
    const [one, other] = await runningListeners(1, 2);
    if (one === undefined || other === undefined) throw new Error('no rows');
    const planned = (row: PlannedRow): PlannedRow => ({
      ...row,
      action: 'change',
      set: { EstablishedTimeout: '777' },
    });
    const runId = await run([
      planned(one),
      planned({ ...other, confirmed: { ...other.confirmed, Bandwidth: '4711' } }),
    ]);
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'done', outcome: 'changed', action: 'change' },
      { state: 'skipped', blockReason: 'changed-meanwhile' },
    ]);
    expect(await world.carriedOut(SET)).toEqual(idsOf([one]));
  });

  it('finds what somebody else has created: the same is done, anything else is an error', async () => {
    const same = plannedSpec(0, 1, { startAfterCreate: false });
    const other = plannedSpec(0, 2);
    await createAs(same);
    await createAs({ ...other, description: 'theirs' });
    const runId = await run([creationOf(same), creationOf(other)]);
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'done', outcome: 'already-so' },
      { state: 'failed', code: 'ListenerAlreadyExists' },
    ]);
    expect(await world.carriedOut(START)).toEqual(new Set());
  });

  it('looks for a creation whose response was lost before it goes on, and repeats nothing', async () => {
    const row = creationOf(plannedSpec(0, 1));
    await world.sandbox().fault({ action: CREATE, kind: 'drop-after', count: 1 });
    const runId = await run([row]);
    expect(await rowsInOrder(runId)).toMatchObject([{ state: 'done', status: 'running' }]);
    expect(await world.sandbox().requests(CREATE)).toHaveLength(1);
  });

  it('starts what it created before, and creates nothing, once a failed start is retried', async () => {
    const row = creationOf(plannedSpec(0, 1));
    await world.sandbox().fault({ action: START, kind: 'forbidden', count: 1 });
    const runId = await run([row]);
    expect(await rowsInOrder(runId)).toMatchObject([{ state: 'failed', outcome: 'created-not-started' }]);
    expect(await retryRows(runId, 'failed', actor)).toBe(true);
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'running' },
    ]);
    expect(await world.carriedOut(CREATE)).toEqual(idsOf([row]));
  });

  it('keeps that a listener was created when its start waits and is cancelled', async () => {
    connectTo(world.sandbox().port, { timeoutMillis: 300, deadlineMillis: 500 });
    await world.sandbox().fault({ action: START, kind: 'error', code: 'ServiceIsConfiguring', count: 1_000 });
    const runId = await startRun({ kind: 'plan', settings, rows: [creationOf(plannedSpec(0, 1))], actor });
    await vi.waitUntil(
      async () =>
        (await rowsInOrder(runId))[0]?.state === 'waiting' && (await world.carriedOut(CREATE)).size === 1,
      { timeout: 20_000 },
    );
    await cancelRun(runId, actor);
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([{ state: 'cancelled', outcome: 'created-not-started' }]);
    const ended = await readRun(runId);
    expect(ended && mayFollowUp(ended, 'undo', accessFor())).toBe(true);
  });
});

describe('the undo of a run of a plan', { timeout: 60_000 }, () => {
  const undone = async (runId: number, between: () => Promise<unknown> = async () => {}) => {
    const planned = (await rowsInOrder(runId)).map((row) =>
      planDeletionOf(row, {
        mode: { access: accessFor() },
        write: undefined,
        listed: undefined,
        read: row.left,
      }),
    );
    await between();
    const source = { runId, how: 'undo' } as const;
    const undo = await startRun({ kind: 'plan', settings, source, rows: planned, actor });
    await executeRuns();
    return rowsInOrder(undo);
  };

  it('deletes what was created as long as nothing about it has changed, whether that was planned or not', async () => {
    const [kept, changed] = [plannedSpec(0, 1), plannedSpec(0, 2)];
    const runId = await run([creationOf(kept), creationOf(changed)]);
    const rows = await undone(runId, () => setTcpListener(changed, { HealthCheckSwitch: 'off' }));
    expect(rows).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'deleted', action: 'delete' },
      { state: 'skipped', blockReason: 'changed-meanwhile' },
    ]);
  });

  it('deletes what could not be started, and nothing that somebody else has created', async () => {
    const [own, theirs] = [plannedSpec(0, 1), plannedSpec(0, 2, { startAfterCreate: false })];
    await createAs(theirs);
    await world.sandbox().fault({ action: START, kind: 'forbidden', count: 1 });
    const runId = await run([creationOf(own), creationOf(theirs)]);
    const [notStarted, alreadySo] = await rowsInOrder(runId);
    expect(notStarted).toMatchObject({ outcome: 'created-not-started', left: { Status: 'stopped' } });
    // Nothing is known of what it would delete.
    expect(alreadySo).toMatchObject({ outcome: 'already-so', left: null });
    expect(await undone(runId)).toMatchObject([
      { state: 'done', status: 'deleted' },
      { state: 'skipped', blockReason: 'not-recorded' },
    ]);
    expect(await describeTcpListener(theirs)).toMatchObject({ ok: true });
  });
});

describe('a creation left by another process', { timeout: 60_000 }, () => {
  it('is only started if the process ended between the creation and the start', async () => {
    const spec = plannedSpec(0, 1);
    const row = creationOf(spec);
    // The start is refused, as if it had not been sent, and the row is as it is during its call.
    await world.sandbox().fault({ action: START, kind: 'forbidden', count: 1 });
    const runId = await run([row]);
    const open = await database();
    await open.updateTable('runs').set({ ended_at: null, process_id: 'another' }).execute();
    await open.updateTable('run_rows').set({ state: 'calling', ended_at: null, outcome: null }).execute();
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([{ state: 'done', status: 'running' }]);
    expect(await world.carriedOut(CREATE)).toEqual(idsOf([row]));
    expect(await world.carriedOut(START)).toEqual(idsOf([row]));
  });

  it('is made by the next process if nothing was sent', async () => {
    const row = creationOf(plannedSpec(0, 1));
    const runId = await writeRun({ kind: 'plan', settings, rows: [row], actor });
    await (await database()).updateTable('runs').set({ process_id: 'another' }).execute();
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([{ state: 'done', status: 'running' }]);
  });

  it('is left alone if somebody has replaced the listener in the meantime', async () => {
    const spec = plannedSpec(0, 1);
    await world.sandbox().fault({ action: START, kind: 'forbidden', count: 1 });
    const runId = await run([creationOf(spec)]);
    await deleteListener(spec);
    await createAs({ ...spec, description: 'theirs' });
    await startListener(spec);
    expect(await retryRows(runId, 'failed', actor)).toBe(true);
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([{ state: 'failed', code: 'Sluice.ReadBackDiffers' }]);
    const read = await describeTcpListener(spec);
    expect(read.ok && stateOf(settingsOf(read.value), read.value)).toMatchObject({ Description: 'theirs' });
  });
});
