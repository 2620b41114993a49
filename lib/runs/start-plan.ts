import 'server-only';
import { accessOf } from '@/lib/auth/access';
import type { Kysely } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { valueOfWrite } from '@/lib/db/storage';
import type { Actor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';
import { reviewRows } from '@/lib/plans/review';
import { readPlan, readPlanIn } from '@/lib/plans/store';
import type {
  ConfirmedPlan,
  Plan,
  PlanConflict,
  PlanRow,
  PlanStart,
  PlanVerdict,
} from '@/lib/plans/plan-types';
import { rowsOfPlan } from './rows-of-plan';
import { startRun } from './start-run';
import type { PlannedRun } from './write-run';

type Reason = Exclude<Extract<PlanStart, { ok: false }>, PlanConflict>['problem'];
const not = (problem: Reason): PlanStart => ({ ok: false, problem });

/**
 * Carries a plan out as it was shown: what its rows mean is decided once more from what is known, and by each call from
 * what it has just read. If that is another set of rows than was confirmed, nothing is sent, and neither is if a row is to
 * make the plan fail. The run is written in the transaction that checks that no other one is in progress: of two that
 * start the plan in the same instant, one does.
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
  const why = await whyNot(await database(), plan, version);
  if (why !== null) return why;

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
  // Somebody else may have started or changed it since it was read.
  const check: PlannedRun['check'] = async (transaction, connection) => {
    const now = await readPlanIn(transaction, planId, connection, actor);
    const isStarted = now !== null && now.runId !== plan.runId;
    const reason =
      now === null
        ? not('gone')
        : ((await whyNot(transaction, now, version)) ?? (isStarted ? not('changed') : null));
    if (reason !== null) throw new NotStarted(reason);
  };
  try {
    const started = await valueOfWrite(() =>
      startRun({ kind: 'plan', settings, planId, rows, actor, check }),
    );
    return started === null ? not('not-stored') : { ok: true, runId: started.value };
  } catch (error) {
    if (error instanceof NotStarted) return error.reason;
    throw error;
  }
}

class NotStarted extends Error {
  constructor(readonly reason: PlanStart) {
    super('The plan was not started.');
  }
}

/** Why the plan cannot be started as this version: it is another one by now, or a run of it is in progress. */
async function whyNot(
  open: Kysely<DatabaseSchema>,
  plan: Omit<Plan, 'rows'>,
  version: number,
): Promise<PlanStart | null> {
  if (plan.version !== version) {
    const { changedAt, changedBy } = plan;
    return { ok: false, problem: 'conflict', version: plan.version, changedAt, changedBy };
  }
  if (plan.runId === null) return null;
  const run = await open
    .selectFrom('runs')
    .select('ended_at')
    .where('id', '=', plan.runId)
    .executeTakeFirst();
  return run !== undefined && run.ended_at === null ? not('running') : null;
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
