import 'server-only';
import type { Kysely, Selectable } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema, PlansTable } from '@/lib/db/schema';
import { valueOfWrite } from '@/lib/db/storage';
import { inTransaction } from '@/lib/db/write-lock';
import { connectionIdentity } from '@/lib/inventory/connection';
import { ownerIdOf, type Actor, type Requester } from '@/lib/model/actor';
import { trimTyped } from '@/lib/text/typed-text';
import { applyEdits, insertRows, Rejected } from './row-edits';
import {
  PLAN_NAME_MAX,
  PLAN_ROWS_MAX,
  planModes,
  PLANS_MAX,
  type Plan,
  type PlanCells,
  type PlanConflict,
  type PlanEdit,
  type PlanMode,
  type PlanOutcome,
  type PlanProblem,
  type PlanSummary,
} from './plan-types';

/**
 * The plans of the current connection, in the database: durable before each of these resolves. They throw if the
 * database is unavailable.
 */

const problem = (word: PlanProblem['problem']): PlanProblem => ({ ok: false, problem: word });

/** Whether somebody may share, unshare and delete a plan they see. */
export function mayAdministerPlan(
  { ownerId }: Pick<Plan, 'ownerId'>,
  actor: Pick<Actor, 'personId' | 'role'>,
): boolean {
  return ownerId === ownerIdOf(actor) || actor.role === 'admin';
}

/** Keeps a new plan with these rows, whose ids are 1, 2, … in their order. It is its requester's alone. */
export async function createPlan(
  cells: readonly PlanCells[],
  { name: typed, mode = 'skip', requester }: { name: string; mode?: PlanMode; requester: Requester },
): Promise<{ ok: true; planId: number } | PlanProblem> {
  const name = nameOf(typed);
  if (!name.ok) return name;
  if (cells.length > PLAN_ROWS_MAX) return problem('too-many-rows');
  const connection = await connectionIdentity();
  if (connection === null) return problem('no-credentials');
  const ownerId = ownerIdOf(requester);
  const own = (await plansOf(connection, ownerId)).filter((plan) => plan.ownerId === ownerId);
  if (own.length >= PLANS_MAX) return problem('too-many-plans');
  const open = await database();
  const kept = await valueOfWrite(() =>
    inTransaction(open, async (transaction) => {
      const { id } = await transaction
        .insertInto('plans')
        .values({
          connection,
          owner_id: ownerId,
          owner_name: requester.name,
          is_shared: 0,
          name: name.value,
          mode,
          version: 1,
          changed_at: new Date().toISOString(),
          changed_by: requester.name,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const rows = cells.map((each, index) => ({ id: index + 1, cells: each }));
      await insertRows(transaction, id, rows, 0);
      return id;
    }),
  );
  return kept === null ? problem('not-stored') : { ok: true, planId: kept.value };
}

/** A plan with its rows; null if there is none, or none this reader sees. */
export async function readPlan(planId: number, reader: Requester): Promise<Plan | null> {
  const plan = await readHead(planId, reader);
  if (plan === null) return null;
  const rows = await (
    await database()
  )
    .selectFrom('plan_rows')
    .select(['row_id', 'cells_json'])
    .where('plan_id', '=', planId)
    .orderBy('place')
    .execute();
  return {
    ...headOf(plan),
    // Not validated: `withoutBlanks` wrote it, and a plan is read for each of its pages.
    rows: rows.map((row) => ({ id: row.row_id, cells: JSON.parse(row.cells_json) as PlanCells })),
  };
}

/** The plans this reader sees, their own and those that are shared; the last changed first. */
export async function listPlans(reader: Requester): Promise<PlanSummary[]> {
  const connection = await connectionIdentity();
  return connection === null ? [] : plansOf(connection, ownerIdOf(reader));
}

/** The plan that a run executes, if it is still there and this reader sees it. */
export async function planOfRun(
  runId: number,
  reader: Requester,
): Promise<Pick<PlanSummary, 'id' | 'name'> | null> {
  const connection = await connectionIdentity();
  if (connection === null) return null;
  const plan = await visiblePlans(await database(), connection, ownerIdOf(reader))
    .select(['id', 'name'])
    .where('id', '=', ({ selectFrom }) => selectFrom('runs').select('plan_id').where('id', '=', runId))
    .executeTakeFirst();
  return plan ?? null;
}

function visiblePlans(open: Kysely<DatabaseSchema>, connection: string, ownerId: string) {
  return open
    .selectFrom('plans')
    .where('connection', '=', connection)
    .where(({ or, eb }) => or([eb('owner_id', '=', ownerId), eb('is_shared', '=', 1)]));
}

/** Plans without their rows, each with its newest run. */
type PlanHead = Selectable<PlansTable> & { run_id: number | null };

function planHeads(open: Kysely<DatabaseSchema>, connection: string, ownerId: string) {
  return visiblePlans(open, connection, ownerId)
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom('runs')
        .select(({ fn }) => fn.max('runs.id').as('id'))
        .whereRef('runs.plan_id', '=', 'plans.id')
        .as('run_id'),
    );
}

async function plansOf(connection: string, ownerId: string): Promise<PlanSummary[]> {
  const open = await database();
  const plans = await planHeads(open, connection, ownerId)
    .select(({ selectFrom, fn }) =>
      selectFrom('plan_rows')
        .select(fn.countAll().as('count'))
        .whereRef('plan_rows.plan_id', '=', 'plans.id')
        .as('row_count'),
    )
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return plans.map((plan) => ({ ...headOf(plan), rowCount: Number(plan.row_count ?? 0) }));
}

/**
 * Applies edits to the version that was seen, all or none. A row's edit writes that row; of rows that are not mentioned,
 * at most the places change.
 */
export function editPlan(
  planId: number,
  version: number,
  edits: readonly PlanEdit[],
  requester: Requester,
): Promise<PlanOutcome> {
  return changeVersion(planId, version, requester, (transaction) => applyEdits(transaction, planId, edits));
}

/** Sets what is done about listeners that exist. A change of the plan like any other: it changes the verdicts. */
export function setMode(
  planId: number,
  version: number,
  mode: PlanMode,
  requester: Requester,
): Promise<PlanOutcome> {
  return changeVersion(planId, version, requester, async (transaction) => {
    await transaction.updateTable('plans').set({ mode }).where('id', '=', planId).execute();
  });
}

/** Gives a plan another name. Its version stays: nobody's edits are affected. */
export async function renamePlan(planId: number, typed: string, requester: Requester): Promise<PlanOutcome> {
  const name = nameOf(typed);
  return name.ok ? changeHead(planId, requester, { name: name.value }) : name;
}

/** Shares a plan with everybody who may sign in, or only with its owner again: for its owner and admins. */
export async function sharePlan(planId: number, isShared: boolean, actor: Actor): Promise<PlanOutcome> {
  const plan = await readHead(planId, actor);
  if (plan !== null && !mayAdministerPlan(headOf(plan), actor)) return problem('not-owner');
  return changeHead(planId, actor, { is_shared: isShared ? 1 : 0 });
}

/** Deletes a plan and its rows: for its owner, and admins if it is shared. Its runs stay. */
export async function deletePlan(planId: number, actor: Actor): Promise<{ ok: true } | PlanProblem> {
  const plan = await readHead(planId, actor);
  if (plan === null) return problem('gone');
  if (!mayAdministerPlan(headOf(plan), actor)) return problem('not-owner');
  const open = await database();
  const isDeleted = await valueOfWrite(() => open.deleteFrom('plans').where('id', '=', planId).execute());
  return isDeleted === null ? problem('not-stored') : { ok: true };
}

/** A plan as it is in a transaction, without its rows; null if there is none, or none this reader sees. */
export async function readPlanIn(
  transaction: Kysely<DatabaseSchema>,
  planId: number,
  connection: string,
  reader: Requester,
): Promise<Omit<Plan, 'rows'> | null> {
  const plan = await visiblePlan(transaction, planId, connection, reader);
  return plan && headOf(plan);
}

async function readHead(planId: number, reader: Requester): Promise<PlanHead | null> {
  const connection = await connectionIdentity();
  if (connection === null) return null;
  const open = await database();
  return visiblePlan(open, planId, connection, reader);
}

async function visiblePlan(
  open: Kysely<DatabaseSchema>,
  planId: number,
  connection: string,
  reader: Requester,
): Promise<PlanHead | null> {
  const plan = await planHeads(open, connection, ownerIdOf(reader))
    .where('id', '=', planId)
    .executeTakeFirst();
  return plan ?? null;
}

function headOf(plan: PlanHead): Omit<Plan, 'rows'> {
  return {
    id: plan.id,
    name: plan.name,
    mode: planModes.find((mode) => mode === plan.mode) ?? 'skip',
    version: plan.version,
    isShared: plan.is_shared === 1,
    ownerId: plan.owner_id,
    ownerName: plan.owner_name,
    changedAt: plan.changed_at,
    changedBy: plan.changed_by,
    runId: plan.run_id,
  };
}

async function changeHead(
  planId: number,
  requester: Requester,
  values: Partial<Pick<PlansTable, 'name' | 'is_shared'>>,
): Promise<PlanOutcome> {
  const plan = await readHead(planId, requester);
  if (plan === null) return problem('gone');
  const open = await database();
  const kept = await valueOfWrite(() =>
    open.updateTable('plans').set(values).where('id', '=', planId).execute(),
  );
  return kept === null ? problem('not-stored') : { ok: true, version: plan.version };
}

async function changeVersion(
  planId: number,
  version: number,
  requester: Requester,
  change: (transaction: Kysely<DatabaseSchema>) => Promise<void>,
): Promise<PlanOutcome> {
  const connection = await connectionIdentity();
  if (connection === null) return problem('no-credentials');
  const open = await database();
  const next = { version: version + 1, changed_at: new Date().toISOString(), changed_by: requester.name };
  const changing = (): Promise<PlanOutcome> =>
    inTransaction(open, async (transaction) => {
      const plan = await visiblePlan(transaction, planId, connection, requester);
      if (plan === null) return problem('gone');
      if (plan.version !== version) return conflictWith(plan);
      await change(transaction);
      await transaction.updateTable('plans').set(next).where('id', '=', planId).execute();
      return { ok: true, version: next.version };
    });
  try {
    const changed = await valueOfWrite(changing);
    return changed?.value ?? problem('not-stored');
  } catch (error) {
    if (error instanceof Rejected) return problem(error.problem);
    throw error;
  }
}

function conflictWith(plan: Selectable<PlansTable>): PlanConflict {
  const { version, changed_by: changedBy, changed_at: changedAt } = plan;
  return { ok: false, problem: 'conflict', version, changedBy, changedAt };
}

function nameOf(typed: string): { ok: true; value: string } | PlanProblem {
  const value = trimTyped(typed).replace(/\s+/g, ' ');
  if (value === '') return problem('name-missing');
  return [...value].length > PLAN_NAME_MAX ? problem('name-long') : { ok: true, value };
}
