import {
  accessConsequence,
  healthCheckTimes,
  tickedAccessConsequences,
  type AccessConsequence,
} from './advice';
import type { Reach } from './reach';
import { changesBetween, type SettingName, type Settings } from './settings';

/**
 * Consequences of a change, shown before it is sent (ux.md F10). Serious ones need a confirmation: a restriction or a
 * safeguard is removed, or a new restriction restricts nobody.
 */
export const seriousConsequences = [
  ...tickedAccessConsequences,
  'access-control-off',
  'health-check-off',
] as const;
export type SeriousConsequence = (typeof seriousConsequences)[number];
export type Consequence =
  | SeriousConsequence
  | AccessConsequence
  | 'allowlist-only'
  | 'unlimited'
  | 'timeout-below-interval'
  | 'other-servers';

export function isSerious(consequence: Consequence): consequence is SeriousConsequence {
  return (seriousConsequences as readonly string[]).includes(consequence);
}

/** `reach` reflects the lists bound after the change; undefined while they are unknown. */
export function consequencesOf(before: Settings, after: Settings, reach: Reach | undefined): Consequence[] {
  const changed = new Set<SettingName>(changesBetween(before, after).map(({ name }) => name));
  const consequences: Consequence[] = [];
  if (changed.has('VServerGroupId') || changed.has('MasterSlaveServerGroupId'))
    consequences.push('other-servers');
  if (changed.has('HealthCheckSwitch') && after.HealthCheckSwitch === 'off')
    consequences.push('health-check-off');
  if (
    after.HealthCheckSwitch !== 'off' &&
    (changed.has('HealthCheckConnectTimeout') || changed.has('HealthCheckInterval')) &&
    healthCheckTimes({
      connectTimeoutSeconds: after.HealthCheckConnectTimeout,
      intervalSeconds: after.HealthCheckInterval,
    })?.timeoutBelowInterval
  )
    consequences.push('timeout-below-interval');
  if (changed.has('AclStatus') && after.AclStatus === 'off') consequences.push('access-control-off');
  const isBound = changed.has('AclStatus') || changed.has('AclType') || changed.has('AclId');
  const access = isBound && after.AclStatus === 'on' && reach ? accessConsequence(reach) : undefined;
  if (access !== undefined) consequences.push(access);
  if (isBound && after.AclStatus === 'on' && reach?.who === 'some') consequences.push('allowlist-only');
  if (changed.has('Bandwidth') && after.Bandwidth === '-1') consequences.push('unlimited');
  return consequences;
}
