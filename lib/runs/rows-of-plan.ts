import { stateOfRow } from '@/lib/listeners/list/listed-state';
import { setParameters } from '@/lib/listeners/wire/set-parameters';
import type { PlanFacts } from '@/lib/plans/plan-facts';
import { plannedUpdate } from '@/lib/plans/planned-update';
import type { PlanRow, PlanVerdict } from '@/lib/plans/plan-types';
import { parseCells } from '@/lib/plans/values';
import { keyOf } from '@/lib/plans/verdicts';
import type { PlannedRow } from './write-run';

/**
 * What a run does about the rows of a plan that are created or updated, in their order. Pure. Their consequences have been
 * confirmed.
 */
export function rowsOfPlan(
  rows: readonly PlanRow[],
  verdicts: ReadonlyMap<number, PlanVerdict>,
  facts: PlanFacts,
): PlannedRow[] {
  return rows.map(({ id, cells }) => {
    const listener = keyOf(cells);
    const instance = listener && facts.regions.get(listener.regionId)?.instances.get(listener.loadBalancerId);
    if (!listener || !instance) throw new Error('a row without an instance cannot be sent');
    const row = {
      listener,
      protocol: 'tcp',
      loadBalancerName: instance.listed.name,
      skip: null,
      onlyIfStopped: false,
    };
    const verdict = verdicts.get(id);
    if (verdict?.kind === 'create') {
      const parsed = parseCells(cells);
      if (!parsed.ok) throw new Error('an invalid row cannot be sent');
      const { spec } = parsed;
      // One that arises after the confirmation has not been confirmed.
      const emptyAcknowledged = verdict.consequences !== undefined;
      const acl = spec.acl.status === 'on' ? { ...spec.acl, emptyAcknowledged } : spec.acl;
      return { ...row, action: 'create', spec: { ...spec, acl } };
    }
    const found = instance.listeners
      .get(listener.listenerPort)
      ?.find(({ row: listed }) => listed.protocol === 'tcp');
    if (found === undefined) throw new Error('a listener that does not exist cannot be updated');
    const update = plannedUpdate(cells, listener, found.summary);
    const set = Object.fromEntries(
      setParameters(update.found, update.wanted).map(({ name, value }) => [name, value]),
    );
    return { ...row, action: 'change', set, confirmed: stateOfRow(found.row) };
  });
}
