import { afterEach, describe, expect, it } from 'vitest';
import { fill, inventoryWorld } from '@/lib/inventory/testing/world';
import { edge, settingsNow, ssh } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { accessFor } from '@/lib/model/testing/access';
import { createPlan, deletePlan, editPlan, planOfRun, readPlan, setMode } from '@/lib/plans/store';
import type { ConfirmedPlan, PlanCells, PlanMode } from '@/lib/plans/plan-types';
import { reviewPlan } from '@/lib/plans/review';
import { updateListener } from '@/lib/listeners/commands/update-listener';
import { executeRuns } from './executor';
import { readRun } from './read-runs';
import { startPlan } from './start-plan';
import { rowsInOrder } from './testing/runs-world';

/** From a plan to its run, with the real client, database and sandbox. */

const world = inventoryWorld();
const actor = localActor(null);

afterEach(() => executeRuns());

const on = (port: number, cells: PlanCells = {}): PlanCells => ({
  RegionId: edge.regionId,
  LoadBalancerId: edge.loadBalancerId,
  ListenerPort: String(port),
  ...cells,
});
const creation = (port: number, cells: PlanCells = {}): PlanCells =>
  on(port, { BackendServerPort: '8080', Bandwidth: '-1', ...cells });

async function planOf(rows: readonly PlanCells[], mode: PlanMode = 'update'): Promise<number> {
  await fill([edge.regionId]);
  const created = await createPlan(rows, { name: 'night', mode, requester: actor });
  if (!created.ok) throw new Error(created.problem);
  return created.planId;
}

/** What the page of a plan shows when it is started. */
async function shownOf(planId: number): Promise<ConfirmedPlan> {
  const plan = await readPlan(planId, actor);
  if (plan === null) throw new Error('The plan is gone.');
  const verdicts = [...(await reviewPlan(plan, accessFor())).verdicts];
  const idsOf = (kind: string) => verdicts.flatMap(([id, verdict]) => (verdict.kind === kind ? [id] : []));
  return { version: plan.version, create: idsOf('create'), update: idsOf('update'), acknowledged: [] };
}

describe('starting a plan', { timeout: 60_000 }, () => {
  it('sends what is created and updated, in the order of the rows, and nothing for the others', async () => {
    const planId = await planOf([
      creation(18_080, { Start: 'on', EstablishedTimeout: '300' }),
      on(ssh.listenerPort, { Scheduler: 'wlc' }),
      on(ssh.listenerPort, { Scheduler: 'rr' }),
      creation(18_081, { Bandwidth: 'much' }),
      on(443),
      creation(8081),
    ]);
    const started = await startPlan(planId, await shownOf(planId), actor);
    if (!started.ok) throw new Error(started.problem);
    await executeRuns();
    expect(await rowsInOrder(started.runId)).toMatchObject([
      { listener: { listenerPort: 18_080 }, action: 'create', state: 'done', status: 'running' },
      { listener: ssh, action: 'change', set: { Scheduler: 'wlc' }, state: 'done', outcome: 'changed' },
    ]);
    expect((await readPlan(planId, actor))?.runId).toBe(started.runId);
    expect(await settingsNow(ssh)).toMatchObject({ Scheduler: 'wlc' });
    expect(await settingsNow({ ...edge, listenerPort: 18_080 })).toMatchObject({ EstablishedTimeout: '300' });
    expect(await world.calls('CreateLoadBalancerTCPListener')).toBe(1);
    expect(await world.calls('SetLoadBalancerTCPListenerAttribute')).toBe(1);

    // Carried out, the plan has nothing left to do.
    expect(await shownOf(planId)).toMatchObject({ create: [], update: [] });
    expect(await startPlan(planId, await shownOf(planId), actor)).toEqual({ ok: false, problem: 'nothing' });
  });

  it('happens once, however many start it in the same instant', async () => {
    const planId = await planOf([creation(18_080)]);
    const shown = await shownOf(planId);
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => startPlan(planId, shown, actor)));
    const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.problem]));
    expect(problems).toHaveLength(3);
    // The run may have ended by the time that another one would have been written.
    expect(problems.filter((problem) => problem !== 'running' && problem !== 'changed')).toEqual([]);
    await executeRuns();
    expect(await world.calls('CreateLoadBalancerTCPListener')).toBe(1);
  });

  it('is found again from each of its runs, by whoever sees the plan, as long as there is one', async () => {
    const planId = await planOf([creation(18_080)]);
    const runIds: number[] = [];
    for (const port of [18_080, 18_081]) {
      const { version } = (await readPlan(planId, actor)) ?? { version: 0 };
      await editPlan(planId, version, [{ kind: 'set', rows: [{ id: 1, cells: creation(port) }] }], actor);
      const started = await startPlan(planId, await shownOf(planId), actor);
      if (!started.ok) throw new Error(started.problem);
      runIds.push(started.runId);
      await executeRuns();
    }
    expect(new Set(runIds).size).toBe(2);
    for (const runId of runIds) expect(await planOfRun(runId, actor)).toEqual({ id: planId, name: 'night' });
    expect((await readPlan(planId, actor))?.runId).toBe(runIds[1]);
    expect(await planOfRun(runIds[0] ?? 0, { ...actor, personId: 'ben' })).toBe(null);
    await deletePlan(planId, actor);
    expect(await planOfRun(runIds[0] ?? 0, actor)).toBe(null);
  });

  it('sends nothing of a plan that is to fail, if one of its rows exists and differs', async () => {
    const planId = await planOf([creation(18_080), on(ssh.listenerPort, { Scheduler: 'wlc' })], 'fail');
    const shown = await shownOf(planId);
    expect(shown.create).toEqual([1]);
    expect(await startPlan(planId, shown, actor)).toEqual({ ok: false, problem: 'exists' });
    expect(await world.calls('CreateLoadBalancerTCPListener')).toBe(0);
    expect(await setMode(planId, 1, 'skip', actor)).toMatchObject({ ok: true });
    expect(await startPlan(planId, await shownOf(planId), actor)).toMatchObject({ ok: true });
  });

  it('sends nothing that was not shown: after an edit, or where rows mean something else by now', async () => {
    const planId = await planOf([on(ssh.listenerPort, { Scheduler: 'wlc' }), creation(18_080)]);
    const shown = await shownOf(planId);
    await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    expect(await startPlan(planId, shown, actor)).toEqual({ ok: false, problem: 'changed' });
    await editPlan(planId, 1, [{ kind: 'set', rows: [{ id: 2, cells: creation(18_081) }] }], actor);
    expect(await startPlan(planId, shown, actor)).toMatchObject({
      ok: false,
      problem: 'conflict',
      version: 2,
    });
  });

  it('asks for every serious consequence to be confirmed, and sends what was confirmed', async () => {
    const rows = [
      creation(18_080, { AclStatus: 'on', AclType: 'white', AclId: 'acl-bp1h6e1ykz6pd' }),
      on(ssh.listenerPort, { AclStatus: 'off' }),
    ];
    const planId = await planOf(rows);
    const shown = await shownOf(planId);
    for (const acknowledged of [[], ['access-control-off'] as const])
      expect(await startPlan(planId, { ...shown, acknowledged }, actor)).toEqual({
        ok: false,
        problem: 'unconfirmed',
      });
    const acknowledged = ['access-control-off', 'allowlist-open'] as const;
    const started = await startPlan(planId, { ...shown, acknowledged }, actor);
    if (!started.ok) throw new Error(started.problem);
    await executeRuns();
    expect(await readRun(started.runId)).toMatchObject({ counts: { done: 2, failed: 0 } });
  });

  it('refuses whoever may not start runs, a plan they do not see, and one that is being executed', async () => {
    const planId = await planOf([creation(18_080)]);
    const shown = await shownOf(planId);
    expect(await startPlan(planId, shown, { ...actor, role: 'viewer' })).toMatchObject({
      problem: 'not-permitted',
    });
    expect(await startPlan(planId, shown, { ...actor, personId: 'ben' })).toMatchObject({ problem: 'gone' });
    await world.sandbox().fault({
      action: 'CreateLoadBalancerTCPListener',
      count: 1,
      kind: 'latency',
      millis: 500,
    });
    expect(await startPlan(planId, shown, actor)).toMatchObject({ ok: true });
    expect(await startPlan(planId, shown, actor)).toEqual({ ok: false, problem: 'running' });
  });
});
