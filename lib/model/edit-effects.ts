import { healthCheckTimes } from './advice';
import { integerIn } from './integer-text';
import { limits, UNLIMITED_BANDWIDTH } from './limits';
import type { Reach } from './reach';
import { changesBetween, type SettingName, type Settings } from './settings';

/** A listener before or after a change: its settings, and what is known of the lists it is bound to. */
export type EffectState = {
  settings: Settings;
  reach: Reach;
  /** Of its lists together; null where they were not read. */
  entryCount: number | null;
  /** Settings whose value is unknown: SLB did not return them, or not in a form that can be parsed. */
  unknown: readonly SettingName[];
};

type Servers = { kind: 'port' } | { kind: 'vserver-group' | 'primary-secondary-group'; groupId: string };

/** What a change does, in the terms of those who run the service. `unknown` is a value of its own. */
export type Effect =
  | ({ of: 'access' } & Pair<Pick<EffectState, 'reach' | 'entryCount'> & { aclId: string | null }>)
  | ({ of: 'servers' } & Pair<Servers | 'unknown'>)
  /** Seconds until an unhealthy server is removed, and until a recovered one is back. */
  | ({ of: 'removal' | 'return' } & Pair<number | 'never' | 'unknown'>)
  | ({ of: 'bandwidth' } & Pair<number | 'unlimited' | 'unknown'>);
type Pair<Value> = { before: Value; after: Value };

const causes = {
  access: ['AclStatus', 'AclType', 'AclId'],
  servers: ['VServerGroupId', 'MasterSlaveServerGroupId'],
  removal: ['HealthCheckSwitch', 'HealthCheckConnectTimeout', 'HealthCheckInterval', 'UnhealthyThreshold'],
  return: ['HealthCheckSwitch', 'HealthCheckInterval', 'HealthyThreshold'],
  bandwidth: ['Bandwidth'],
} as const satisfies Record<Effect['of'], readonly SettingName[]>;

/**
 * The effects whose settings change, also where the effect stays the same: an empty allowlist lets everyone in, as no
 * access control does.
 */
export function effectsOf(before: EffectState, after: EffectState): Effect[] {
  const changed = changesBetween(before.settings, after.settings).map(({ name }) => name);
  const isCaused = (of: Effect['of']): boolean => causes[of].some((name) => changed.includes(name));
  const pair = <Value>(valueOf: (state: EffectState) => Value): Pair<Value> => ({
    before: valueOf(before),
    after: valueOf(after),
  });
  const effects: Effect[] = [
    { of: 'access', ...pair(accessOf) },
    { of: 'servers', ...pair(serversOf) },
    { of: 'removal', ...pair((state) => secondsOf(state, 'removal')) },
    { of: 'return', ...pair((state) => secondsOf(state, 'return')) },
    { of: 'bandwidth', ...pair(bandwidthOf) },
  ];
  return effects.filter(({ of }) => isCaused(of));
}

/** Whether the value is known to be the same: two unknown ones may differ. */
export function isSameEffect(effect: Effect): boolean {
  if (effect.of === 'access') {
    const { before, after } = effect;
    const isWhole = before.reach.who === 'everyone' || before.reach.who === 'nobody';
    return isWhole && before.reach.who === after.reach.who;
  }
  return effect.before !== 'unknown' && JSON.stringify(effect.before) === JSON.stringify(effect.after);
}

function accessOf({ settings, reach, entryCount }: EffectState): Extract<Effect, { of: 'access' }>['before'] {
  return { reach, entryCount, aclId: settings.AclStatus === 'on' ? (settings.AclId ?? null) : null };
}

function serversOf({ settings, unknown }: EffectState): Servers | 'unknown' {
  if (causes.servers.some((name) => unknown.includes(name) && settings[name] === undefined)) return 'unknown';
  if (settings.VServerGroupId !== undefined)
    return { kind: 'vserver-group', groupId: settings.VServerGroupId };
  if (settings.MasterSlaveServerGroupId !== undefined)
    return { kind: 'primary-secondary-group', groupId: settings.MasterSlaveServerGroupId };
  return { kind: 'port' };
}

function secondsOf({ settings }: EffectState, of: 'removal' | 'return'): number | 'never' | 'unknown' {
  if (settings.HealthCheckSwitch === 'off') return 'never';
  if (causes[of].some((name) => settings[name] === undefined)) return 'unknown';
  const times = healthCheckTimes({
    connectTimeoutSeconds: settings.HealthCheckConnectTimeout,
    intervalSeconds: settings.HealthCheckInterval,
    healthyThreshold: settings.HealthyThreshold,
    unhealthyThreshold: settings.UnhealthyThreshold,
  });
  return (of === 'removal' ? times?.outAfterSeconds : times?.backAfterSeconds) ?? 'unknown';
}

function bandwidthOf({ settings: { Bandwidth } }: EffectState): number | 'unlimited' | 'unknown' {
  if (Bandwidth === String(UNLIMITED_BANDWIDTH)) return 'unlimited';
  return integerIn(Bandwidth ?? '', limits.bandwidthMbps) ?? 'unknown';
}
