import 'server-only';
import { accessOf } from '@/lib/auth/access';
import { valueOfWrite } from '@/lib/db/storage';
import type { Actor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';
import { reviewRows } from '@/lib/plans/review';
import { readPlan } from '@/lib/plans/store';
import type { ConfirmedPlan, PlanConflict, PlanRow, PlanStart, PlanVerdict } from '@/lib/plans/plan-types';
import { readRun } from './read-runs';
import { rowsOfPlan } from './rows-of-plan';
import { isInProgress } from './run-types';
import { startRun } from './start-run';

type Reason = Exclude<Extract<PlanStart, { ok: false }>, PlanConflict>['problem'];
const not = (problem: Reason): PlanStart => ({ ok: false, problem });

/**
 * Carries a plan out as it was shown: what its rows mean is decided once more from what is known, and by each call from
 * what it has just read. If that is another set of rows than was confirmed, nothing is sent, and neither is if a row is to
 * make the plan fail.
 */
export async function startPlan(
  planId: number,
  { version, create, update, acknowledged }: ConfirmedPlan,
  actor: Actor,
): Promise<PlanStart> {
  const access = accessOf(actor);
  if (!permissionOf(access, 'start-run').allowed) return not('not-permitted');
  const plan = await readPlan(planId, actor);
  if (plan === null) return not('gone');
  if (plan.version !== version) {
    const { changedAt, changedBy } = plan;
    return { ok: false, problem: 'conflict', version: plan.version, changedAt, changedBy };
  }
  const earlier = plan.runId === null ? null : await readRun(plan.runId);
  if (earlier !== null && isInProgress(earlier)) return not('running');

  const { verdicts, facts } = await reviewRows(plan, access);
  const all = [...verdicts.values()];
  if (all.some((verdict) => verdict.kind === 'blocked' && verdict.block.reason === 'exists'))
    return not('exists');
  const sent = plan.rows.filter(({ id }) => isSent(verdicts.get(id)));
  if (!isSame(sent, verdicts, 'create', create) || !isSame(sent, verdicts, 'update', update))
    return not('changed');
  if (sent.length === 0) return not('nothing');
  const consequences = all.flatMap((verdict) =>
    verdict.kind === 'create' || verdict.kind === 'update' ? (verdict.consequences ?? []) : [],
  );
  if (consequences.some((each) => !acknowledged.includes(each))) return not('unconfirmed');

  const rows = rowsOfPlan(sent, verdicts, facts);
  const settings = { set: {}, lists: [], acknowledged: [...acknowledged] };
  const started = await valueOfWrite(() => startRun({ kind: 'plan', settings, planId, rows, actor }));
  if (started === null) return not('not-stored');
  return { ok: true, runId: started.value };
}

type Verdicts = ReadonlyMap<number, PlanVerdict>;

function isSent(verdict: PlanVerdict | undefined): boolean {
  return verdict?.kind === 'create' || verdict?.kind === 'update';
}

function isSame(
  sent: readonly PlanRow[],
  verdicts: Verdicts,
  kind: PlanVerdict['kind'],
  confirmed: readonly number[],
): boolean {
  const ids = sent.map(({ id }) => id).filter((id) => verdicts.get(id)?.kind === kind);
  const shown = new Set(confirmed);
  return ids.length === shown.size && ids.every((id) => shown.has(id));
}
