import 'server-only';
import { inputLimits } from '@/lib/input-limits';
import { permissionOf, permitted, type Access, type Permission } from '@/lib/model/permission';
import { readRunRows } from '@/lib/runs/read-runs';
import type { RowState, Run } from '@/lib/runs/run-types';

/**
 * Whether somebody may retry the rows of a run: their calls count as those of whoever started it, so nobody may have a
 * row repeated that they could not change themselves. The first reason against it.
 */
export async function permissionToRetry(
  { id }: Pick<Run, 'id'>,
  states: readonly RowState[],
  access: Access,
): Promise<Permission> {
  const permission = permissionOf(access, 'retry-run');
  const { regions = [], instances = [] } = access.person?.limits ?? {};
  // Only then does it depend on the rows, which may be thousands.
  if (!permission.allowed || regions.length + instances.length === 0) return permission;
  const rows = await readRunRows({ runId: id, states, limit: inputLimits.listeners });
  const permissions = rows.map(({ action, listener }) =>
    permissionOf(access, action === 'change' ? 'edit' : action, listener),
  );
  return permissions.find(({ allowed }) => !allowed) ?? permitted;
}
