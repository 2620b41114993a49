import type { BackendHealth } from '@/lib/slb/responses';

/**
 * Backend health as observed by Sluice. SLB returns current health and no history, so every time here is the time of a
 * check. What happened between two checks is unknown, and checks more than `POLL_GAP_MILLIS` apart are not joined.
 */

/**
 * How often the health of every instance is checked while someone is viewing its region. Longer if there are very many
 * instances (health-sweep.ts).
 */
export const SWEEP_MILLIS = 120_000;

/** How long an observation stays current: one interval, plus half of it for the sweep's calls to complete. */
export const HEALTH_CURRENT_MILLIS = 1.5 * SWEEP_MILLIS;

/** Checks no further apart than this count as continuous: what all of them found is reported as true throughout. */
export const POLL_GAP_MILLIS = HEALTH_CURRENT_MILLIS;

/** How far back the timeline reaches. */
export const STRIP_MINUTES = 20;

/** Consecutive checks with the same result. Epoch ms on Sluice's own clock. */
export type Stretch = { status: string; firstObservedMillis: number; lastObservedMillis: number };

/** A server as one listener's health check sees it. */
export type ObservedBackend = {
  serverId: string;
  serverIp: string | null;
  /** The port on which the server receives traffic. */
  port: number | null;
  /** `normal`, `abnormal`, `unavailable` (no result), or a value unknown today. */
  status: string;
  /** The unbroken checks that found this status, including the newest. */
  observed: Stretch;
  /** The checks before those, whatever they found. Null if nothing older is known. */
  before: Stretch | null;
  /** All that overlap the last `STRIP_MINUTES`, oldest first. */
  recent: readonly Stretch[];
};

export type HealthReading = {
  readAtMillis: number;
  /** False: the health check is off, or SLB has none for this listener. */
  checked: boolean;
  /** In SLB's order; empty if the listener has no servers. */
  backends: readonly ObservedBackend[];
};

export type HealthTally = { all: number; normal: number; abnormal: number; unknown: number };

/** A tally and its time (epoch ms). */
export type ObservedTally = HealthTally & { observedAtMillis: number };

export const NO_SERVERS: HealthTally = { all: 0, normal: 0, abnormal: 0, unknown: 0 };

/** A server behind a listener; the port is the one on which it receives traffic. */
export type ServerBehind = Pick<BackendHealth, 'serverId' | 'serverIp' | 'port'>;

/** The last observation of one instance's listeners: another object after each observation. */
export type InstanceHealth = {
  /** When all listeners were last checked (epoch ms). Null if only single ones were. */
  observedAtMillis: number | null;
  /** By the ports of TCP listeners. */
  tallies: Map<number, ObservedTally>;
  /** The servers of each tally. */
  servers: Map<number, readonly ServerBehind[]>;
};

/** What one check found about the servers behind some listeners of an instance, by port. */
export type Found = ReadonlyMap<number, readonly BackendHealth[]>;

/** Counts servers by status. Anything but normal and abnormal counts as no result. */
export function tallyOf({ backends }: { backends: readonly { status: string }[] }): HealthTally {
  const count = (status: string): number => backends.filter((backend) => backend.status === status).length;
  const normal = count('normal');
  const abnormal = count('abnormal');
  return { all: backends.length, normal, abnormal, unknown: backends.length - normal - abnormal };
}
