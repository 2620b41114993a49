import '../zod-settings';
import * as z from 'zod';
import { inputLimits } from '../input-limits';
import { seriousConsequences } from '../model/edit-consequences';
import { isBlank } from '../text/typed-text';
import { PLAN_ROWS_MAX, planColumns, type PlanCells, type PlanColumn } from './plan-types';

/** What a browser may send of a plan, parsed at the boundary. */

const cell = z.string().max(inputLimits.valueLength);

/** A row's texts; blank ones are absent. */
export const planCellsSchema = z
  .partialRecord(z.enum(planColumns), cell)
  .transform((cells): PlanCells => withoutBlanks(cells));

const rowId = z.int().positive();
const rows = z.array(z.object({ id: rowId, cells: planCellsSchema })).max(PLAN_ROWS_MAX);

/** The edits of one change, in their order. */
export const planEditsSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('set'), rows }),
      z.object({ kind: z.literal('insert'), afterRowId: rowId.nullable(), rows }),
      z.object({ kind: z.literal('delete'), rowIds: z.array(rowId).max(PLAN_ROWS_MAX) }),
    ]),
  )
  .max(inputLimits.values);

/** What was shown of a plan when it was started. */
export const confirmedPlanSchema = z.object({
  version: z.int().positive(),
  create: z.array(rowId).max(PLAN_ROWS_MAX),
  update: z.array(rowId).max(PLAN_ROWS_MAX),
  acknowledged: z.array(z.enum(seriousConsequences)).max(inputLimits.values),
});

/** The cells that say something: what is absent is blank. */
export function withoutBlanks(cells: PlanCells): PlanCells {
  return Object.fromEntries(
    planColumns.flatMap((column): [PlanColumn, string][] => {
      const text = cells[column];
      return text === undefined || isBlank(text) ? [] : [[column, text]];
    }),
  );
}
