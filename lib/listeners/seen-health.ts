import type { SeenTally } from '@/lib/inventory/health-types';
import { formatListenerKey } from './list-query';
import type { ListenerKey } from './outcome';

/**
 * What was last seen of the servers behind each listener, in memory: the list is ordered and filtered by it without a question
 * to anybody. It changes with every look, while rows keep their identity, so nothing that is kept with a row may hold it.
 */
type SeenHealth = { tallies: ReadonlyMap<string, SeenTally>; version: number };
const held: typeof globalThis & { sluiceSeenHealth?: SeenHealth } = globalThis;

/** Whoever fills the map keeps it up, and provides it again when it has changed. */
export function provideSeenHealth(tallies: ReadonlyMap<string, SeenTally>): void {
  held.sluiceSeenHealth = { tallies, version: seenHealthVersion() + 1 };
}

/** Another number whenever something else was seen: what was counted by health holds as long as it stays. */
export function seenHealthVersion(): number {
  return held.sluiceSeenHealth?.version ?? 0;
}

/** Null where nobody ever looked, and for other protocols than TCP, which are not looked at. */
export function seenHealthOf(listener: ListenerKey & { protocol: string }): SeenTally | null {
  if (listener.protocol !== 'tcp') return null;
  return seenHealthAt(formatListenerKey(listener));
}

/** The same of a TCP listener by its `formatListenerKey`. */
export function seenHealthAt(key: string): SeenTally | null {
  return held.sluiceSeenHealth?.tallies.get(key) ?? null;
}

export const healthyWords = ['all', 'some', 'none', 'unknown'] as const;
export type HealthyWord = (typeof healthyWords)[number];

/** How many of the servers are healthy, in a word. */
export function healthyWordOf(tally: SeenTally | null): HealthyWord {
  if (tally === null || tally.normal + tally.abnormal === 0) return 'unknown';
  if (tally.normal === 0) return 'none';
  return tally.abnormal === 0 ? 'all' : 'some';
}

/** The share of healthy servers, 0 to 1; null where nothing is known. */
export function healthyShareOf(tally: SeenTally | null): number | null {
  return tally === null || healthyWordOf(tally) === 'unknown' ? null : tally.normal / tally.all;
}

/** "3/4"; empty where nothing is known. */
export function healthyText(tally: SeenTally | null): string {
  return tally === null || healthyWordOf(tally) === 'unknown' ? '' : `${tally.normal}/${tally.all}`;
}
