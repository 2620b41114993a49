import { readInteger } from './integer-text';
import { defaults, limits } from './limits';
import type { Reach, ReachReason } from './reach';

/**
 * Warnings shown before a change is sent. Advice is computed from data that was *read* and may be stale, so it warns
 * and never blocks; only the schema and the service reject. Serious consequences need a confirmation.
 */

type Timing =
  | 'healthCheckConnectTimeoutSeconds'
  | 'healthCheckIntervalSeconds'
  | 'healthyThreshold'
  | 'unhealthyThreshold';

/** Reads an integer as typed, with the service's default for a blank. Undefined if it is out of range. */
function typedOrDefault(typed: string | number | undefined, name: Timing): number | undefined {
  const read = readInteger(typed ?? '', limits[name]);
  return 'value' in read ? (read.value ?? defaults[name]) : undefined;
}

type HealthCheckTimes = {
  /** How long one failed check takes: the timeout, or the interval if that is longer (reference, slb-api.md 5.4). */
  effectiveTimeoutSeconds: number;
  intervalSeconds: number;
  unhealthyThreshold: number;
  healthyThreshold: number;
  timeoutBelowInterval: boolean;
  /** Until an unhealthy server stops receiving traffic. */
  outAfterSeconds: number;
  /** From a server's first successful check until it is back. Its response times come on top. */
  backAfterSeconds: number;
};

/**
 * The estimate of slb-api.md 5.4: failure window = timeout × unhealthy threshold + interval × (threshold − 1); success
 * window = interval × (healthy threshold − 1), without response times. Undefined while a field is out of range: an
 * invalid value has no times, and a threshold of a million cannot be drawn.
 */
export function healthCheckTimes(typed: {
  connectTimeoutSeconds?: string | number | undefined;
  intervalSeconds?: string | number | undefined;
  healthyThreshold?: string | number | undefined;
  unhealthyThreshold?: string | number | undefined;
}): HealthCheckTimes | undefined {
  const timeout = typedOrDefault(typed.connectTimeoutSeconds, 'healthCheckConnectTimeoutSeconds');
  const intervalSeconds = typedOrDefault(typed.intervalSeconds, 'healthCheckIntervalSeconds');
  const healthyThreshold = typedOrDefault(typed.healthyThreshold, 'healthyThreshold');
  const unhealthyThreshold = typedOrDefault(typed.unhealthyThreshold, 'unhealthyThreshold');
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
  /** Bandwidth used by the instance's listeners, without the unlimited ones. */
  heldMbps: number;
  holders: number;
  leftMbps: number;
};

/**
 * How much bandwidth of a pay-by-bandwidth instance is left for a new listener. Undefined where no sum rule applies
 * (pay-by-traffic and intranet, slb-api.md 5.2) or SLB did not return the peak.
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

/** D1b: "unlimited" is documented for pay-by-traffic only. An internet instance billed by bandwidth rejects it. */
export function isPayByBandwidth(loadBalancer: { chargeType: string | null; addressType: string }): boolean {
  return loadBalancer.addressType === 'internet' && loadBalancer.chargeType === 'paybybandwidth';
}

/** What access control does that its name does not suggest: it restricts nobody, or blocks everyone. */
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

/** What follows from who can reach a listener (reach.ts). Undefined if nothing is surprising. */
export function accessConsequence({ because }: Pick<Reach, 'because'>): AccessConsequence | undefined {
  return CONSEQUENCES[because];
}

/**
 * The access control consequences that need a confirmation. A denylist that blocks nobody is no worse than none, so it
 * only gets a notice.
 */
export const tickedAccessConsequences = [
  'allowlist-open',
  'allowlist-covers-all',
  'denylist-covers-all',
] as const satisfies readonly AccessConsequence[];
export type TickedAccessConsequence = (typeof tickedAccessConsequences)[number];

/** The consequence of a chosen list that needs a confirmation. Undefined if none does, or the entries are unknown. */
export function tickedConsequence(reach: Pick<Reach, 'because'>): TickedAccessConsequence | undefined {
  const consequence = accessConsequence(reach);
  return tickedAccessConsequences.find((ticked) => ticked === consequence);
}
