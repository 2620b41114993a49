import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { isChanging } from '@/lib/model/list-row';
import { NAMES_FRESH_MILLIS } from './fact-ages';
import { save, type Inventory } from './inventory';
import { currentInventory } from './sync';
import { readNames } from './names';
import { PATIENCE_MILLIS, untilLateMillis } from './overview';
import { readPart, readWhole } from './reading';
import { rowsOf, type RegionCopy } from './region-copy';
import { copiesOf } from './regions';

/** What is read again while a page is open. */

const LISTENERS_PER_CALL = 100;
const INSTANCES_PER_CALL = 10;
/** A region is fully read again when its data is this old, taking at most a twentieth of the time. */
const WHOLE_MILLIS = 30_000;
const WHOLE_SHARE = 20;
/** How often a region nobody is viewing is checked for instances. */
const ELSEWHERE_MILLIS = 300_000;
/** Limits how many listeners in transition a refresh reads, so that it does not become a full read. */
const CHANGING_INSTANCES_MAX = 50;

export type Screen = {
  /** The regions shown. */
  regionIds: readonly string[];
  /** The instances of the rows on screen. */
  instances: readonly { regionId: string; loadBalancerId: string }[];
  /** All of the regions shown, however long it takes. */
  whole: boolean;
  patienceMillis?: number;
};

/**
 * Refreshes what is on screen: the instances shown of each region, ten per call, or the whole region if that takes no
 * more calls, if requested, or if it is old. Waits until that is done or the patience ends; later results are there at
 * the next refresh. Never throws for an expected failure.
 */
export async function rereadScreen({
  regionIds,
  instances,
  whole,
  patienceMillis = PATIENCE_MILLIS,
}: Screen): Promise<void> {
  const inv = await currentInventory();
  const requestedAtMillis = Date.now();
  const readings = (await copiesOf(inv, regionIds)).map((copy) => {
    const onScreen = instances.flatMap((each) =>
      each.regionId === copy.regionId ? [each.loadBalancerId] : [],
    );
    return rereadRegion(inv, copy, [...new Set([...onScreen, ...changingInstances(copy)])], {
      whole,
      requestedAtMillis,
    });
  });
  const all = Promise.all(readings);
  pollElsewhere(inv, regionIds);
  const wait = (millis: number) => Promise.race([all, sleep(millis, null, { ref: false })]);
  await wait(patienceMillis);
  // A region that has returned a part in the meantime is not late yet; a check now would find neither rows nor a
  // reason.
  await wait(Math.max(0, ...regionIds.map((regionId) => untilLateMillis(inv, regionId, patienceMillis))));
}

function rereadRegion(
  inv: Inventory,
  copy: RegionCopy,
  loadBalancerIds: readonly string[],
  { whole, requestedAtMillis }: { whole: boolean; requestedAtMillis: number },
): Promise<unknown> {
  // An explicit request wants newer data than what was requested before.
  const sinceMillis = whole ? requestedAtMillis : 0;
  const wholeCalls = Math.max(1, Math.ceil(copy.listeners.size / LISTENERS_PER_CALL));
  const partCalls = Math.ceil(loadBalancerIds.length / INSTANCES_PER_CALL);
  const isSmall = wholeCalls <= Math.max(1, partCalls);
  if (copy.readAtMillis === null) return readWhole(inv, copy, 'interactive').done;
  // Along with the rows on screen, the facts from other calls.
  const withNames = async (rows: Promise<unknown>): Promise<void> => {
    await rows;
    await readNames(copy, {
      priority: 'interactive',
      loadBalancerIds,
      sinceMillis: whole ? requestedAtMillis : requestedAtMillis - NAMES_FRESH_MILLIS,
    });
    await save(inv, copy);
    // Lists that no row on screen shows are counted in the views.
    if (whole) readNames(copy, { priority: 'idle', entriesSinceMillis: requestedAtMillis }).catch(() => {});
  };
  if (isSmall) return withNames(wholeSince(inv, copy, 'interactive', sinceMillis));

  const part = withNames(
    loadBalancerIds.length > 0 ? readPart(inv, copy, loadBalancerIds, sinceMillis) : Promise.resolve(),
  );
  if (!whole && !isOld(copy)) return part;
  // What is on screen does not wait for the rest of the region; an explicit full refresh does.
  const rowsRead = wholeSince(inv, copy, whole ? 'interactive' : 'background', sinceMillis);
  return whole ? Promise.all([part, rowsRead]) : part;
}

/** All of a region, as of that moment or later: an earlier pending read is awaited, and another one follows it. */
async function wholeSince(
  inv: Inventory,
  copy: RegionCopy,
  priority: Parameters<typeof readWhole>[2],
  sinceMillis: number,
): Promise<void> {
  const last = inv.wholes.get(copy.regionId);
  if (last !== undefined && !last.areRowsRead && last.startedAtMillis < sinceMillis) await last.rowsRead;
  await readWhole(inv, copy, priority, { sinceMillis }).rowsRead;
}

function isOld({ readAtMillis, readMillis }: RegionCopy): boolean {
  const age = Date.now() - (readAtMillis ?? 0);
  return age > Math.max(WHOLE_MILLIS, WHOLE_SHARE * (readMillis ?? 0));
}

/** Changing rows are counted on every page, so they are followed wherever they are. */
function changingInstances(copy: RegionCopy): string[] {
  const ids = new Set(
    rowsOf(copy)
      .filter(isChanging)
      .map(({ loadBalancerId }) => loadBalancerId),
  );
  return [...ids].slice(0, CHANGING_INSTANCES_MAX);
}

/** In the background: regions not shown may have got their first instance. Those never read are left to `fillRest`. */
function pollElsewhere(inv: Inventory, regionIds: readonly string[]): void {
  for (const copy of inv.regions.values()) {
    if (regionIds.includes(copy.regionId) || copy.instances.size > 0) continue;
    const polledAtMillis = Math.max(copy.readAtMillis ?? 0, copy.failure?.atMillis ?? 0);
    if (polledAtMillis > 0 && Date.now() - polledAtMillis > ELSEWHERE_MILLIS)
      readWhole(inv, copy, 'background');
  }
}
