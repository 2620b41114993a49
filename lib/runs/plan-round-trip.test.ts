import { expect, it } from 'vitest';
import { config } from '@/lib/config';
import { fill, inventoryWorld, rereadAll, REGIONS } from '@/lib/inventory/testing/world';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { localActor } from '@/lib/model/actor';
import { isChanging } from '@/lib/model/list-row';
import { accessFor } from '@/lib/model/testing/access';
import { planFile, planFormats } from '@/lib/plans/plan-export';
import type { PlanCells } from '@/lib/plans/plan-types';
import { reviewPlan } from '@/lib/plans/review';
import { rowsOfListeners } from '@/lib/plans/sources/known-rows';
import { readSource } from '@/lib/plans/sources/read-source';
import { createPlan, readPlan } from '@/lib/plans/store';
import { keyOf } from '@/lib/plans/verdicts';
import { deleteListener } from '@/lib/slb/operations/listeners';
import { executeRuns } from './executor';
import { readRun } from './read-runs';
import { startPlan } from './start-plan';

/** Exported, deleted, imported and executed: the listeners are the same again. */

const world = inventoryWorld();
const actor = localActor(null);

async function rowsNow(): Promise<PlanCells[]> {
  const all = await fill();
  const udp = new Set(all.filter(({ protocol }) => protocol === 'udp').map(formatListenerKey));
  const listeners = all.filter((row) => {
    const { modificationProtection, deleteProtection, status } = row.loadBalancer;
    const isFree = modificationProtection.status === 'none' && !deleteProtection && status === 'active';
    // A port with listeners of two protocols is nothing that can be deleted by its number alone.
    const isTcp = row.protocol === 'tcp' && !udp.has(formatListenerKey({ ...row, protocol: 'udp' }));
    return isTcp && isFree && !isChanging(row);
  });
  const result = await rowsOfListeners(listeners);
  if (!result.ok) throw new Error('Not every listener was read.');
  // A creation leaves health checks on.
  return result.rows.filter(({ HealthCheckSwitch }) => HealthCheckSwitch === 'on');
}

const named = (rows: readonly PlanCells[]) =>
  new Map(rows.map((cells) => [`${cells.LoadBalancerId}/${cells.ListenerPort}`, cells]));

it.each(planFormats)('creates every listener again from %s', { timeout: 120_000 }, async (format) => {
  await world.sandbox().settings({ transitionMillis: 0, edition: 'current' });
  const before = await rowsNow();
  expect(before.length).toBeGreaterThan(20);
  const file = [...planFile(format, before, { endpoints: config().connection })].join('');
  for (const cells of before) {
    const key = keyOf(cells);
    if (key === null) throw new Error('A row has no key.');
    const deleted = await deleteListener(key);
    if (!deleted.ok) throw new Error(JSON.stringify([cells, deleted.error]));
  }
  await rereadAll(REGIONS);

  const read = await readSource(format, new TextEncoder().encode(file));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const created = await createPlan(read.rows, { name: 'again', requester: actor });
  if (!created.ok) throw new Error(created.problem);
  const plan = await readPlan(created.planId, actor);
  if (plan === null) throw new Error('The plan is gone.');
  const { verdicts } = await reviewPlan(plan, accessFor());
  const shown = {
    version: 1,
    create: [...verdicts.keys()],
    update: [],
    acknowledged: ['allowlist-open', 'allowlist-covers-all', 'denylist-covers-all'] as const,
  };
  const started = await startPlan(plan.id, shown, actor);
  if (!started.ok) throw new Error(JSON.stringify([started, ...verdicts]));
  await executeRuns();
  expect((await readRun(started.runId))?.counts).toMatchObject({ done: before.length, failed: 0 });

  await rereadAll(REGIONS);
  // Terraform starts what it creates, and has no word for the server's own address.
  const isTerraform = format === 'terraform';
  const expected = isTerraform ? before.map((cells) => ({ ...cells, Start: 'on' })) : before;
  expect(named(await rowsNow())).toEqual(named(expected));
});
