import 'server-only';
import type { Access } from '@/lib/model/permission';
import { readFacts } from './dependencies';
import { estimate } from './estimate';
import type { Plan, PlanReview } from './plan-types';
import { decideRows } from './verdicts';

/**
 * What a plan's rows mean for whoever would carry it out now, and what that takes: from the inventory, without a call for
 * what it has.
 */
export async function reviewPlan(
  { rows, mode }: Pick<Plan, 'rows' | 'mode'>,
  access: Access,
): Promise<PlanReview> {
  const facts = await readFacts(
    rows.map(({ cells }) => cells),
    access,
  );
  const verdicts = decideRows(rows, mode, facts);
  return { verdicts, estimate: estimate(rows, verdicts, facts), readAtMillis: facts.readAtMillis };
}
