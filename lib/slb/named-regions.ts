import 'server-only';
import type { Connection } from '@/lib/config';
import { unknownRegion } from './errors';
import type { SlbFailure, SlbResult } from './result';

/**
 * The regions DescribeRegions has listed; no call is signed for another. Region ids come from URLs that anybody can
 * write, and each call uses up the account's call quota.
 */
type Named = { ids: Set<string>; readAtMillis: number | null; reading: Promise<SlbFailure | null> | null };

/** SLB opens new regions, so an unlisted one is looked up again, but not more often than this. */
const RECHECK_MILLIS = 60_000;

// On globalThis because a Next server may load one module twice. Per connection: a sandbox is not the cloud.
const held: typeof globalThis & { sluiceNamedRegions?: Map<string, Named> } = globalThis;

/** Tells connections apart, without secrets. */
export function connectionKey(connection: Connection): string {
  return connection.mode === 'sandbox'
    ? `sandbox ${connection.port}`
    : JSON.stringify(['cloud', connection.source, connection.role, connection.stsHost]);
}

function namedBy(connection: Connection): Named {
  const all = (held.sluiceNamedRegions ??= new Map<string, Named>());
  const key = connectionKey(connection);
  const known = all.get(key);
  if (known !== undefined) return known;
  const none: Named = { ids: new Set(), readAtMillis: null, reading: null };
  all.set(key, none);
  return none;
}

/** Remembers regions that DescribeRegions listed, now or before Sluice started. */
export function nameRegions(connection: Connection, regionIds: Iterable<string>): void {
  const { ids } = namedBy(connection);
  for (const regionId of regionIds) ids.add(regionId);
}

/**
 * Why no call may be signed for a region: it is not listed, or the list could not be read. Null if it is listed.
 * `describe` is DescribeRegions, called if the region has not been listed yet.
 */
export async function whyNotCalled(
  connection: Connection,
  regionId: string,
  describe: () => Promise<SlbResult<readonly string[]>>,
): Promise<SlbFailure | null> {
  const named = namedBy(connection);
  if (named.ids.has(regionId)) return null;
  const isFresh = named.readAtMillis !== null && Date.now() - named.readAtMillis < RECHECK_MILLIS;
  if (!isFresh) {
    named.reading ??= readNamed(named, describe).finally(() => (named.reading = null));
    const failure = await named.reading;
    if (failure !== null) return failure;
  }
  return named.ids.has(regionId) ? null : unknownRegion();
}

async function readNamed(
  named: Named,
  describe: () => Promise<SlbResult<readonly string[]>>,
): Promise<SlbFailure | null> {
  const result = await describe();
  if (!result.ok) return result.error;
  named.readAtMillis = Date.now();
  for (const regionId of result.value) named.ids.add(regionId);
  return null;
}
