import { readInteger } from './integer-text';
import { defaults, limits, type IntegerRange } from './limits';
import type { Reach, ReachReason } from './reach';

/**
 * What will happen, said before it happens. Advice is worked out from what was *read*, which may be old: it warns and
 * never blocks. Only the schema and the service refuse; a tick is asked for where a consequence is serious.
 */

/** Reads an integer as typed, or takes the service's default for a blank; undefined while it is none of its range. */
function typedOrDefault(
  typed: string | number | undefined,
  fallback: number,
  range: IntegerRange,
): number | undefined {
  const read = readInteger(typed ?? '', range);
  return 'value' in read ? (read.value ?? fallback) : undefined;
}

export type HealthCheckTimes = {
  /** What one failed check takes: the timeout, or the interval where that is longer (reference, slb-api.md 5.4). */
  effectiveTimeoutSeconds: number;
  intervalSeconds: number;
  unhealthyThreshold: number;
  healthyThreshold: number;
  timeoutBelowInterval: boolean;
  /** Until a dead server gets no more traffic. */
  outAfterSeconds: number;
  /** From its first good answer until a server is back; its response times come on top. */
  backAfterSeconds: number;
};

/**
 * The estimate of slb-api.md 5.4: failure window = timeout × unhealthy threshold + interval × (threshold − 1);
 * success window = interval × (healthy threshold − 1), response times aside. Undefined while a field is none of its range:
 * what is refused has no times, and a threshold of a million has no drawing.
 */
export function healthCheckTimes(typed: {
  connectTimeoutSeconds?: string | number | undefined;
  intervalSeconds?: string | number | undefined;
  healthyThreshold?: string | number | undefined;
  unhealthyThreshold?: string | number | undefined;
}): HealthCheckTimes | undefined {
  const timeout = typedOrDefault(
    typed.connectTimeoutSeconds,
    defaults.healthCheckConnectTimeoutSeconds,
    limits.healthCheckConnectTimeoutSeconds,
  );
  const intervalSeconds = typedOrDefault(
    typed.intervalSeconds,
    defaults.healthCheckIntervalSeconds,
    limits.healthCheckIntervalSeconds,
  );
  const healthyThreshold = typedOrDefault(
    typed.healthyThreshold,
    defaults.healthyThreshold,
    limits.healthyThreshold,
  );
  const unhealthyThreshold = typedOrDefault(
    typed.unhealthyThreshold,
    defaults.unhealthyThreshold,
    limits.unhealthyThreshold,
  );
  if (
    timeout === undefined ||
    intervalSeconds === undefined ||
    healthyThreshold === undefined ||
    unhealthyThreshold === undefined
  )
    return undefined;

  const effectiveTimeoutSeconds = Math.max(timeout, intervalSeconds);
  return {
    effectiveTimeoutSeconds,
    intervalSeconds,
    healthyThreshold,
    unhealthyThreshold,
    timeoutBelowInterval: timeout < intervalSeconds,
    outAfterSeconds:
      effectiveTimeoutSeconds * unhealthyThreshold + intervalSeconds * (unhealthyThreshold - 1),
    backAfterSeconds: intervalSeconds * (healthyThreshold - 1),
  };
}

export type BandwidthShare = {
  peakMbps: number;
  /** What the instance's listeners hold, without those that have no cap. */
  heldMbps: number;
  holders: number;
  leftMbps: number;
};

/**
 * How much of a pay-by-bandwidth instance is left for a new listener. Undefined where no sum rule is stated
 * (pay-by-traffic and intranet, slb-api.md 5.2) or the peak was not told.
 */
export function bandwidthShare(
  loadBalancer: { chargeType: string | null; addressType: string; bandwidthMbps: number | null },
  listenerBandwidthsMbps: readonly number[],
): BandwidthShare | undefined {
  if (!isPayByBandwidth(loadBalancer) || loadBalancer.bandwidthMbps === null) return undefined;
  const capped = listenerBandwidthsMbps.filter((mbps) => mbps > 0);
  const heldMbps = capped.reduce((sum, mbps) => sum + mbps, 0);
  return {
    peakMbps: loadBalancer.bandwidthMbps,
    heldMbps,
    holders: capped.length,
    leftMbps: Math.max(0, loadBalancer.bandwidthMbps - heldMbps),
  };
}

/** D1b: "unlimited" is documented for pay-by-traffic alone; an Internet instance billed by bandwidth refuses it. */
export function isPayByBandwidth(loadBalancer: { chargeType: string | null; addressType: string }): boolean {
  return loadBalancer.addressType === 'internet' && loadBalancer.chargeType === 'paybybandwidth';
}

/** What access control does that its name does not promise: it restricts nobody, or lets nobody through. */
export type AccessConsequence =
  | 'allowlist-open'
  | 'allowlist-covers-all'
  | 'denylist-blocks-nobody'
  | 'denylist-covers-all';

const CONSEQUENCES: Partial<Record<ReachReason, AccessConsequence>> = {
  'empty-allowlist': 'allowlist-open',
  'full-allowlist': 'allowlist-covers-all',
  'empty-denylist': 'denylist-blocks-nobody',
  'full-denylist': 'denylist-covers-all',
};

/** What follows from who can reach a listener (reach.ts); undefined where nothing surprises. */
export function accessConsequence({ because }: Pick<Reach, 'because'>): AccessConsequence | undefined {
  return CONSEQUENCES[because];
}

/** The consequences of access control that want a tick: a denylist that blocks nobody is as good as none, and is only said. */
export const tickedAccessConsequences = [
  'allowlist-open',
  'allowlist-covers-all',
  'denylist-covers-all',
] as const satisfies readonly AccessConsequence[];
export type TickedAccessConsequence = (typeof tickedAccessConsequences)[number];

/** The consequence of a chosen list that wants a tick; undefined where it wants none, or its entries are not known. */
export function tickedConsequence(reach: Pick<Reach, 'because'>): TickedAccessConsequence | undefined {
  const consequence = accessConsequence(reach);
  return tickedAccessConsequences.find((ticked) => ticked === consequence);
}
