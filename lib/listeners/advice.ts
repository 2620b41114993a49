import { readInteger } from './integer-text';
import { defaults, limits, type IntegerRange } from './limits';
import type { ListenerSpec } from './schema';

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

/**
 * Whether the listener's access control lets everything through although it is on: an empty list of either kind is no
 * list (reference: AclType; D13b). `entryCount` is what was read, undefined while it is not known.
 */
export function emptyListConsequence(
  acl: { status: 'off' | 'on'; type?: string },
  entryCount: number | undefined,
): 'allowlist-open' | 'denylist-blocks-nobody' | undefined {
  if (acl.status !== 'on' || entryCount !== 0) return undefined;
  if (acl.type === 'white') return 'allowlist-open';
  if (acl.type === 'black') return 'denylist-blocks-nobody';
  return undefined;
}

/**
 * The ticks a listener still needs before it may be created: an empty allowlist forwards everything, which is the
 * contrary of what its name promises.
 */
export function missingTicks(
  spec: ListenerSpec,
  read: { aclEntryCount: number | undefined },
): 'acl.emptyAcknowledged'[] {
  const open = emptyListConsequence(spec.acl, read.aclEntryCount) === 'allowlist-open';
  return open && spec.acl.status === 'on' && !spec.acl.emptyAcknowledged ? ['acl.emptyAcknowledged'] : [];
}
