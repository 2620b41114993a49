'use server';

import { revalidatePath } from 'next/cache';
import * as z from 'zod';
import type { SourceOutcome } from '@/components/plans/sources/source-outcome';
import { accessOf } from '@/lib/auth/access';
import { inputLimits } from '@/lib/input-limits';
import { ungroupKeys } from '@/lib/listeners/list/selection';
import { keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { listenerKeySchema } from '@/lib/model/outcome';
import type { Actor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';
import { planCellsSchema } from '@/lib/plans/plan-schema';
import { PLAN_NAME_MAX, PLAN_ROWS_MAX, type PlanCells } from '@/lib/plans/plan-types';
import { planInstances } from '@/lib/plans/plan-instances';
import { rowsOfInstance, rowsOfListeners } from '@/lib/plans/sources/known-rows';
import { succeeded, type SourceNote, type SourceResult } from '@/lib/plans/sources/source-types';
import { spreadRows } from '@/lib/plans/sources/spread';
import { createPlan } from '@/lib/plans/store';
import { assertTrustedRequest } from '@/lib/web/trusted-request';

const notPermitted: SourceOutcome = { ok: false, problem: 'not-permitted' };

function mayPlan(actor: Actor): boolean {
  return permissionOf(accessOf(actor), 'edit-plan').allowed;
}

const instanceSchema = listenerKeySchema.pick({ regionId: true, loadBalancerId: true });
const targetsSchema = z.array(instanceSchema).min(1).max(inputLimits.screenInstances);
const rowsSchema = z.object({
  name: z.string(),
  rows: z.array(planCellsSchema).max(PLAN_ROWS_MAX),
  spread: z
    .object({ rule: z.enum(['fill', 'turns']), quota: z.int().positive(), targets: targetsSchema })
    .nullable(),
});

/** A plan of rows that the page has put together. */
export async function createPlanFromRows(input: unknown): Promise<SourceOutcome> {
  const actor = await assertTrustedRequest();
  if (!mayPlan(actor)) return notPermitted;
  const parsed = rowsSchema.safeParse(input);
  if (!parsed.success) return { ok: false, problem: 'invalid' };
  const { name, rows, spread } = parsed.data;
  if (spread === null) return keep(rows, { name, notes: [], actor });
  const counts = new Map(
    (await planInstances()).map(({ loadBalancerId, listenerCount }) => [loadBalancerId, listenerCount]),
  );
  const targets = spread.targets.map((target) => ({
    ...target,
    listenerCount: counts.get(target.loadBalancerId) ?? 0,
  }));
  return keepSource(spreadRows(rows, targets, spread), { name, actor });
}

const copySchema = z.object({ name: z.string(), source: instanceSchema, targets: targetsSchema });

/** A plan of the listeners of one instance, for each of the others. */
export async function createPlanFromInstance(input: unknown): Promise<SourceOutcome> {
  const actor = await assertTrustedRequest();
  if (!mayPlan(actor)) return notPermitted;
  const parsed = copySchema.safeParse(input);
  if (!parsed.success) return { ok: false, problem: 'invalid' };
  const { name, source, targets } = parsed.data;
  const rows: PlanCells[] = [];
  const notes: SourceNote[] = [];
  for (const target of targets) {
    const copied = await rowsOfInstance(source, target);
    if (!copied.ok) return copied;
    rows.push(...copied.rows);
    notes.push(...copied.notes);
  }
  return keepSource(succeeded(rows, notes), { name, actor });
}

const selectionSchema = z.object({ name: z.string(), selected: keyGroupsSchema });

/** A plan of listeners that exist, with all of their settings. */
export async function createPlanFromSelection(input: unknown): Promise<SourceOutcome> {
  const actor = await assertTrustedRequest();
  if (!mayPlan(actor)) return notPermitted;
  const parsed = selectionSchema.safeParse(input);
  if (!parsed.success) return { ok: false, problem: 'invalid' };
  const { name, selected } = parsed.data;
  return keepSource(await rowsOfListeners(ungroupKeys(selected)), { name, actor });
}

async function keepSource(
  source: SourceResult,
  { name, actor }: { name: string; actor: Actor },
): Promise<SourceOutcome> {
  return source.ok ? keep(source.rows, { name, notes: source.notes, actor }) : source;
}

async function keep(
  rows: readonly PlanCells[],
  { name, notes, actor }: { name: string; notes: readonly SourceNote[]; actor: Actor },
): Promise<SourceOutcome> {
  // The name of a file may be longer than that of a plan.
  const short = [...name.trim()].slice(0, PLAN_NAME_MAX).join('');
  const created = await createPlan(rows, { name: short, requester: actor });
  if (!created.ok) return created;
  revalidatePath('/listeners/plan');
  return { ok: true, planId: created.planId, notes };
}
