import 'server-only';
import type { Locale } from '@/lib/i18n/locales';
import { describeLoadBalancers } from '@/lib/slb/operations/load-balancers';
import { describeRegions } from '@/lib/slb/operations/regions';
import type { Region } from '@/lib/slb/responses';
import type { SlbFailure, SlbResult } from '@/lib/slb/result';
import { nothingRemembered, remembered, type Remembered } from './remembered';

/** The regions there are, and those that hold instances: what the list begins with before any has been chosen. */

const REGIONS_REMEMBER_MILLIS = 300_000;
const INSTANCES_REMEMBER_MILLIS = 60_000;
/** An answer with gaps is asked for again soon. */
const GAPS_REMEMBER_MILLIS = 15_000;
const PATIENCE_MILLIS = 4_000;

// On globalThis because a Next server may load one module twice, and both must remember the same.
const held: typeof globalThis & {
  sluiceRegions?: Map<Locale, Remembered<SlbResult<Region[]>>>;
  sluiceRegionsWithInstances?: Remembered<RegionsFound>;
} = globalThis;

type RegionsFound = {
  regionIds: string[];
  /** A region gave no answer. */
  gaps: boolean;
};

/** All regions of DescribeRegions, by id, named in the reader's language; remembered for some minutes. */
export function knownRegions(locale: Locale): Promise<SlbResult<Region[]>> {
  const memories = (held.sluiceRegions ??= new Map());
  const memory = memories.get(locale) ?? nothingRemembered();
  memories.set(locale, memory);
  return remembered(
    memory,
    () => readRegions(locale),
    (result) => (result.ok ? REGIONS_REMEMBER_MILLIS : null),
  );
}

/**
 * Ids of the regions that hold instances, found by asking every region at once (the client caps how many calls run);
 * remembered shortly. A region that gives no answer may hold some: it is among them, so that the list says what is wrong
 * with it. One that refuses (not opened for this account) is not.
 */
export async function regionsWithInstances(regions: readonly Region[]): Promise<string[]> {
  const memory = (held.sluiceRegionsWithInstances ??= nothingRemembered());
  const { regionIds } = await remembered(memory, () => findInstances(regions), freshMillisOf);
  return regionIds;
}

function freshMillisOf({ regionIds, gaps }: RegionsFound): number {
  if (regionIds.length === 0) return 0;
  return gaps ? GAPS_REMEMBER_MILLIS : INSTANCES_REMEMBER_MILLIS;
}

async function findInstances(regions: readonly Region[]): Promise<RegionsFound> {
  const answers = await Promise.all(regions.map(({ regionId }) => holdsInstances(regionId)));
  return {
    regionIds: regions.map(({ regionId }) => regionId).filter((_, index) => answers[index] !== 'none'),
    gaps: answers.includes('unknown'),
  };
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
