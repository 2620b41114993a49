import 'server-only';
import type { Locale } from '@/lib/i18n/locales';
import { describeLoadBalancers } from '@/lib/slb/operations/load-balancers';
import { describeRegions } from '@/lib/slb/operations/regions';
import type { Region } from '@/lib/slb/responses';
import type { SlbFailure, SlbResult } from '@/lib/slb/result';

/** The regions there are, and those that hold instances: what the list begins with before any has been chosen. */

const REGIONS_REMEMBER_MILLIS = 300_000;
const INSTANCES_REMEMBER_MILLIS = 60_000;
/** An answer with gaps is asked for again soon. */
const GAPS_REMEMBER_MILLIS = 15_000;
const PATIENCE_MILLIS = 4_000;

/** One remembered value; callers that come while it is being read share the one reading. */
type Memory<T> = { promise: Promise<T>; untilMillis: number };

// On globalThis because a Next server may load one module twice, and both must remember the same.
const held: typeof globalThis & {
  sluiceRegions?: Map<Locale, Memory<SlbResult<Region[]>>>;
  sluiceRegionsWithInstances?: Memory<string[]> | undefined;
} = globalThis;

/** All regions of DescribeRegions, by id, named in the reader's language; remembered for some minutes. */
export function knownRegions(locale: Locale): Promise<SlbResult<Region[]>> {
  const memories = (held.sluiceRegions ??= new Map());
  const memory = memories.get(locale);
  if (memory && Date.now() < memory.untilMillis) return memory.promise;
  const next = { promise: readRegions(locale), untilMillis: Infinity };
  memories.set(locale, next);
  void limitMemory(next, (result) => (result.ok ? REGIONS_REMEMBER_MILLIS : 0));
  return next.promise;
}

/**
 * Ids of the regions that hold instances, found by asking every region at once (the client caps how many calls run);
 * remembered shortly. A region that gives no answer may hold some: it is among them, so that the list says what is wrong
 * with it. One that refuses (not opened for this account) is not.
 */
export function regionsWithInstances(regions: readonly Region[]): Promise<string[]> {
  const memory = held.sluiceRegionsWithInstances;
  if (memory && Date.now() < memory.untilMillis) return memory.promise;
  let gaps = false;
  const find = async (): Promise<string[]> => {
    const answers = await Promise.all(regions.map(({ regionId }) => holdsInstances(regionId)));
    gaps = answers.includes('unknown');
    return regions.map(({ regionId }) => regionId).filter((_, index) => answers[index] !== 'none');
  };
  const next = { promise: find(), untilMillis: Infinity };
  held.sluiceRegionsWithInstances = next;
  void limitMemory(next, (ids) =>
    ids.length === 0 ? 0 : gaps ? GAPS_REMEMBER_MILLIS : INSTANCES_REMEMBER_MILLIS,
  );
  return next.promise;
}

/** A value says for how long it may be given again; a throw is not remembered. */
async function limitMemory<T>(memory: Memory<T>, millisOf: (value: T) => number): Promise<void> {
  try {
    const value = await memory.promise;
    memory.untilMillis = Date.now() + millisOf(value);
  } catch {
    memory.untilMillis = 0;
  }
}

async function readRegions(locale: Locale): Promise<SlbResult<Region[]>> {
  const result = await describeRegions({ acceptLanguage: locale === 'zh-CN' ? 'zh-CN' : 'en-US' });
  if (!result.ok) return result;
  return { ...result, value: result.value.toSorted((a, b) => (a.regionId < b.regionId ? -1 : 1)) };
}

async function holdsInstances(regionId: string): Promise<'some' | 'none' | 'unknown'> {
  const result = await describeLoadBalancers({ regionId }, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (result.ok) return result.value.length > 0 ? 'some' : 'none';
  return isRefusal(result.error) ? 'none' : 'unknown';
}

function isRefusal(error: SlbFailure): boolean {
  return error.kind === 'refused' || error.kind === 'unauthenticated';
}

export type RegionChoice = {
  /** All regions; a failure where DescribeRegions failed and only ids that were named before are known. */
  known: SlbResult<Region[]>;
  /** Ids of the regions to read. */
  chosen: string[];
};

/**
 * The regions to read: those of the address, else those remembered, else all that hold instances. Ids that are no region are
 * dropped; where that leaves none, the next source decides.
 */
export async function chooseRegions(
  fromAddress: readonly string[],
  fromMemory: readonly string[],
  locale: Locale,
): Promise<RegionChoice> {
  const known = await knownRegions(locale);
  for (const ids of [fromAddress, fromMemory]) {
    const chosen = known.ok
      ? ids.filter((id) => known.value.some(({ regionId }) => regionId === id))
      : [...ids];
    if (chosen.length > 0) return { known, chosen };
  }
  return { known, chosen: known.ok ? await regionsWithInstances(known.value) : [] };
}
