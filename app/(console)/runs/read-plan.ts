import 'server-only';
import * as z from 'zod';
import { keyGroupSchema, keyGroupsOf, keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { listenersOf } from '@/lib/inventory/joined-rows';
import { readOverview } from '@/lib/inventory/overview';
import type { Access } from '@/lib/model/permission';
import type { ListedListener } from '@/lib/model/list-row';
import { ungroupKeys, type KeyGroup } from '@/lib/listeners/list/selection';
import type { Confirmed } from '@/lib/runs/run-types';
import { unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { knownByName, planConfirmed, planRows, type PlanMode } from '@/lib/runs/plan-run';
import type { PlannedSkipReason, BulkKind, RunSettings } from '@/lib/runs/run-types';
import type { PlannedRow } from '@/lib/runs/write-run';

/** A selection as sent by the browser. */
export const selectedSchema = keyGroupsSchema.refine((groups) => groups.length > 0);

/** What the confirmation dialog of a run showed, as sent back by the browser. */
export const confirmedSchema = z.object({
  touched: keyGroupsOf(
    keyGroupSchema.extend({
      onlyIfStopped: keyGroupSchema.shape.ports,
      despiteUnsettled: keyGroupSchema.shape.ports,
    }),
  ).refine((groups) => groups.length > 0),
  skipped: keyGroupsSchema,
});

export type PlanOf = {
  known: ReadonlyMap<string, ListedListener>;
  /** `settings`: of a change, once it is decided on. */
  rows: (kind: BulkKind, settings?: RunSettings | null) => PlannedRow<PlannedSkipReason>[];
};

/**
 * What a run on the selection would do, based on the last read of its regions: nothing is reloaded. With
 * `includesUnsettled`, listeners whose earlier write has an unknown outcome are included.
 */
export async function readPlan(
  selected: readonly KeyGroup[],
  { access, includesUnsettled }: { access: Access; includesUnsettled: boolean },
): Promise<PlanOf> {
  const [known, read] = await Promise.all([readKnown(selected), readMode(access)]);
  const mode: PlanMode = { ...read, includes: () => includesUnsettled };
  const keys = ungroupKeys(selected);
  return { known, rows: (kind, settings) => planRows(kind, keys, known, mode, settings) };
}

/** The rows of a confirmed run, planned again on the latest data. */
export async function rowsConfirmed(
  kind: BulkKind,
  confirmed: Confirmed,
  settings: RunSettings | null,
  access: Access,
): Promise<PlannedRow[]> {
  const [known, mode] = await Promise.all([
    readKnown([...confirmed.touched, ...confirmed.skipped]),
    readMode(access),
  ]);
  return planConfirmed(kind, confirmed, known, mode, settings);
}

/** The listeners of these as they were last read, by key. */
export async function readKnown(groups: readonly KeyGroup[]): Promise<ReadonlyMap<string, ListedListener>> {
  const regions = await readOverview([...new Set(groups.map((group) => group.regionId))]);
  return knownByName(listenersOf(regions));
}

/** What prevents a run on any listener. */
export async function readMode(access: Access): Promise<PlanMode> {
  const writes = await unsettledWrites();
  // Oldest first, so the map keeps each listener's newest.
  const unsettled = new Map(writes.map((write) => [formatListenerKey(write), write.id]));
  return { access, unsettled };
}
