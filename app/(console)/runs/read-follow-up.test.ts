import { describe, expect, it } from 'vitest';
import { deleteListener, describeTcpListener, setTcpListener } from '@/lib/slb/operations/listeners';
import type { ListenerKey } from '@/lib/model/outcome';
import { cancelRun } from '@/lib/runs/change-run';
import { executeRuns } from '@/lib/runs/executor';
import { readRun, readRunRows, runsAfter } from '@/lib/runs/read-runs';
import type { FollowUp, Run, RunKind, RunSettings } from '@/lib/runs/run-types';
import { startRun } from '@/lib/runs/start-run';
import { runningListeners } from '@/lib/runs/testing/many-listeners';
import { actor, runsWorld } from '@/lib/runs/testing/runs-world';
import { writeRun, type PlannedRow } from '@/lib/runs/write-run';
import { accessFor } from '@/lib/model/testing/access';
import { confirmedOfPlan, planFollowUp, rowsOfFollowUp, seriousOf } from './read-follow-up';

/** Runs that follow another, with the real client, the real database and the real sandbox. */

const world = runsWorld();

async function done(kind: RunKind, rows: PlannedRow[], set?: RunSettings['set']): Promise<Run> {
  const settings =
    set === undefined ? null : { set, lists: [], acknowledged: ['access-control-off' as const] };
  const runId = await startRun({ kind, rows, actor, settings });
  await executeRuns();
  return runOf(runId);
}

async function runOf(runId: number): Promise<Run> {
  const run = await readRun(runId);
  if (run === null) throw new Error('no run');
  return run;
}

/** Starts what a preview shows, as its button does. */
async function follow(run: Run, how: FollowUp, preview = planFollowUp(run, how, accessFor())): Promise<Run> {
  const plan = await preview;
  const acknowledged = seriousOf(plan).map(({ consequence }) => consequence);
  const { kind, rows, settings } = await rowsOfFollowUp(
    run,
    how,
    {
      confirmed: confirmedOfPlan(plan),
      acknowledged,
    },
    accessFor(),
  );
  const runId = await startRun({ kind, rows, actor, settings, source: { runId: run.id, how } });
  await executeRuns();
  return runOf(runId);
}

async function valuesOf(listener: ListenerKey) {
  const read = await describeTcpListener(listener);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('an undo', { timeout: 120_000 }, () => {
  it('starts what the run has stopped, leaves alone what it did not change or what has changed since, and is linked both ways', async () => {
    const rows = await runningListeners(1, 4);
    const [first, changed, deleted, skipped] = rows;
    if (!first || !changed || !deleted || !skipped) throw new Error('no rows');
    const skip = { blockReason: 'read-only', reason: null } as const;
    const stop = await done('stop', [first, changed, deleted, { ...skipped, skip }]);
    await setTcpListener(changed.listener, { Description: 'by somebody else' });
    await deleteListener(deleted.listener);

    const plan = await planFollowUp(stop, 'undo', accessFor());
    expect(plan).toMatchObject({ kind: 'start', untouched: 1, isRead: true });
    expect(
      plan.rows.map(({ skip: why, changes }) => [why?.blockReason ?? null, why?.reason ?? null, changes]),
    ).toEqual([
      [null, null, [{ name: 'Status', before: 'stopped', after: 'running' }]],
      ['changed-since', 'Description', expect.anything()],
      ['deleted-since', null, expect.anything()],
    ]);
    const undo = await follow(stop, 'undo');
    expect(undo).toMatchObject({
      kind: 'start',
      source: { runId: stop.id, how: 'undo' },
      counts: { done: 1, skipped: 2 },
    });
    expect(await runsAfter(stop.id)).toEqual([{ runId: undo.id, how: 'undo' }]);
    expect((await valuesOf(first.listener)).status).toBe('running');
    expect((await valuesOf(changed.listener)).status).toBe('stopped');
    // What was undone can be undone in turn.
    expect((await follow(undo, 'undo')).kind).toBe('stop');
    expect((await valuesOf(first.listener)).status).toBe('stopped');
  });

  it('sets back on each listener the value it had before, and none that was changed before the preview or after it', async () => {
    const rows = await runningListeners(1, 3);
    const [first, before, after] = rows;
    if (!first || !before || !after) throw new Error('no rows');
    await setTcpListener(first.listener, { EstablishedTimeout: '700' });
    await setTcpListener(before.listener, { EstablishedTimeout: '710' });
    const change = await done('change', rows, { EstablishedTimeout: '600' });
    expect(change.counts.done).toBe(3);
    await setTcpListener(before.listener, { EstablishedTimeout: '300' });

    const plan = await planFollowUp(change, 'undo', accessFor());
    expect(plan.rows.map(({ skip }) => skip?.blockReason ?? null)).toEqual([null, 'changed-since', null]);
    expect(plan.rows[0]?.changes).toEqual([{ name: 'EstablishedTimeout', before: '600', after: '700' }]);
    const { rows: confirmed } = await rowsOfFollowUp(
      change,
      'undo',
      {
        confirmed: confirmedOfPlan(plan),
        acknowledged: [],
      },
      accessFor(),
    );
    // Between its confirmation and its call.
    await setTcpListener(after.listener, { EstablishedTimeout: '310' });
    const settings = { set: {}, lists: [], acknowledged: [] };
    const source = { runId: change.id, how: 'undo' as const };
    const runId = await startRun({ kind: 'change', rows: confirmed, actor, settings, source });
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { position: 2, blockReason: 'changed-since', attempts: 0 },
      { position: 3, blockReason: 'changed-since', message: 'EstablishedTimeout', attempts: 1 },
      { position: 1, state: 'done', outcome: 'changed' },
    ]);
    const timeouts = await Promise.all(rows.map(async ({ listener }) => valuesOf(listener)));
    expect(timeouts.map(({ establishedTimeoutSeconds }) => establishedTimeoutSeconds)).toEqual([
      700, 300, 310,
    ]);
  });

  it('says of each deletion that it cannot be undone, and has the entry to recreate it from', async () => {
    const rows = await runningListeners(1, 2);
    const plan = await planFollowUp(await done('delete', rows), 'undo', accessFor());
    expect(plan.rows.map(({ skip, entryId }) => [skip?.blockReason, entryId !== null])).toEqual([
      ['cannot-recreate', true],
      ['cannot-recreate', true],
    ]);
  });

  it('needs the tick for a consequence, and does nothing its preview did not show', async () => {
    const [first] = await runningListeners(1, 1);
    if (!first) throw new Error('no rows');
    await setTcpListener(first.listener, { HealthCheckSwitch: 'off' });
    const change = await done('change', [first], { HealthCheckSwitch: 'on' });
    const plan = await planFollowUp(change, 'undo', accessFor());
    expect(seriousOf(plan)).toEqual([{ consequence: 'health-check-off', count: 1 }]);
    const confirmed = confirmedOfPlan(plan);
    expect((await rowsOfFollowUp(change, 'undo', { confirmed, acknowledged: [] }, accessFor())).missing).toBe(
      true,
    );
    const none = { touched: [], skipped: [] };
    const unshown = await rowsOfFollowUp(
      change,
      'undo',
      {
        confirmed: none,
        acknowledged: ['health-check-off'],
      },
      accessFor(),
    );
    expect(unshown.rows.map(({ skip }) => skip?.blockReason)).toEqual(['not-confirmed']);
    expect((await follow(change, 'undo')).counts).toMatchObject({ done: 1, failed: 0 });
    expect((await valuesOf(first.listener)).healthCheck).toBe('off');
  });

  it('counts the listeners that could not be read, and those whose owner may undo it', async () => {
    const [owned, other] = await runningListeners(1, 2);
    if (!owned || !other) throw new Error('no rows');
    await setTcpListener(owned.listener, { Description: 'k8s/80/web/shop/c1' });
    const stop = await done('stop', [owned, other]);
    expect(await planFollowUp(stop, 'undo', accessFor())).toMatchObject({
      isRead: true,
      unread: 0,
      owners: [{ owner: { name: 'Kubernetes' }, count: 1 }],
    });
    const DESCRIBE = 'DescribeLoadBalancerTCPListenerAttribute';
    await world.sandbox().fault({ action: DESCRIBE, kind: 'error-5xx', share: 1 });
    const plan = await planFollowUp(stop, 'undo', accessFor());
    expect(plan).toMatchObject({ isRead: false, unread: 2 });
    await world.sandbox().clearFaults();
  });
});

describe('a run of what was cancelled', { timeout: 120_000 }, () => {
  it('does for the cancelled listeners, and for no other, what the run was to do', async () => {
    const rows = await runningListeners(1, 3);
    const skip = { blockReason: 'read-only', reason: null } as const;
    const runId = await writeRun({
      kind: 'stop',
      rows: rows.map((row, at) => (at === 0 ? { ...row, skip } : row)),
      actor,
    });
    expect(await cancelRun(runId, actor)).toBe(true);
    const next = await follow(await runOf(runId), 'cancelled');
    expect(next).toMatchObject({
      kind: 'stop',
      source: { runId, how: 'cancelled' },
      counts: { total: 2, done: 2 },
    });
    const [left, ...stopped] = await Promise.all(
      rows.map(async ({ listener }) => (await valuesOf(listener)).status),
    );
    expect([left, stopped]).toEqual(['running', ['stopped', 'stopped']]);
    expect(await world.carriedOut('StopLoadBalancerListener')).toHaveProperty('size', 2);
  });

  it('needs the ticks of the run again, and warns of owners', async () => {
    const [owned] = await runningListeners(1, 1);
    if (!owned) throw new Error('no rows');
    await setTcpListener(owned.listener, { Description: 'k8s/80/web/shop/c1', HealthCheckSwitch: 'on' });
    const settings = {
      set: { HealthCheckSwitch: 'off' as const },
      lists: [],
      acknowledged: ['health-check-off' as const],
    };
    const runId = await writeRun({ kind: 'change', settings, rows: [owned], actor });
    expect(await cancelRun(runId, actor)).toBe(true);
    const run = await runOf(runId);
    const plan = await planFollowUp(run, 'cancelled', accessFor());
    expect(plan.owners).toMatchObject([{ owner: { name: 'Kubernetes' }, count: 1 }]);
    expect(seriousOf(plan)).toEqual([{ consequence: 'health-check-off', count: 1 }]);
    const confirmed = confirmedOfPlan(plan);
    expect(
      await rowsOfFollowUp(run, 'cancelled', { confirmed, acknowledged: [] }, accessFor()),
    ).toMatchObject({
      missing: true,
      settings: { set: { HealthCheckSwitch: 'off' }, acknowledged: [] },
    });
    expect((await follow(run, 'cancelled')).counts).toMatchObject({ done: 1, failed: 0 });
    expect((await valuesOf(owned.listener)).healthCheck).toBe('off');
  });
});
