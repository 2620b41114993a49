import type { PlanColumn } from '@/lib/plans/plan-types';

/** The first column holds the verdict and stands for the whole row. */
export type GridColumn = 'verdict' | PlanColumn;
export type Place = { readonly rowId: number; readonly column: GridColumn };

/** The rows and columns on screen, in order: some rows may be filtered out, some columns folded away. */
export type GridView = { readonly rowIds: readonly number[]; readonly columns: readonly PlanColumn[] };

/** Indexes in the view, both ends included. */
export type GridRange = { top: number; bottom: number; left: number; right: number };

/** The selected range; null where nothing is chosen, or it is not on screen. */
export function rangeOf(
  { active, anchor }: { active: Place | null; anchor: Place | null },
  view: GridView,
): GridRange | null {
  if (active === null || anchor === null) return null;
  const [one, other] = [indexOf(active, view), indexOf(anchor, view)];
  if (one.row === -1 || other.row === -1) return null;
  const isWhole = active.column === 'verdict' || anchor.column === 'verdict';
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: isWhole ? 0 : Math.min(one.column, other.column),
    right: isWhole ? view.columns.length - 1 : Math.max(one.column, other.column),
  };
}

/** -1: not on screen; of columns, the verdict's. */
export function indexOf(place: Place | null, view: GridView): { row: number; column: number } {
  return {
    row: place === null ? -1 : view.rowIds.indexOf(place.rowId),
    column: place === null || place.column === 'verdict' ? -1 : view.columns.indexOf(place.column),
  };
}
