import { trimTyped } from '@/lib/text/typed-text';
import type { PlanRow } from '@/lib/plans/plan-types';
import type { ShownVerdict } from './grid/verdict-mark';
import { verdictOf, type PlanInHand } from './plan-store';

/** What will happen first, then what will not, then what cannot. */
export const shownVerdicts = [
  'create',
  'update',
  'equal',
  'skip',
  'blocked',
  'invalid',
  'checking',
] as const satisfies readonly ShownVerdict[];

export function isShownVerdict(text: string | null): text is ShownVerdict {
  return shownVerdicts.some((verdict) => verdict === text);
}

export function shownVerdictOf(plan: PlanInHand, row: PlanRow): ShownVerdict {
  return verdictOf(plan, row)?.kind ?? 'checking';
}

export function countVerdicts(plan: PlanInHand): Readonly<Record<ShownVerdict, number>> {
  const counts = { create: 0, update: 0, equal: 0, skip: 0, blocked: 0, invalid: 0, checking: 0 };
  for (const row of plan.grid.rows) counts[shownVerdictOf(plan, row)] += 1;
  return counts;
}

/**
 * The ids of the rows with this result, or of all. A row that is worked on stays until another result is asked for,
 * whatever becomes of its own.
 */
export function rowsShown(
  plan: PlanInHand,
  verdict: ShownVerdict | null,
  worked: ReadonlySet<number>,
): readonly number[] {
  const { rows } = plan.grid;
  return (
    verdict === null
      ? rows
      : rows.filter((row) => worked.has(row.id) || shownVerdictOf(plan, row) === verdict)
  ).map(({ id }) => id);
}

/** Whether a cell of `Start` says so, however it was typed. */
export function isStarted(text: string | undefined): boolean {
  return text !== undefined && trimTyped(text).toLowerCase() === 'on';
}
