import type { FieldPath } from '@/lib/model/draft';
import {
  changesBetween,
  isEffective,
  isSettingName,
  settingFields,
  settingNames,
  type SettingName,
  type Settings,
} from '@/lib/model/settings';

/**
 * The wire mapping of SetLoadBalancerTCPListenerAttribute (slb-api.md 3.8), both ways, pure: from a current and a
 * target state to the parameters that differ, and back from such parameters to the resulting state.
 */

export const SET_ACTION = 'SetLoadBalancerTCPListenerAttribute';

/** What Set accepts besides the listener's key; a group is bound or released by its switch. */
export type SetParameterName = SettingName | 'VServerGroup' | 'MasterSlaveServerGroup';
/** One parameter of the request; `path` is the form field that decides it, null if the form has none. */
export type SetParameter = {
  readonly name: SetParameterName;
  readonly value: string;
  readonly path: FieldPath | null;
};
export type SetParameters = { readonly [Name in SetParameterName]?: string | undefined };

/** The value that clears a setting, if there is one: an empty value counts as not sent (slb-api.md D31). */
const clearing: Settings = {
  HealthCheckDomain: '$_ip',
  HealthCheckURI: '/',
  PersistenceTimeout: '0',
  ConnectionDrain: 'off',
  ProxyProtocolV2Enabled: 'false',
  AclStatus: 'off',
};

/**
 * What has to be sent to turn `before` into `after`: only what changes, plus what Set requires with it (a group's
 * switch; type and list when access control goes on). Empty if nothing changes. What cannot be cleared stays as it is.
 */
export function setParameters(before: Settings, after: Settings): SetParameter[] {
  const parameters: SetParameter[] = [];
  const changed = new Set(changesBetween(before, after).map(({ name }) => name));
  const add = (name: SetParameterName, value: string | undefined, path: FieldPath | null): void => {
    if (value !== undefined) parameters.push({ name, value, path });
  };

  const aclGoesOn = changed.has('AclStatus') && after.AclStatus === 'on';
  const drainGoesOn = changed.has('ConnectionDrain') && after.ConnectionDrain === 'on';
  for (const name of settingNames) {
    const path = name === 'Bandwidth' ? bandwidthPath(after) : settingFields[name];
    if (name === 'VServerGroupId' || name === 'MasterSlaveServerGroupId') {
      if (!changed.has(name)) continue;
      const groupSwitch = name === 'VServerGroupId' ? 'VServerGroup' : 'MasterSlaveServerGroup';
      if (after[name] === undefined) add(groupSwitch, 'off', 'backend.kind');
      else add(groupSwitch, 'on', path);
      add(name, after[name], path);
      continue;
    }
    const isForced =
      (aclGoesOn && (name === 'AclType' || name === 'AclId')) ||
      (drainGoesOn && name === 'ConnectionDrainTimeout');
    if (!isForced && !(changed.has(name) && isEffective(name, after))) continue;
    add(name, after[name] ?? clearing[name], path);
  }
  return parameters;
}

function bandwidthPath({ Bandwidth }: Settings): FieldPath {
  return Bandwidth === '-1' ? 'bandwidth.kind' : 'bandwidth.mbps';
}

/**
 * Whether any of these parameters would have an effect on a listener that is `now`: health check settings have none
 * while checks are off, and are not sent then.
 */
export function takesEffect(now: Settings, set: SetParameters): boolean {
  const names = Object.keys(set).filter(isSettingName);
  const after = withParameters(now, set);
  return names.length === 0 || names.some((name) => isEffective(name, after));
}

/** A listener's state after these parameters are sent; settings not named stay. */
export function withParameters(now: Settings, set: SetParameters): Settings {
  const { VServerGroup, MasterSlaveServerGroup, ...plain } = set;
  const after: { [Name in SettingName]?: string | undefined } = { ...now };
  for (const [name, value] of Object.entries(plain))
    if (isSettingName(name) && value !== undefined) after[name] = value;
  if (VServerGroup === 'off') delete after.VServerGroupId;
  if (MasterSlaveServerGroup === 'off') delete after.MasterSlaveServerGroupId;
  return after;
}
