import type { BackendHealth } from '@/lib/slb/responses';

/**
 * Health as far as Sluice itself saw it. SLB tells how a server is now and no history, so every time here is the time of a
 * look: what was between two looks is not known, and looks further apart than `POLL_GAP_MILLIS` are not said to be one.
 */

/** How often the health of every instance is observed while somebody looks at its region; longer where there are very many (health-sweep.ts). */
export const SWEEP_MILLIS = 120_000;

/** How long an observation holds: until it should have been replaced, and half as long again for the calls of a sweep to be made. */
export const HEALTH_CURRENT_MILLIS = 1.5 * SWEEP_MILLIS;

/** Looks no further apart than this count as watching: what they all found is said to have been so throughout. */
export const POLL_GAP_MILLIS = HEALTH_CURRENT_MILLIS;

/** How long back the strip of events reaches. */
export const STRIP_MINUTES = 20;

/** Consecutive looks that all found the same. Epoch ms on Sluice's own clock. */
export type Stretch = { status: string; firstObservedMillis: number; lastObservedMillis: number };

/** A server as one listener's health check finds it. */
export type ObservedBackend = {
  serverId: string;
  serverIp: string | null;
  /** The port on which the server is served. */
  port: number | null;
  /** `normal`, `abnormal`, `unavailable` (no result), or a word not known today. */
  status: string;
  /** The unbroken looks that found this status, the newest among them. */
  observed: Stretch;
  /** The looks before those, whatever they found; null where nothing older is known. */
  before: Stretch | null;
  /** All that reach into the last `STRIP_MINUTES`, oldest first. */
  recent: readonly Stretch[];
};

export type HealthReading = {
  readAtMillis: number;
  /** False: the health check is off, or SLB knows none for this listener. */
  checked: boolean;
  /** In the order of SLB's answer; empty where nothing is behind the listener. */
  backends: readonly ObservedBackend[];
};

export type HealthTally = { all: number; normal: number; abnormal: number; unknown: number };

/** A tally, and when it was so (epoch ms). */
export type ObservedTally = HealthTally & { observedAtMillis: number };

export const NO_SERVERS: HealthTally = { all: 0, normal: 0, abnormal: 0, unknown: 0 };

/** What was last observed of the listeners of one instance. */
export type InstanceHealth = {
  /** When all of them were last asked for (epoch ms); null where only single ones were. */
  observedAtMillis: number | null;
  /** By the ports of TCP listeners. */
  tallies: Map<number, ObservedTally>;
};

/** What one look found of the servers behind some listeners of an instance, by their ports. */
export type Found = ReadonlyMap<number, readonly BackendHealth[]>;

/** How many servers are found how; what is neither normal nor abnormal has no result. */
export function tallyOf({ backends }: { backends: readonly { status: string }[] }): HealthTally {
  const count = (status: string): number => backends.filter((backend) => backend.status === status).length;
  const normal = count('normal');
  const abnormal = count('abnormal');
  return { all: backends.length, normal, abnormal, unknown: backends.length - normal - abnormal };
}
