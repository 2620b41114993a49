import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { isChanging } from '@/lib/model/list-row';
import { NAMES_FRESH_MILLIS } from './fact-ages';
import { inventory, save, type Inventory } from './inventory';
import { readNames } from './names';
import { PATIENCE_MILLIS, untilLateMillis } from './overview';
import { readPart, readWhole } from './reading';
import { rowsOf, type RegionCopy } from './region-copy';
import { copiesOf } from './regions';

/** What is read again while a page stands. */

const LISTENERS_PER_CALL = 100;
const INSTANCES_PER_CALL = 10;
/** A region is read whole again when that is this old, and then at most a twentieth of the time. */
const WHOLE_MILLIS = 30_000;
const WHOLE_SHARE = 20;
/** How often a region that is not looked at is asked whether it holds anything. */
const ELSEWHERE_MILLIS = 300_000;
/** So that many listeners on their way do not make a look at a page a reading of all. */
const CHANGING_INSTANCES_MAX = 50;

export type Screen = {
  /** The regions that are shown. */
  regionIds: readonly string[];
  /** The instances of the rows on the screen. */
  instances: readonly { regionId: string; loadBalancerId: string }[];
  /** All of the regions shown, whatever it takes. */
  whole: boolean;
  patienceMillis?: number;
};

/**
 * Reads again what is on the screen: of each region its instances there, ten a call, or the whole region where that takes no
 * more calls, where it is asked for, or where it is old. Waits until that is done, or as long as the patience lasts; what
 * comes later is there at the next look. Never throws for an expected failure.
 */
export async function rereadScreen({
  regionIds,
  instances,
  whole,
  patienceMillis = PATIENCE_MILLIS,
}: Screen): Promise<void> {
  const inv = await inventory();
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
  // A region that has answered a part of it meanwhile is not late yet; a look now would find neither rows nor a word of why.
  await wait(Math.max(0, ...regionIds.map((regionId) => untilLateMillis(inv, regionId, patienceMillis))));
}

function rereadRegion(
  inv: Inventory,
  copy: RegionCopy,
  loadBalancerIds: readonly string[],
  { whole, requestedAtMillis }: { whole: boolean; requestedAtMillis: number },
): Promise<unknown> {
  // Who asks for it does not want what was asked for before.
  const sinceMillis = whole ? requestedAtMillis : 0;
  const wholeCalls = Math.max(1, Math.ceil(copy.listeners.size / LISTENERS_PER_CALL));
  const partCalls = Math.ceil(loadBalancerIds.length / INSTANCES_PER_CALL);
  const isSmall = wholeCalls <= Math.max(1, partCalls);
  if (copy.readAtMillis === null) return readWhole(inv, copy, 'interactive').done;
  // Beside the rows that are on the screen, what other calls tell of them.
  const withNames = async (rows: Promise<unknown>): Promise<void> => {
    await rows;
    await readNames(copy, {
      priority: 'interactive',
      loadBalancerIds,
      sinceMillis: whole ? requestedAtMillis : requestedAtMillis - NAMES_FRESH_MILLIS,
    });
    await save(inv, copy);
    // Lists that no row on the screen shows are counted in the views.
    if (whole) readNames(copy, { priority: 'idle', entriesSinceMillis: requestedAtMillis }).catch(() => {});
  };
  if (isSmall) return withNames(wholeSince(inv, copy, 'interactive', sinceMillis));

  const part = withNames(
    loadBalancerIds.length > 0 ? readPart(inv, copy, loadBalancerIds, sinceMillis) : Promise.resolve(),
  );
  if (!whole && !isOld(copy)) return part;
  // What is on the screen does not wait for the rest of the region; who asked for all of it does.
  const standing = wholeSince(inv, copy, whole ? 'interactive' : 'background', sinceMillis);
  return whole ? Promise.all([part, standing]) : part;
}

/** All of a region, as it is at that moment or later: a reading that began before is waited for, and another one follows it. */
async function wholeSince(
  inv: Inventory,
  copy: RegionCopy,
  priority: Parameters<typeof readWhole>[2],
  sinceMillis: number,
): Promise<void> {
  const last = inv.wholes.get(copy.regionId);
  if (last !== undefined && !last.isStanding && last.startedAtMillis < sinceMillis) await last.standing;
  await readWhole(inv, copy, priority).standing;
}

function isOld({ readAtMillis, readMillis }: RegionCopy): boolean {
  const age = Date.now() - (readAtMillis ?? 0);
  return age > Math.max(WHOLE_MILLIS, WHOLE_SHARE * (readMillis ?? 0));
}

/** Rows that change are counted on every page, so they are followed wherever they are. */
function changingInstances(copy: RegionCopy): string[] {
  const ids = new Set(
    rowsOf(copy)
      .filter(isChanging)
      .map(({ loadBalancerId }) => loadBalancerId),
  );
  return [...ids].slice(0, CHANGING_INSTANCES_MAX);
}

/** In the background: the regions that are not shown may have got their first instance. Those that were never read are `fillRest`'s. */
function pollElsewhere(inv: Inventory, regionIds: readonly string[]): void {
  for (const copy of inv.regions.values()) {
    if (regionIds.includes(copy.regionId) || copy.instances.size > 0) continue;
    const polledAtMillis = Math.max(copy.readAtMillis ?? 0, copy.failure?.atMillis ?? 0);
    if (polledAtMillis > 0 && Date.now() - polledAtMillis > ELSEWHERE_MILLIS)
      readWhole(inv, copy, 'background');
  }
}
