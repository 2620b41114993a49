import { describe, expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { deleteListener, stopListener } from '@/lib/slb/operations/listeners';
import { executeRuns } from './executor';
import { readRun } from './read-runs';
import type { RunSettings } from './run-types';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { NOWHERE, actor, rowOf, rowsInOrder, runsWorld } from './testing/runs-world';
import type { PlannedRow } from './write-run';

/** The results of a run's rows, with the real client, the real database and the real sandbox. */

const STOP = 'StopLoadBalancerListener';

const world = runsWorld();

describe('a run', { timeout: 120_000 }, () => {
  it('reports "already in that state" and "deleted elsewhere" as outcomes, without a call', async () => {
    const rows = await runningListeners(1, 3);
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('no rows');
    await stopListener(first.listener);
    await deleteListener(second.listener);
    const stopped = await startRun({ kind: 'stop', rows, actor });
    await executeRuns();
    expect(await rowsInOrder(stopped)).toMatchObject([
      { state: 'done', outcome: 'already-so', status: 'stopped', requestId: null },
      { state: 'skipped', outcome: 'deleted-elsewhere', code: null },
      { state: 'done', outcome: 'changed' },
    ]);
    expect((await readRun(stopped))?.counts).toMatchObject({ done: 2, alreadySo: 1, skipped: 1, failed: 0 });
    expect(await world.sandbox().requests(STOP)).toHaveLength(2);

    const deleted = await startRun({ kind: 'delete', rows, actor });
    await executeRuns();
    expect(await rowsInOrder(deleted)).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'deleted' },
      { state: 'done', outcome: 'deleted-elsewhere', status: 'deleted' },
      { state: 'done', outcome: 'changed', status: 'deleted' },
    ]);
  });

  it('does not delete a listener that was stopped when its deletion was confirmed and is running when its turn comes', async () => {
    const rows = (await runningListeners(1, 3)).map((row, index) => ({ ...row, onlyIfStopped: index > 0 }));
    const [, , third] = rows;
    if (third === undefined) throw new Error('no rows');
    await stopListener(third.listener);
    const runId = await startRun({ kind: 'delete', rows, actor });
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      { state: 'done', outcome: 'changed', status: 'deleted' },
      { state: 'skipped', blockReason: 'started-meanwhile', code: null, attempts: 1 },
      { state: 'done', outcome: 'changed', status: 'deleted' },
    ]);
    const left = rows[1];
    expect(await world.sandbox().requests('DeleteLoadBalancerListener')).toHaveLength(2);
    expect(await listActivity({ limit: 9, filter: { runId, outcome: 'refused' } })).toMatchObject([
      { listenerPort: left?.listener.listenerPort, code: 'Sluice.StartedMeanwhile' },
    ]);
  });

  it('changes one setting on each, and only where it differs', async () => {
    const rows = await runningListeners(2, 2);
    const settings = { set: { EstablishedTimeout: '600' }, lists: [], acknowledged: [] };
    for (const alreadySo of [0, 4]) {
      const runId = await startRun({ kind: 'change', settings, rows, actor });
      await executeRuns();
      expect(await readRun(runId)).toMatchObject({ settings, counts: { done: 4, alreadySo } });
    }
    const sent = await world.sandbox().requests('SetLoadBalancerTCPListenerAttribute');
    expect(sent.map(({ parameters }) => parameters['EstablishedTimeout'])).toEqual([
      '600',
      '600',
      '600',
      '600',
    ]);
  });

  it("binds to each listener its region's list, and skips those a setting has no effect on", async () => {
    await world.sandbox().reset('demo');
    await world.sandbox().settings({ transitionMillis: 0 });
    const edge = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
    const inHangzhou = rowOf({ ...edge, listenerPort: 2222 });
    const elsewhere = rowOf(NOWHERE);
    const lists = [{ regionId: 'cn-hangzhou', aclId: 'acl-bp1vpn2u4s6e8', name: 'vpn-users' }];
    const settings: RunSettings = { set: { AclStatus: 'on', AclType: 'black' }, lists, acknowledged: [] };
    const bound = await startRun({ kind: 'change', settings, rows: [inHangzhou, elsewhere], actor });
    await executeRuns();
    expect(await readRun(bound)).toMatchObject({ settings });
    expect(await rowsInOrder(bound)).toMatchObject([
      { state: 'done', outcome: 'changed' },
      { state: 'skipped', blockReason: 'no-list' },
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
    expect(await rowsInOrder(skipped)).toMatchObject([
      { state: 'skipped', blockReason: 'checks-off', code: null },
    ]);
    const sent = await world.sandbox().requests('SetLoadBalancerTCPListenerAttribute');
    expect(sent.map(({ parameters: { AclId, HealthCheckSwitch } }) => AclId ?? HealthCheckSwitch)).toEqual([
      'acl-bp1vpn2u4s6e8',
      'off',
    ]);
  });

  it('skips what a rule forbids, whether known before or found during the run, with the reason given for it', async () => {
    await world.sandbox().reset('demo');
    const ledger = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup' };
    const known: PlannedRow = {
      ...rowOf({ ...ledger, listenerPort: 5433 }),
      skip: { blockReason: 'console-protected', reason: 'as told' },
    };
    const rows = [rowOf({ ...ledger, listenerPort: 5432 }), known];
    const runId = await startRun({ kind: 'delete', rows, actor });
    await executeRuns();
    expect(await rowsInOrder(runId)).toMatchObject([
      {
        state: 'skipped',
        blockReason: 'console-protected',
        message: expect.stringMatching(/^\S/),
        attempts: 1,
      },
      { state: 'skipped', blockReason: 'console-protected', message: 'as told', attempts: 0 },
    ]);
    expect(await world.sandbox().requests('DeleteLoadBalancerListener')).toEqual([]);
    expect((await readRun(runId))?.endedAt).not.toBeNull();
  });
});
