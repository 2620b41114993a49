import { emptyListConsequence, healthCheckTimes } from './advice';
import { changesBetween, type SettingName, type Settings } from './settings';

/**
 * What a change brings with it, said before it is sent (ux.md F10). The serious ones want a tick: a restriction or a safeguard goes away,
 * or one that is asked for restricts nobody.
 */
export const seriousConsequences = ['allowlist-open', 'access-control-off', 'health-check-off'] as const;
export type SeriousConsequence = (typeof seriousConsequences)[number];
export type Consequence =
  | SeriousConsequence
  | 'denylist-blocks-nobody'
  | 'unlimited'
  | 'timeout-below-interval'
  | 'other-servers';

export function isSerious(consequence: Consequence): consequence is SeriousConsequence {
  return (seriousConsequences as readonly string[]).includes(consequence);
}

/** `aclEntryCount` is of the list that is bound afterwards, undefined while it is not known. */
export function consequencesOf(
  before: Settings,
  after: Settings,
  aclEntryCount: number | undefined,
): Consequence[] {
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
  if (changed.has('AclStatus') || changed.has('AclType') || changed.has('AclId')) {
    const empty = emptyListConsequence(
      { status: after.AclStatus === 'on' ? 'on' : 'off', type: after.AclType ?? '' },
      aclEntryCount,
    );
    if (empty !== undefined) consequences.push(empty);
  }
  if (changed.has('Bandwidth') && after.Bandwidth === '-1') consequences.push('unlimited');
  return consequences;
}
