import 'server-only';
import type { OpenPlan } from '@/components/plans/plan-store';
import { accessOf } from '@/lib/auth/access';
import type { Actor } from '@/lib/model/actor';
import { reviewPlan } from '@/lib/plans/review';
import { readPlan } from '@/lib/plans/store';
import { parsePositive } from '@/lib/runs/run-address';

/** A plan with what its rows mean for this reader; null if there is none they see. */
export async function readOpenPlan(planId: string, actor: Actor): Promise<OpenPlan | null> {
  const id = parsePositive(planId);
  const plan = id === undefined ? null : await readPlan(id, actor);
  if (plan === null) return null;
  const { verdicts, estimate, readAtMillis } = await reviewPlan(plan, accessOf(actor));
  return { plan, review: { version: plan.version, verdicts: [...verdicts], estimate, readAtMillis } };
}
