import 'server-only';
import { DEFAULT_LOCALE, type Locale } from '@/lib/i18n/locales';
import { describeRegions } from '@/lib/slb/operations/regions';
import type { Region } from '@/lib/slb/responses';
import type { SlbFailure, SlbResult } from '@/lib/slb/result';
import { inventory, save, type Inventory } from './inventory';
import { currentInventory } from './sync';
import { readWhole } from './reading';
import { newRegionCopy, type RegionCopy } from './region-copy';

/** All regions, and those that have instances: the list's initial selection. */

const REGIONS_FRESH_MILLIS = 3_600_000;
/** How long the list waits to learn which regions have instances, if none is known yet. */
const PATIENCE_MILLIS = 4_000;
/** A region that could not be read is retried by the next page, but not by every one. */
const RETRY_MILLIS = 15_000;

/** All regions, by id, named in the reader's language: from the inventory if it has them, and then without a call. */
export async function knownRegions(locale: Locale): Promise<SlbResult<Region[]>> {
  const inv = await currentInventory();
  const known = listedRegions(inv, locale);
  if (known.length === 0) {
    const result = await readRegions(inv, locale);
    return result.ok ? { ...result, value: listedRegions(inv, locale) } : result;
  }
  const isOld = Date.now() - (inv.regionsReadAtMillis ?? 0) > REGIONS_FRESH_MILLIS;
  const isForeign = known.every(({ regionId }) => inv.regions.get(regionId)?.names[locale] === undefined);
  // What is known is shown; a new region, or its name in this language, is there the next time.
  if (inv.regionsReadAtMillis !== null && (isOld || isForeign)) readRegions(inv, locale).catch(() => {});
  return { ok: true, value: known, requestId: '', ...(inv.regionsGaps && { gaps: inv.regionsGaps }) };
}

/** Looks for new regions, if that was not done since Sluice started. */
export async function renewRegions(): Promise<void> {
  const inv = await inventory();
  if (inv.regionsReadAtMillis === null) await readRegions(inv, DEFAULT_LOCALE);
}

function listedRegions(inv: Inventory, locale: Locale): Region[] {
  return [...inv.regions.values()]
    .map(({ regionId, endpoint, names }) => ({
      regionId,
      endpoint,
      localName: names[locale] ?? Object.values(names)[0] ?? '',
    }))
    .toSorted((a, b) => (a.regionId < b.regionId ? -1 : 1));
}

/**
 * The copies of those ids that are regions. An unknown id may be a new region, so DescribeRegions is called if it was
 * not since Sluice started; what it does not list is not a region and is left out.
 */
export async function copiesOf(inv: Inventory, regionIds: readonly string[]): Promise<RegionCopy[]> {
  const isNew = regionIds.some((regionId) => !inv.regions.has(regionId));
  if (isNew && inv.regionsReadAtMillis === null) await readRegions(inv, DEFAULT_LOCALE);
  return regionIds.flatMap((regionId) => inv.regions.get(regionId) ?? []);
}

function readRegions(inv: Inventory, locale: Locale): Promise<SlbResult<Region[]>> {
  const pending = inv.regionsReading.get(locale);
  if (pending !== undefined) return pending;
  const reading = takeRegions(inv, locale).finally(() => inv.regionsReading.delete(locale));
  inv.regionsReading.set(locale, reading);
  return reading;
}

async function takeRegions(inv: Inventory, locale: Locale): Promise<SlbResult<Region[]>> {
  const result = await describeRegions({ acceptLanguage: locale === 'zh-CN' ? 'zh-CN' : 'en-US' });
  if (!result.ok) return result;
  inv.regionsReadAtMillis = Date.now();
  inv.regionsGaps = result.gaps ?? null;
  const changed = result.value.flatMap(({ regionId, endpoint, localName }) => {
    const copy = inv.regions.get(regionId) ?? newRegionCopy(regionId);
    inv.regions.set(regionId, copy);
    if (copy.names[locale] === localName && copy.endpoint === endpoint) return [];
    copy.names = { ...copy.names, [locale]: localName };
    copy.endpoint = endpoint;
    copy.unsaved.region = true;
    return [copy];
  });
  await Promise.all(changed.map((copy) => save(inv, copy)));
  return result;
}

export type RegionChoice = {
  /** All regions; a failure if DescribeRegions failed and none is known from before. */
  known: SlbResult<Region[]>;
  /** Ids of the regions to show. */
  chosen: string[];
};

/**
 * The regions to show: those of the URL, else those remembered, else all that have instances. Invalid ids are dropped;
 * if none remains, the next source decides.
 */
export async function chooseRegions(
  fromAddress: readonly string[],
  fromMemory: readonly string[],
  locale: Locale,
): Promise<RegionChoice> {
  const known = await knownRegions(locale);
  if (!known.ok) return { known, chosen: [] };
  const isRegion = new Set(known.value.map(({ regionId }) => regionId));
  for (const ids of [fromAddress, fromMemory]) {
    const chosen = ids.filter((id) => isRegion.has(id));
    if (chosen.length > 0) return { known, chosen };
  }
  return { known, chosen: await regionsWithInstances(known.value) };
}

/**
 * Ids of the regions that have instances. One that has never responded may have some: it is included, so that the list
 * shows what is wrong with it. One that rejects the account (not activated) is not.
 */
async function regionsWithInstances(regions: readonly Region[]): Promise<string[]> {
  const inv = await inventory();
  const copies = regions.flatMap(({ regionId }) => inv.regions.get(regionId) ?? []);
  const unread = copies.filter(({ readAtMillis, failure }) => readAtMillis === null && failure === null);
  if (unread.length > 0) {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MILLIS).unref());
    await Promise.race([
      Promise.all(unread.map((copy) => readWhole(inv, copy, 'background').instances)),
      patience,
    ]);
  }
  return copies.filter(mayHoldInstances).map(({ regionId }) => regionId);
}

function mayHoldInstances({ readAtMillis, instances, failure }: RegionCopy): boolean {
  if (instances.size > 0) return true;
  if (readAtMillis !== null) return false;
  return failure === null || !isRejection(failure.error);
}

function isRejection(error: SlbFailure): boolean {
  return error.kind === 'refused' || error.kind === 'unauthenticated';
}

/** Whether a region has no full read yet and should be read; one that just failed only on request. */
export function isUnread(copy: RegionCopy, { retryFailed }: { retryFailed: boolean }): boolean {
  if (copy.readAtMillis !== null) return false;
  return copy.failure === null || retryFailed || Date.now() - copy.failure.atMillis > RETRY_MILLIS;
}

/** Starts reading every region that was never read, the given ones first. */
export async function fillRest(regionIds: readonly string[]): Promise<void> {
  const inv = await inventory();
  await Promise.all(regionIds.map((regionId) => inv.wholes.get(regionId)?.rowsRead));
  for (const copy of inv.regions.values())
    // A failed region is retried now and then while a page is open.
    if (copy.readAtMillis === null && copy.failure === null) readWhole(inv, copy, 'background');
}
