import 'server-only';
import * as z from 'zod';
import { readRemembered } from '@/app/(console)/listeners/read-list';
import { config } from '@/lib/config';
import { listenerKeySchema } from '@/lib/listeners/outcome';
import { listenersOf, type ListedListener } from '@/lib/listeners/overview-types';
import { ungroupKeys, type KeyGroup } from '@/lib/listeners/selection';
import { knownByName, planRows } from '@/lib/runs/plan-run';
import type { RunKind, RunSettings } from '@/lib/runs/run-types';
import type { PlannedRow } from '@/lib/runs/write-run';

const { regionId, loadBalancerId, listenerPort } = listenerKeySchema.shape;

/** A selection as it travels. */
export const selectedSchema = z
  .array(z.object({ regionId, loadBalancerId, ports: z.array(listenerPort).min(1).max(1000) }))
  .min(1)
  .max(50_000);

export type PlanOf = {
  known: ReadonlyMap<string, ListedListener>;
  /** `settings`: of a change, once it is decided on. */
  rows: (kind: RunKind, settings?: RunSettings | null) => PlannedRow[];
};

/** What a run of the selected would be, by what was last read of their regions: nothing is read anew for it. */
export async function readPlan(selected: readonly KeyGroup[]): Promise<PlanOf> {
  const regions = await readRemembered([...new Set(selected.map((group) => group.regionId))]);
  const known = knownByName(listenersOf(regions));
  const keys = ungroupKeys(selected);
  return { known, rows: (kind, settings) => planRows(kind, keys, known, config(), settings) };
}
