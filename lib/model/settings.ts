import type { TcpListenerAttributes } from '@/lib/slb/responses';
import type { FieldPath } from './draft';

/**
 * What a TCP listener is set to, in the names in which SetLoadBalancerTCPListenerAttribute writes it (slb-api.md 3.8), and the
 * field of the form that shows each. A group is bound by its id here; the switch beside it is the wire's affair (set-parameters.ts).
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

/** In the order of the form. */
export const settingNames = Object.keys(settingFields) as readonly SettingName[];

export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(settingFields, text);
}

/**
 * A listener as read. A setting of which the answer says nothing is absent: it has none, or it was not told (`unreturnedSettings`). Names differ between reading
 * and writing, so nothing is spread from one to the other.
 */
export function settingsOf(read: TcpListenerAttributes): Settings {
  const returned: Record<SettingName, string | number | boolean | undefined> = {
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
      Object.entries(returned).map(([name, value]) => [name, value === undefined ? '' : String(value)]),
    ),
  );
}

/** Settings out of a record in the names of Create or Set. What is no setting (the address, the backend port, the status) or empty is left out. */
export function settingsFromNames(record: Readonly<Record<string, string>>): Settings {
  return Object.fromEntries(
    Object.entries(inOneSpelling(record)).filter(([name, value]) => isSettingName(name) && value !== ''),
  );
}

/** The same record with the names that Set and the answers have: Create alone writes the interval with a small letter (slb-api.md D4). */
export function inOneSpelling<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name === 'healthCheckInterval' ? 'HealthCheckInterval' : name,
      value,
    ]),
  );
}

/** What an absent setting is, or another way to write it: drain and its like are told only while they are on (slb-api.md 3.9). */
const absent: Settings = {
  ConnectionDrain: 'off',
  ProxyProtocolV2Enabled: 'false',
  // The answer's "no path" and the reference's "no domain" (slb-api.md D11, 3.7).
  HealthCheckURI: '/',
  HealthCheckDomain: '$_ip',
  // An old way to write "the backend port" (slb-api.md D17).
  HealthCheckConnectPort: '-520',
};

/**
 * Whether two spellings mean one setting: an absent value and its default, and lists in another order. The one rule of what is no change,
 * for a creation that is read back as for an edit, a conflict and the activity trail.
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

/** Whether a setting has a meaning beside the others: those of checks that are off, or of access control that is off, have none. */
export function isEffective(name: SettingName, settings: Settings): boolean {
  if (ofChecks.includes(name) && settings.HealthCheckSwitch === 'off') return false;
  if (ofHttpChecks.includes(name)) return settings.HealthCheckType === 'http';
  if (name === 'AclType' || name === 'AclId') return settings.AclStatus === 'on';
  if (name === 'ConnectionDrainTimeout') return settings.ConnectionDrain === 'on';
  return true;
}

/** Settings that every listener has, so that an answer without one has not told it (slb-api.md 3.9). */
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

/** Whether every listener has it, or every one that is checked: where none was told, none is not what it is. */
export function isAlwaysSet(name: SettingName): boolean {
  return ofEvery.includes(name) || ofEveryCheck.includes(name);
}

/** Whether a listener has this setting and these do not say which: to them it is no more one value than another. */
export function isUnreturned(name: SettingName, settings: Settings): boolean {
  if (settings[name] !== undefined) return false;
  if (ofEvery.includes(name)) return true;
  if (ofEveryCheck.includes(name)) return settings.HealthCheckSwitch === 'on';
  return (name === 'AclType' || name === 'AclId') && settings.AclStatus === 'on';
}

/** Settings that SLB writes otherwise in its answers. */
const writtenAs: Readonly<Record<string, SettingName>> = {
  HealthCheck: 'HealthCheckSwitch',
  AclIds: 'AclId',
};

/** The settings whose value is unknown: SLB did not return them, or in a form that cannot be read. */
export function unreturnedSettings(read: TcpListenerAttributes): SettingName[] {
  const settings = settingsOf(read);
  const unreadable = (read.unreadable ?? []).map((name) => writtenAs[name] ?? name);
  return settingNames.filter((name) => isUnreturned(name, settings) || unreadable.includes(name));
}

/** The fields of the form that show settings of unknown value. */
export function unreturnedFields(read: TcpListenerAttributes): FieldPath[] {
  return unreturnedSettings(read).flatMap((name) => settingFields[name] ?? []);
}

/** An earlier state, to be had back: where it was not told, the listener stays as it is now. */
export function withoutGuesses(earlier: Settings, now: Settings): Settings {
  const unreturned = settingNames.filter((name) => isUnreturned(name, earlier));
  return { ...earlier, ...Object.fromEntries(unreturned.map((name) => [name, now[name]])) };
}

/** One setting that is one thing here and another there; null where it is none. */
export type SettingChange = { name: SettingName; before: string | null; after: string | null };

/**
 * From one state of a listener to another: what has a meaning in either of them and differs, in the order of the form. Of checks
 * that are turned off the switch says all, and so for what belongs to another kind of check.
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

/** A setting that somebody else has changed meanwhile: as it was, as it is wanted, as it is now. Null where it is none. */
export type SettingConflict = {
  name: SettingName;
  was: string | null;
  yours: string | null;
  theirs: string | null;
};

/**
 * Where a listener is no longer what it was, unless it now is what is wanted anyway. `yours` is the whole state that is wanted, so it is
 * `was` where nothing was asked for.
 */
export function conflictsBetween(was: Settings, yours: Settings, theirs: Settings): SettingConflict[] {
  const returned = (settings: Settings, name: SettingName): string | null =>
    isEffective(name, settings) ? (settings[name] ?? null) : null;
  return changesBetween(was, theirs)
    .filter(({ name }) => {
      // Checks that were off were not told: what comes to light as they go on is not what somebody changed.
      if (ofChecks.includes(name) && was.HealthCheckSwitch === 'off') return false;
      // Nor is what was told at one time only.
      if (isUnreturned(name, was) || isUnreturned(name, theirs)) return false;
      return !isSameSetting(name, returned(yours, name) ?? undefined, returned(theirs, name) ?? undefined);
    })
    .map(({ name }) => ({
      name,
      was: returned(was, name),
      yours: returned(yours, name),
      theirs: returned(theirs, name),
    }));
}
