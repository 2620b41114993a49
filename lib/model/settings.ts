import { normalizeTyped } from '@/lib/text/typed-text';
import type { TcpListenerAttributes } from '@/lib/slb/responses';
import type { FieldPath } from './draft';

/**
 * The settings of a TCP listener by the names SetLoadBalancerTCPListenerAttribute uses (slb-api.md 3.8), and the form
 * field that shows each. A group is identified by its id; the switch that goes with it is added by the wire layer
 * (set-parameters.ts).
 */
export const settingFields = {
  Bandwidth: 'bandwidth.mbps',
  Description: 'description',
  VServerGroupId: 'backend.vServerGroupId',
  MasterSlaveServerGroupId: 'backend.primarySecondaryServerGroupId',
  Scheduler: 'scheduler',
  HealthCheckSwitch: 'healthCheck.status',
  HealthCheckType: 'healthCheck.type',
  HealthCheckURI: 'healthCheck.uri',
  HealthCheckDomain: 'healthCheck.domain',
  HealthCheckHttpCode: 'healthCheck.httpCodes',
  HealthCheckConnectPort: 'healthCheck.connectPort',
  HealthCheckConnectTimeout: 'healthCheck.connectTimeoutSeconds',
  HealthCheckInterval: 'healthCheck.intervalSeconds',
  HealthyThreshold: 'healthCheck.healthyThreshold',
  UnhealthyThreshold: 'healthCheck.unhealthyThreshold',
  AclStatus: 'acl.status',
  AclType: 'acl.type',
  AclId: 'acl.aclId',
  PersistenceTimeout: 'persistence.timeoutSeconds',
  EstablishedTimeout: 'establishedTimeoutSeconds',
  ConnectionDrain: null,
  ConnectionDrainTimeout: null,
  ProxyProtocolV2Enabled: null,
} as const satisfies Record<string, FieldPath | null>;

export type SettingName = keyof typeof settingFields;
export type Settings = { readonly [Name in SettingName]?: string | undefined };

/** In form order. */
export const settingNames = Object.keys(settingFields) as readonly SettingName[];

export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(settingFields, text);
}

/**
 * Settings of a listener as read. A setting missing from the response is absent: it is not set, or SLB did not return
 * it (`unreturnedSettings`). Read and write names differ, so nothing is spread from one into the other.
 */
export function settingsOf(read: TcpListenerAttributes): Settings {
  const values: Record<SettingName, string | number | boolean | undefined> = {
    Bandwidth: read.bandwidthMbps,
    Description: read.description,
    VServerGroupId: read.vServerGroupId,
    MasterSlaveServerGroupId: read.primarySecondaryServerGroupId,
    Scheduler: read.scheduler,
    HealthCheckSwitch: read.healthCheck,
    HealthCheckType: read.healthCheckType,
    HealthCheckURI: read.healthCheckUri,
    HealthCheckDomain: read.healthCheckDomain,
    HealthCheckHttpCode: read.healthCheckHttpCode,
    HealthCheckConnectPort: read.healthCheckConnectPort,
    HealthCheckConnectTimeout: read.healthCheckConnectTimeoutSeconds,
    HealthCheckInterval: read.healthCheckIntervalSeconds,
    HealthyThreshold: read.healthyThreshold,
    UnhealthyThreshold: read.unhealthyThreshold,
    AclStatus: read.aclStatus,
    AclType: read.aclType,
    AclId: read.aclIds.join(','),
    PersistenceTimeout: read.persistenceTimeoutSeconds,
    EstablishedTimeout: read.establishedTimeoutSeconds,
    ConnectionDrain: read.connectionDrain,
    ConnectionDrainTimeout: read.connectionDrainTimeoutSeconds,
    ProxyProtocolV2Enabled: read.proxyProtocolV2Enabled,
  };
  return settingsFromNames(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === undefined ? '' : String(value)]),
    ),
  );
}

/** The lists that an `AclId` names: several only where another console bound them (slb-api.md D13). */
export function aclIdsOf(aclId: string): string[] {
  return [...new Set(aclId.split(',').map(normalizeTyped))].filter((id) => id !== '');
}

/**
 * Picks the settings from a record with the names of Create or Set. Other values (address, backend port, status) and
 * empty ones are dropped.
 */
export function settingsFromNames(record: Readonly<Record<string, string>>): Settings {
  return Object.fromEntries(
    Object.entries(inOneSpelling(record)).filter(([name, value]) => isSettingName(name) && value !== ''),
  );
}

/**
 * Renames keys to those of Set and of responses: only Create starts the interval's name with a lowercase letter
 * (slb-api.md D4).
 */
export function inOneSpelling<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name === 'healthCheckInterval' ? 'HealthCheckInterval' : name,
      value,
    ]),
  );
}

/**
 * What an absent setting means, or another encoding of it. Drain and the like are returned only while they are on
 * (slb-api.md 3.9).
 */
const absent: Settings = {
  ConnectionDrain: 'off',
  ProxyProtocolV2Enabled: 'false',
  // SLB's "no path" and the reference's "no domain" (slb-api.md D11, 3.7).
  HealthCheckURI: '/',
  HealthCheckDomain: '$_ip',
  // An old encoding of "the backend port" (slb-api.md D17).
  HealthCheckConnectPort: '-520',
};

/**
 * Whether two spellings mean the same setting: an absent value equals its default, and the order of a list does not
 * matter. The single definition of "no change" for a creation that is read back, an edit, a conflict and the audit log.
 */
export function isSameSetting(name: SettingName, a: string | undefined, b: string | undefined): boolean {
  return comparable(name, a) === comparable(name, b);
}

function comparable(name: SettingName, value: string | undefined): string {
  const text = value ?? absent[name] ?? '';
  return name === 'HealthCheckHttpCode' || name === 'AclId'
    ? text
        .split(',')
        .map((part) => part.trim())
        .toSorted()
        .join(',')
    : text;
}

const ofHttpChecks: readonly SettingName[] = ['HealthCheckURI', 'HealthCheckDomain', 'HealthCheckHttpCode'];
const ofChecks: readonly SettingName[] = settingNames.filter(
  (name) => /^(?:Health|Unhealthy)/.test(name) && name !== 'HealthCheckSwitch',
);

/**
 * Whether a setting has an effect next to the others. Settings of health checks or access control that are off have
 * none.
 */
export function isEffective(name: SettingName, settings: Settings): boolean {
  if (ofChecks.includes(name) && settings.HealthCheckSwitch === 'off') return false;
  if (ofHttpChecks.includes(name)) return settings.HealthCheckType === 'http';
  if (name === 'AclType' || name === 'AclId') return settings.AclStatus === 'on';
  if (name === 'ConnectionDrainTimeout') return settings.ConnectionDrain === 'on';
  return true;
}

/** Settings every listener has, so a response without one has not returned it (slb-api.md 3.9). */
const ofEvery: readonly SettingName[] = [
  'Bandwidth',
  'Scheduler',
  'PersistenceTimeout',
  'EstablishedTimeout',
  'HealthCheckSwitch',
  'AclStatus',
];
const ofEveryCheck: readonly SettingName[] = [
  'HealthCheckType',
  'HealthCheckConnectTimeout',
  'HealthCheckInterval',
  'HealthyThreshold',
  'UnhealthyThreshold',
];

/**
 * Whether every listener (or every one with health checks) has this setting, so that an absent value is unknown, not
 * unset.
 */
export function isAlwaysSet(name: SettingName): boolean {
  return ofEvery.includes(name) || ofEveryCheck.includes(name);
}

/** Whether a listener has this setting but the given record does not say its value. It then equals no value. */
export function isUnreturned(name: SettingName, settings: Settings): boolean {
  if (settings[name] !== undefined) return false;
  if (ofEvery.includes(name)) return true;
  if (ofEveryCheck.includes(name)) return settings.HealthCheckSwitch === 'on';
  return (name === 'AclType' || name === 'AclId') && settings.AclStatus === 'on';
}

/** Settings that SLB writes differently in its responses. */
const writtenAs: Readonly<Record<string, SettingName>> = {
  HealthCheck: 'HealthCheckSwitch',
  AclIds: 'AclId',
};

/** Settings whose value is unknown: SLB did not return them, or in a form that cannot be parsed. */
export function unreturnedSettings(read: TcpListenerAttributes): SettingName[] {
  const settings = settingsOf(read);
  const unreadable = (read.unreadable ?? []).map((name) => writtenAs[name] ?? name);
  return settingNames.filter((name) => isUnreturned(name, settings) || unreadable.includes(name));
}

/** The form fields that show settings of unknown value. */
export function unreturnedFields(read: TcpListenerAttributes): FieldPath[] {
  return unreturnedSettings(read).flatMap((name) => settingFields[name] ?? []);
}

/** An earlier state to restore. A setting it does not contain keeps its current value. */
export function withoutGuesses(earlier: Settings, now: Settings): Settings {
  const unreturned = settingNames.filter((name) => isUnreturned(name, earlier));
  return { ...earlier, ...Object.fromEntries(unreturned.map((name) => [name, now[name]])) };
}

/** One setting with its two values. Null if they are the same. */
export type SettingChange = { name: SettingName; before: string | null; after: string | null };

/**
 * The differences between two states of a listener: what has an effect in either of them and differs, in form order.
 * For health checks that are turned off, only the switch is listed; likewise for settings of another kind of check.
 */
export function changesBetween(before: Settings, after: Settings): SettingChange[] {
  return settingNames
    .filter((name) => {
      if (isSameSetting(name, before[name], after[name])) return false;
      if (ofChecks.includes(name) || name === 'ConnectionDrainTimeout') return isEffective(name, after);
      return isEffective(name, before) || isEffective(name, after);
    })
    .map((name) => ({
      name,
      before: isEffective(name, before) ? (before[name] ?? null) : null,
      after: isEffective(name, after) ? (after[name] ?? null) : null,
    }));
}

/**
 * A setting that somebody else changed in the meantime: its old, requested and current value. Null if there is no
 * conflict.
 */
export type SettingConflict = {
  name: SettingName;
  was: string | null;
  yours: string | null;
  theirs: string | null;
};

/**
 * Settings that changed since they were read, unless they now have the requested value anyway. `yours` is the whole
 * requested state, so it equals `was` where no change was requested.
 */
export function conflictsBetween(was: Settings, yours: Settings, theirs: Settings): SettingConflict[] {
  const effective = (settings: Settings, name: SettingName): string | null =>
    isEffective(name, settings) ? (settings[name] ?? null) : null;
  return changesBetween(was, theirs)
    .filter(({ name }) => {
      // Settings of health checks that were off were not returned. Seeing them once checks go on is not a change.
      if (ofChecks.includes(name) && was.HealthCheckSwitch === 'off') return false;
      // A setting returned only one of the two times is not a change either.
      if (isUnreturned(name, was) || isUnreturned(name, theirs)) return false;
      return !isSameSetting(name, effective(yours, name) ?? undefined, effective(theirs, name) ?? undefined);
    })
    .map(({ name }) => ({
      name,
      was: effective(was, name),
      yours: effective(yours, name),
      theirs: effective(theirs, name),
    }));
}
