import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { forgetConfig } from '@/lib/config';
import { closeDatabase, database } from '@/lib/db/database';
import { deleteListener, stopListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { startSandbox, type Sandbox } from '@/lib/slb/testing/sandbox';
import { cancelRun, retryRows } from './change-run';
import { executeRuns } from './executor';
import { lockRuns } from './lock';
import { countRunsUnderWay, listRuns, readRun, readRunRows } from './read-runs';
import type { RunSettings } from './run-types';
import { beginRow } from './row-store';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { writeRun, type PlannedRow } from './write-run';

/** Runs with the real client, the real database and the real sandbox: nothing stands in for anything. */

const actor = { name: 'local', from: '127.0.0.1' };
const STOP = 'StopLoadBalancerListener';

let sandbox: Sandbox;
let folder = '';

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'large' });
}, 60_000);

afterAll(async () => {
  await sandbox.stop();
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-runs-'));
  vi.stubEnv('SLUICE_DATA_DIR', folder);
  connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 3000 });
  await sandbox.reset();
  await sandbox.settings({ transitionMillis: 0 });
  return async () => {
    await executeRuns();
    await closeDatabase();
    vi.unstubAllEnvs();
    forgetConfig();
    rmSync(folder, { recursive: true, force: true });
  };
});

const idOf = (row: { loadBalancerId?: string; listenerPort?: number; regionId?: string }) =>
  `${row.regionId}/${row.loadBalancerId}/${row.listenerPort}`;

/** How often each listener's change was carried out by SLB. */
async function carriedOut(action: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { parameters, httpStatus, regionId } of await sandbox.requests(action)) {
    if (httpStatus !== 200) continue;
    const id = `${regionId}/${parameters['LoadBalancerId']}/${parameters['ListenerPort']}`;
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

async function expectEachOnce(action: string, rows: readonly PlannedRow[]): Promise<void> {
  const times = await carriedOut(action);
  expect([...times.values()].filter((count) => count > 1)).toEqual([]);
  expect(new Set(times.keys())).toEqual(new Set(rows.map(({ listener }) => idOf(listener))));
}

/** Whether at no moment two rows of one instance were in their call. */
async function expectOneAtATime(runId: number): Promise<void> {
  const rows = await readRunRows({ runId, limit: 1000 });
  const overlaps = rows.filter((row) =>
    rows.some(
      (other) =>
        other.position !== row.position &&
        other.listener.loadBalancerId === row.listener.loadBalancerId &&
        (other.startedAt ?? '') < (row.endedAt ?? '') &&
        (row.startedAt ?? '') < (other.endedAt ?? ''),
    ),
  );
  expect(overlaps).toEqual([]);
}

/** Waits until so many rows of a run are in one of these states. */
async function until(runId: number, enough: (counts: Record<string, number>) => boolean): Promise<void> {
  for (;;) {
    const run = await readRun(runId);
    if (run !== null && enough(run.counts)) return;
    await sleep(10);
  }
}

// Some start processes of their own and go through a hundred calls.
describe('a run', { timeout: 120_000 }, () => {
  it('stops 120 listeners on 6 busy and throttled instances, each once and one at a time per instance', async () => {
    const rows = await runningListeners(6, 20);
    await sandbox.fault({ action: STOP, share: 0.2, kind: 'busy', code: 'OperationBusy' });
    await sandbox.fault({ action: STOP, count: 3, kind: 'throttle' });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await executeRuns();

    expect((await readRun(runId))?.counts).toMatchObject({ total: 120, done: 120, alreadySo: 0 });
    await expectEachOnce(STOP, rows);
    await expectOneAtATime(runId);
    const entries = await listActivity({ limit: 500, filter: { runId, outcome: 'succeeded' } });
    expect(new Set(entries.map(idOf))).toEqual(new Set(rows.map(({ listener }) => idOf(listener))));
    const codes = new Set((await sandbox.requests(STOP)).map(({ code }) => code));
    expect(codes).toEqual(new Set([null, 'OperationBusy', 'Throttling.User']));
    expect(await readRunRows({ runId, limit: 1 })).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'stopped', code: null, requestId: expect.any(String) },
    ]);
  });

  it('waits out an instance that stays busy for longer than a call is repeated', async () => {
    // A second attempt would not fit before the deadline.
    connectTo(sandbox.port, { timeoutMillis: 5000, deadlineMillis: 5000 });
    const rows = await runningListeners(1, 3);
    await sandbox.fault({ action: STOP, count: 2, kind: 'busy', code: 'OperationBusy' });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await until(runId, ({ waiting }) => waiting === 3);
    await executeRuns();
    expect((await readRun(runId))?.counts).toMatchObject({ done: 3 });
    expect((await readRunRows({ runId, limit: 9 })).map(({ attempts }) => attempts).toSorted()).toEqual([
      1, 2, 2,
    ]);
    await expectEachOnce(STOP, rows);
  });

  it('can be cancelled at half: what has not begun is never called, and what is under way ends', async () => {
    const rows = await runningListeners(2, 10);
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 60, share: 1 });
    const runId = await startRun({ kind: 'stop', rows, actor });
    await until(runId, ({ done }) => (done ?? 0) >= 6);
    expect(await cancelRun(runId)).toBe(true);
    await executeRuns();

    const run = await readRun(runId);
    expect(run).toMatchObject({ cancelledAt: expect.any(String), endedAt: expect.any(String) });
    expect(run?.counts.cancelled).toBeGreaterThanOrEqual(10);
    expect(run?.counts).toMatchObject({ waiting: 0, calling: 0, failed: 0 });
    const done = (await readRunRows({ runId, states: ['done'], limit: 100 })).map(({ listener }) =>
      idOf(listener),
    );
    expect(new Set((await carriedOut(STOP)).keys())).toEqual(new Set(done));
    expect(await cancelRun(runId)).toBe(false);
    expect(await retryRows(runId, 'failed')).toBe(false);
  });

  it('does not call a row again that SLB turned away, or that found no effect, after it was cancelled', async () => {
    const [first, second] = await runningListeners(1, 2);
    if (first === undefined || second === undefined) throw new Error('no rows');
    const nowhere = {
      ...first,
      listener: { regionId: 'xx-nowhere', loadBalancerId: 'lb-1', listenerPort: 80 },
    };
    // It is turned away while it is under way, and a second attempt would not fit before the deadline.
    connectTo(sandbox.port, { timeoutMillis: 5000, deadlineMillis: 5000 });
    await sandbox.fault({
      action: 'DescribeLoadBalancerTCPListenerAttribute',
      kind: 'latency',
      millis: 1000,
      count: 1,
    });
    await sandbox.fault({ action: STOP, count: 1, kind: 'busy', code: 'OperationBusy' });
    const runId = await startRun({ kind: 'stop', rows: [first, second, nowhere], actor });
    await until(runId, ({ calling, failed }) => calling === 1 && failed === 1);
    expect(await cancelRun(runId)).toBe(true);
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'cancelled', code: 'OperationBusy', attempts: 1, endedAt: expect.any(String) },
      { state: 'cancelled', code: null, attempts: 0 },
      { state: 'failed' },
    ]);
    expect((await readRun(runId))?.endedAt).not.toBeNull();
    expect(await carriedOut(STOP)).toEqual(new Map());

    // What failed is taken up again, and the run with it.
    expect(await retryRows(runId, 'failed')).toBe(true);
    await executeRuns();
    expect(await readRun(runId)).toMatchObject({ cancelledAt: null, counts: { cancelled: 2, failed: 1 } });

    // Left in its call by a process that has ended, and cancelled before the next one looked.
    connectTo(sandbox.port, { timeoutMillis: 300, deadlineMillis: 3000 });
    const killed = await writeRun({ kind: 'stop', rows: [second], actor });
    const row = { runId: killed, position: 1, listener: second.listener, begun: false, onlyIfStopped: false };
    expect(await beginRow(row)).toBe(true);
    expect(await cancelRun(killed)).toBe(true);
    await executeRuns();
    expect(await readRunRows({ runId: killed, limit: 9 })).toMatchObject([
      { state: 'cancelled', code: null },
    ]);
    expect(await carriedOut(STOP)).toEqual(new Map());
  });

  it('goes on after its process was killed, and does nothing twice', async () => {
    const rows = await runningListeners(4, 4);
    // The calls under way at the kill take effect after it.
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 200, share: 1 });
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const child = executorProcess();
    await until(runId, ({ done, calling }) => (done ?? 0) >= 5 && (calling ?? 0) > 0);
    await child.kill();
    expect((await readRun(runId))?.counts.calling).toBeGreaterThan(0);
    await executeRuns();

    expect((await readRun(runId))?.counts).toMatchObject({ done: 16, total: 16 });
    await expectEachOnce(STOP, rows);
  });

  it('waits for the connection it was begun with: with another nothing of it is called, claimed or tried again', async () => {
    const withKey = (accessKeyId: string) => {
      vi.stubEnv('SLUICE_SANDBOX_ACCESS_KEY_ID', accessKeyId);
      forgetConfig();
    };
    const rows = await runningListeners(1, 2);
    const mine = await writeRun({ kind: 'stop', rows, actor });
    const abandoned = await writeRun({ kind: 'delete', rows, actor });
    const [first] = rows;
    if (first === undefined) throw new Error('no rows');
    await beginRow({ ...first, runId: abandoned, position: 1, begun: false });

    withKey('LTAI5tAnotherAccount0001');
    await executeRuns();
    expect(await readRun(mine)).toMatchObject({
      connection: { is: 'other', name: expect.stringMatching(/^sandbox .* LTAI5tSluiceSandbox00001$/) },
      endedAt: null,
      counts: { waiting: 2 },
    });
    expect(await countRunsUnderWay()).toBe(0);
    // Given up from here: what became of a call that was under way nobody can know.
    expect(await cancelRun(abandoned)).toBe(true);
    expect(await readRunRows({ runId: abandoned, limit: 9 })).toMatchObject([
      { state: 'unknown', code: 'Sluice.OutcomeUnknown' },
      { state: 'cancelled' },
    ]);
    expect((await readRun(abandoned))?.endedAt).not.toBeNull();
    expect(await retryRows(abandoned, 'unknown')).toBe(false);
    expect(await sandbox.requests(STOP)).toEqual([]);
    expect(await sandbox.requests('DeleteLoadBalancerListener')).toEqual([]);

    withKey('');
    expect(await countRunsUnderWay()).toBe(1);
    await executeRuns();
    expect(await readRun(mine)).toMatchObject({ connection: { is: 'own' }, counts: { done: 2 } });

    // Begun by a release that did not keep it.
    const old = await writeRun({ kind: 'delete', rows, actor });
    await (await database()).updateTable('runs').set({ connection: null }).where('id', '=', old).execute();
    await executeRuns();
    expect(await readRun(old)).toMatchObject({ connection: { is: 'none' }, counts: { waiting: 2 } });
    expect(await countRunsUnderWay()).toBe(0);
    expect(await cancelRun(old)).toBe(true);
    expect((await readRun(old))?.endedAt).not.toBeNull();
    expect(await sandbox.requests('DeleteLoadBalancerListener')).toEqual([]);
  });

  it('is executed by one process at a time, and taken over by the other when that ends', async () => {
    const rows = await runningListeners(2, 3);
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 200, share: 1 });
    const runId = await writeRun({ kind: 'stop', rows, actor });
    const child = executorProcess();
    await until(runId, ({ done }) => (done ?? 0) >= 1);
    expect(lockRuns()).toBeNull();
    await executeRuns();
    await child.kill();
    await expectEachOnce(STOP, rows);
    await expectOneAtATime(runId);
    const lock = lockRuns();
    expect(lock).not.toBeNull();
    lock?.release();
  });

  it('takes what is already so and what somebody else deleted as outcomes, without a call', async () => {
    const rows = await runningListeners(1, 3);
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('no rows');
    await stopListener(first.listener);
    await deleteListener(second.listener);
    const stopped = await startRun({ kind: 'stop', rows, actor });
    await executeRuns();
    expect(await readRunRows({ runId: stopped, limit: 9 })).toMatchObject([
      { state: 'done', outcome: 'already-so', status: 'stopped', requestId: null },
      { state: 'skipped', outcome: 'deleted-elsewhere', code: null },
      { state: 'done', outcome: 'changed' },
    ]);
    expect((await readRun(stopped))?.counts).toMatchObject({ done: 2, alreadySo: 1, skipped: 1, failed: 0 });
    expect(await sandbox.requests(STOP)).toHaveLength(2);

    const deleted = await startRun({ kind: 'delete', rows, actor });
    await executeRuns();
    expect(await readRunRows({ runId: deleted, limit: 9 })).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'deleted' },
      { state: 'done', outcome: 'deleted-elsewhere', status: 'deleted' },
      { state: 'done', outcome: 'changed', status: 'deleted' },
    ]);
  });

  it('does not delete a listener that was stopped when its deletion was confirmed and runs when its turn comes', async () => {
    const rows = (await runningListeners(1, 3)).map((row, index) => ({ ...row, onlyIfStopped: index > 0 }));
    const [, , third] = rows;
    if (third === undefined) throw new Error('no rows');
    await stopListener(third.listener);
    const runId = await startRun({ kind: 'delete', rows, actor });
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'deleted' },
      { state: 'skipped', obstacle: 'started-meanwhile', code: null, attempts: 1 },
      { state: 'done', outcome: 'changed', status: 'deleted' },
    ]);
    const left = rows[1];
    expect(await sandbox.requests('DeleteLoadBalancerListener')).toHaveLength(2);
    expect(await listActivity({ limit: 9, filter: { runId, outcome: 'refused' } })).toMatchObject([
      { listenerPort: left?.listener.listenerPort, code: 'Sluice.StartedMeanwhile' },
    ]);
  });

  it('changes one setting on each, and only where it is not so already', async () => {
    const rows = await runningListeners(2, 2);
    const settings = { set: { EstablishedTimeout: '600' }, lists: [], acknowledged: [] };
    for (const alreadySo of [0, 4]) {
      const runId = await startRun({ kind: 'change', settings, rows, actor });
      await executeRuns();
      expect(await readRun(runId)).toMatchObject({ settings, counts: { done: 4, alreadySo } });
    }
    const sent = await sandbox.requests('SetLoadBalancerTCPListenerAttribute');
    expect(sent.map(({ parameters }) => parameters['EstablishedTimeout'])).toEqual([
      '600',
      '600',
      '600',
      '600',
    ]);
  });

  it('binds to each listener the list of its region, and leaves alone what a setting has no meaning for', async () => {
    await sandbox.reset('demo');
    await sandbox.settings({ transitionMillis: 0 });
    const edge = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
    const rowOf = (listener: PlannedRow['listener']): PlannedRow => ({
      listener,
      protocol: 'tcp',
      loadBalancerName: null,
      skip: null,
      onlyIfStopped: false,
    });
    const inHangzhou = rowOf({ ...edge, listenerPort: 2222 });
    const elsewhere = rowOf({ regionId: 'xx-nowhere', loadBalancerId: 'lb-1', listenerPort: 80 });
    const lists = [{ regionId: 'cn-hangzhou', aclId: 'acl-bp1vpn2u4s6e8', name: 'vpn-users' }];
    const settings: RunSettings = { set: { AclStatus: 'on', AclType: 'black' }, lists, acknowledged: [] };
    const bound = await startRun({ kind: 'change', settings, rows: [inHangzhou, elsewhere], actor });
    await executeRuns();
    expect(await readRun(bound)).toMatchObject({ settings });
    expect(await readRunRows({ runId: bound, limit: 9 })).toMatchObject([
      { state: 'done', outcome: 'changed' },
      { state: 'skipped', obstacle: 'no-list' },
    ]);

    const off: RunSettings = {
      set: { HealthCheckSwitch: 'off' },
      lists: [],
      acknowledged: ['health-check-off'],
    };
    await startRun({ kind: 'change', settings: off, rows: [inHangzhou], actor });
    await executeRuns();
    const interval = { set: { HealthCheckInterval: '9' }, lists: [], acknowledged: [] };
    const skipped = await startRun({ kind: 'change', settings: interval, rows: [inHangzhou], actor });
    await executeRuns();
    expect(await readRunRows({ runId: skipped, limit: 9 })).toMatchObject([
      { state: 'skipped', obstacle: 'checks-off', code: null },
    ]);
    const sent = await sandbox.requests('SetLoadBalancerTCPListenerAttribute');
    expect(sent.map(({ parameters: { AclId, HealthCheckSwitch } }) => AclId ?? HealthCheckSwitch)).toEqual([
      'acl-bp1vpn2u4s6e8',
      'off',
    ]);
  });

  it('skips what a rule forbids, whether that was known before or is found out, with the reason given for it', async () => {
    await sandbox.reset('demo');
    const ledger = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup' };
    const rowFor = (listenerPort: number, skip: PlannedRow['skip']): PlannedRow => ({
      listener: { ...ledger, listenerPort },
      protocol: 'tcp',
      loadBalancerName: 'ledger-core',
      skip,
      onlyIfStopped: false,
    });
    const rows = [rowFor(5432, null), rowFor(5433, { obstacle: 'console-protected', reason: 'as told' })];
    const runId = await startRun({ kind: 'delete', rows, actor });
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'skipped', obstacle: 'console-protected', message: expect.stringMatching(/^\S/), attempts: 1 },
      { state: 'skipped', obstacle: 'console-protected', message: 'as told', attempts: 0 },
    ]);
    expect(await sandbox.requests('DeleteLoadBalancerListener')).toEqual([]);
    expect((await readRun(runId))?.endedAt).not.toBeNull();
  });

  it('keeps rows that failed or whose outcome is unknown, and tries either again when asked, on the same run', async () => {
    const rows = await runningListeners(1, 2);
    const nowhere = {
      listener: { regionId: 'xx-nowhere', loadBalancerId: 'lb-1', listenerPort: 80 },
      protocol: 'tcp',
      loadBalancerName: null,
      skip: null,
      onlyIfStopped: false,
    };
    // Neither the call nor its repetition is answered, and nothing was done.
    await sandbox.fault({ action: STOP, count: 2, kind: 'error-5xx' });
    const runId = await startRun({ kind: 'stop', rows: [...rows, nowhere], actor });
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'unknown', code: 'ServiceUnavailable', requestId: expect.any(String) },
      { state: 'done', code: null },
      { state: 'failed', code: 'InvalidRegionId.NotFound' },
    ]);

    expect(await retryRows(runId, 'failed')).toBe(true);
    await executeRuns();
    expect(await readRunRows({ runId, limit: 9 })).toMatchObject([
      { state: 'unknown', attempts: 1 },
      { state: 'done', attempts: 1 },
      { state: 'failed', attempts: 2 },
    ]);
    expect(await retryRows(runId, 'unknown')).toBe(true);
    await executeRuns();
    expect(await readRunRows({ runId, states: ['done'], limit: 9 })).toMatchObject([
      { outcome: 'changed', code: null, attempts: 2 },
      { attempts: 1 },
    ]);
    expect(await retryRows(runId, 'unknown')).toBe(false);
    await expectEachOnce(STOP, rows);
  });

  it('is found again: newest first, page by page, with its counts and its rows by state', async () => {
    const rows = (await runningListeners(1, 3)).map((row) => ({
      ...row,
      skip: { obstacle: 'read-only' as const, reason: null },
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
    expect(await countRunsUnderWay()).toBe(0);
    expect(await readRun(999)).toBeNull();
    const behind = await readRunRows({ runId: ids[0] ?? 0, states: ['skipped'], afterPosition: 1, limit: 1 });
    expect(behind.map(({ position }) => position)).toEqual([2]);
    expect(await readRunRows({ runId: ids[0] ?? 0, states: ['done'], limit: 9 })).toEqual([]);
  });
});

function executorProcess() {
  const child = fork(new URL('./testing/executor-process.ts', import.meta.url), [], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
