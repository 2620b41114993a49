import type { RowView } from './row-view';

/**
 * The rows, by id, that show another value than before. Ages are left out, because they change by themselves, and so is
 * health that was unknown before: that is news about Sluice, not about the servers.
 */
export function changedRows(before: readonly RowView[], now: readonly RowView[]): string[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return now.flatMap((row) => {
    const was = known.get(row.id);
    return was !== undefined && isChanged(was, row) ? [row.id] : [];
  });
}

function isChanged(was: RowView, row: RowView): boolean {
  if (was === row) return false;
  const before = was.healthy?.tally;
  const now = row.healthy?.tally;
  return (
    factsOf(was) !== factsOf(row) || (!!before && !!now && JSON.stringify(before) !== JSON.stringify(now))
  );
}

function factsOf({ status, loadBalancerName, address, protection, backend, ...row }: RowView): string {
  const { scheduler, bandwidth, access, healthCheck, description, unsettled } = row;
  return JSON.stringify([
    [status, loadBalancerName, address, protection, backend],
    [scheduler, bandwidth, access, healthCheck, description, unsettled],
  ]);
}
