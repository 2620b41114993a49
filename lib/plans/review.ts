import 'server-only';
import type { Access } from '@/lib/model/permission';
import { readFacts } from './dependencies';
import { estimate } from './estimate';
import type { PlanFacts } from './plan-facts';
import type { Plan, PlanReview, PlanVerdict } from './plan-types';
import { decideRows } from './verdicts';

type Reviewed = Pick<Plan, 'rows' | 'mode'>;

/**
 * What a plan's rows mean for whoever would carry it out now, and what that takes: from the inventory, without a call for
 * what it has.
 */
export async function reviewPlan(plan: Reviewed, access: Access): Promise<PlanReview> {
  const { verdicts, facts } = await reviewRows(plan, access);
  return {
    verdicts,
    estimate: estimate(plan.rows, verdicts, facts),
    readAtMillis: facts.readAtMillis,
  };
}

/** The verdicts alone, with what they are based on. */
export async function reviewRows(
  { rows, mode }: Reviewed,
  access: Access,
): Promise<{ verdicts: ReadonlyMap<number, PlanVerdict>; facts: PlanFacts }> {
  const facts = await readFacts(
    rows.map(({ cells }) => cells),
    access,
  );
  return { verdicts: decideRows(rows, mode, facts), facts };
}
