import 'server-only';
import type { Kysely } from 'kysely';
import type { DatabaseSchema } from '@/lib/db/schema';
import { withoutBlanks } from './plan-schema';
import { PLAN_ROWS_MAX, type PlanEdit, type PlanProblem, type PlanRow } from './plan-types';

/** The rows of a plan in the database, changed within a transaction of the caller's. */

type Transaction = Kysely<DatabaseSchema>;

/** Rolls the transaction back: an edit would give the plan two rows of one id, or too many. */
export class Rejected extends Error {
  constructor(readonly problem: PlanProblem['problem']) {
    super(problem);
  }
}

const ROWS_PER_STATEMENT = 500;

function* chunksOf<Each>(all: readonly Each[]): Generator<readonly Each[]> {
  for (let start = 0; start < all.length; start += ROWS_PER_STATEMENT)
    yield all.slice(start, start + ROWS_PER_STATEMENT);
}

/** Applies edits in their order, as `applyPlanEdits` does in the browser. Throws `Rejected`. */
export async function applyEdits(
  transaction: Transaction,
  planId: number,
  edits: readonly PlanEdit[],
): Promise<void> {
  for (const edit of edits)
    switch (edit.kind) {
      case 'set':
        await setRows(transaction, planId, edit.rows);
        break;
      case 'delete':
        for (const rowIds of chunksOf(edit.rowIds))
          await transaction
            .deleteFrom('plan_rows')
            .where('plan_id', '=', planId)
            .where('row_id', 'in', rowIds)
            .execute();
        break;
      case 'insert': {
        const { afterRowId, rows } = edit;
        const after = await placeAfter(transaction, planId, afterRowId);
        await transaction
          .updateTable('plan_rows')
          .set(({ eb }) => ({ place: eb('place', '+', rows.length) }))
          .where('plan_id', '=', planId)
          .where('place', '>', after)
          .execute();
        await insertRows(transaction, planId, rows, after);
        break;
      }
    }
  const { count } = await transaction
    .selectFrom('plan_rows')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
  if (Number(count) > PLAN_ROWS_MAX) throw new Rejected('too-many-rows');
}

/** Adds rows after a place, where there is room for them. */
export async function insertRows(
  transaction: Transaction,
  planId: number,
  rows: readonly PlanRow[],
  afterPlace: number,
): Promise<void> {
  assertDistinct(rows);
  let place = afterPlace;
  for (const chunk of chunksOf(rows)) {
    const ids = chunk.map(({ id }) => id);
    if ((await placesOf(transaction, planId, ids)).size > 0) throw new Rejected('invalid');
    await transaction
      .insertInto('plan_rows')
      .values(chunk.map((row) => valuesOf(planId, row, (place += 1))))
      .execute();
  }
}

/** The place of a row; 0 for null, and the last place if the row is gone. */
async function placeAfter(transaction: Transaction, planId: number, rowId: number | null): Promise<number> {
  if (rowId === null) return 0;
  const place = (await placesOf(transaction, planId, [rowId])).get(rowId);
  if (place !== undefined) return place;
  const { last } = await transaction
    .selectFrom('plan_rows')
    .select(({ fn }) => fn.max('place').as('last'))
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** One statement for many rows: an upsert of those that are still there. */
async function setRows(transaction: Transaction, planId: number, rows: readonly PlanRow[]): Promise<void> {
  assertDistinct(rows);
  for (const chunk of chunksOf(rows)) {
    const places = await placesOf(
      transaction,
      planId,
      chunk.map(({ id }) => id),
    );
    const values = chunk.flatMap((row) => {
      const place = places.get(row.id);
      return place === undefined ? [] : valuesOf(planId, row, place);
    });
    if (values.length === 0) continue;
    await transaction
      .insertInto('plan_rows')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['plan_id', 'row_id']).doUpdateSet(({ ref }) => ({
          cells_json: ref('excluded.cells_json'),
        })),
      )
      .execute();
  }
}

function assertDistinct(rows: readonly PlanRow[]): void {
  if (new Set(rows.map(({ id }) => id)).size < rows.length) throw new Rejected('invalid');
}

async function placesOf(
  transaction: Transaction,
  planId: number,
  rowIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await transaction
    .selectFrom('plan_rows')
    .select(['row_id', 'place'])
    .where('plan_id', '=', planId)
    .where('row_id', 'in', rowIds)
    .execute();
  return new Map(rows.map(({ row_id: rowId, place }) => [rowId, place]));
}

function valuesOf(planId: number, { id, cells }: PlanRow, place: number) {
  return { plan_id: planId, row_id: id, place, cells_json: JSON.stringify(withoutBlanks(cells)) };
}
