import type { RowView } from './row-view';

/**
 * The rows, by id, of which a newer reading shows something else: Sluice has observed a change since, or other servers
 * are healthy. What was only not known before is no change.
 */
export function changedRows(before: readonly RowView[], now: readonly RowView[]): string[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return now.flatMap((row) => {
    const was = known.get(row.id);
    return was !== undefined && isChanged(was, row) ? [row.id] : [];
  });
}

function isChanged(was: RowView, row: RowView): boolean {
  const before = was.healthy?.tally;
  const now = row.healthy?.tally;
  return (
    was.status !== row.status ||
    was.changed?.at !== row.changed?.at ||
    (!!before && !!now && JSON.stringify(before) !== JSON.stringify(now))
  );
}
