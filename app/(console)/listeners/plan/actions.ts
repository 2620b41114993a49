'use server';

import { revalidatePath } from 'next/cache';
import * as z from 'zod';
import { accessOf } from '@/lib/auth/access';
import { inputLimits } from '@/lib/input-limits';
import type { Actor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';
import { confirmedPlanSchema, planEditsSchema } from '@/lib/plans/plan-schema';
import { planModes, type PlanOutcome, type PlanProblem, type PlanStart } from '@/lib/plans/plan-types';
import * as plans from '@/lib/plans/store';
import { startPlan } from '@/lib/runs/start-plan';
import { assertTrustedRequest } from '@/lib/web/trusted-request';

/** Changes to plans. The pages are rendered again, except the one of a plan that is edited: it has its rows in hand. */

const INVALID: PlanProblem = { ok: false, problem: 'invalid' };
const NOT_PERMITTED: PlanProblem = { ok: false, problem: 'not-permitted' };
const planId = z.int().positive();
const version = z.int().positive();
const name = z.string().max(inputLimits.valueLength);

export async function editListenerPlan(id: unknown, seen: unknown, edits: unknown): Promise<PlanOutcome> {
  const requester = await assertTrustedRequest();
  if (!mayEdit(requester)) return NOT_PERMITTED;
  const parsed = z.tuple([planId, version, planEditsSchema]).safeParse([id, seen, edits]);
  return parsed.success ? plans.editPlan(...parsed.data, requester) : INVALID;
}

export async function setListenerPlanMode(id: unknown, seen: unknown, mode: unknown): Promise<PlanOutcome> {
  const requester = await assertTrustedRequest();
  if (!mayEdit(requester)) return NOT_PERMITTED;
  const parsed = z.tuple([planId, version, z.enum(planModes)]).safeParse([id, seen, mode]);
  return parsed.success ? plans.setMode(...parsed.data, requester) : INVALID;
}

export async function renameListenerPlan(id: unknown, typed: unknown): Promise<PlanOutcome> {
  const requester = await assertTrustedRequest();
  if (!mayEdit(requester)) return NOT_PERMITTED;
  const parsed = z.tuple([planId, name]).safeParse([id, typed]);
  return parsed.success ? refresh(await plans.renamePlan(...parsed.data, requester)) : INVALID;
}

export async function shareListenerPlan(id: unknown, isShared: unknown): Promise<PlanOutcome> {
  const requester = await assertTrustedRequest();
  if (!mayEdit(requester)) return NOT_PERMITTED;
  const parsed = z.tuple([planId, z.boolean()]).safeParse([id, isShared]);
  return parsed.success ? refresh(await plans.sharePlan(...parsed.data, requester)) : INVALID;
}

export async function deleteListenerPlan(id: unknown): Promise<{ ok: true } | PlanProblem> {
  const requester = await assertTrustedRequest();
  if (!mayEdit(requester)) return NOT_PERMITTED;
  const parsed = planId.safeParse(id);
  return parsed.success ? refresh(await plans.deletePlan(parsed.data, requester)) : INVALID;
}

/** Starts the run of a plan: of what was shown, and of no more. */
export async function startListenerPlan(id: unknown, confirmed: unknown): Promise<PlanStart> {
  const actor = await assertTrustedRequest();
  const parsed = z.tuple([planId, confirmedPlanSchema]).safeParse([id, confirmed]);
  return parsed.success ? refresh(await startPlan(...parsed.data, actor)) : INVALID;
}

function mayEdit(actor: Actor): boolean {
  return permissionOf(accessOf(actor), 'edit-plan').allowed;
}

function refresh<Outcome extends { ok: boolean }>(outcome: Outcome): Outcome {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
