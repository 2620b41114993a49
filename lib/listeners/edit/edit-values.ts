import { blankFormValues, type ListenerFormValues, type Switched } from '@/lib/model/draft';
import {
  aclTypes,
  defaults,
  healthCheckHttpCodes,
  UNLIMITED_BANDWIDTH,
  type HealthCheckHttpCode,
} from '@/lib/model/limits';
import type { ListenerKey } from '@/lib/model/outcome';
import {
  isEffective,
  isSameSetting,
  settingNames,
  type SettingName,
  type Settings,
} from '@/lib/model/settings';
import { usedValues } from '@/lib/model/typed-values';

/**
 * Converts an existing listener to the form's values and back. What the form cannot hold survives: a setting whose
 * field is unchanged since the form opened keeps the value that was read, whatever it is.
 */

/** The form for a listener as read; `backendServerPort` is undefined if the response had none. */
export function formValuesOf(
  listener: ListenerKey,
  backendServerPort: number | undefined,
  settings: Settings,
): ListenerFormValues {
  const values = blankFormValues();
  const text = (name: SettingName): string => settings[name] ?? '';
  const isHttp = text('HealthCheckType') === 'http';
  const persistence = text('PersistenceTimeout');

  values.regionId = listener.regionId;
  values.loadBalancerId = listener.loadBalancerId;
  values.listenerPort = String(listener.listenerPort);
  values.bandwidth =
    text('Bandwidth') === String(UNLIMITED_BANDWIDTH)
      ? { kind: 'unlimited', mbps: '' }
      : { kind: 'limited', mbps: text('Bandwidth') };
  values.description = text('Description');
  values.backend = {
    kind: settings.VServerGroupId
      ? 'vserver-group'
      : settings.MasterSlaveServerGroupId
        ? 'primary-secondary-group'
        : 'port',
    backendServerPort: backendServerPort === undefined ? '' : String(backendServerPort),
    vServerGroupId: text('VServerGroupId'),
    primarySecondaryServerGroupId: text('MasterSlaveServerGroupId'),
  };
  values.scheduler = text('Scheduler');
  values.persistence =
    persistence === '' || persistence === '0'
      ? { status: persistence === '' ? '' : 'off', timeoutSeconds: '' }
      : { status: 'on', timeoutSeconds: persistence };
  values.establishedTimeoutSeconds = text('EstablishedTimeout');
  values.healthCheck = {
    status: switched(text('HealthCheckSwitch')),
    type: isHttp ? 'http' : 'tcp',
    connectPort: text('HealthCheckConnectPort'),
    connectTimeoutSeconds: text('HealthCheckConnectTimeout'),
    intervalSeconds: text('HealthCheckInterval'),
    healthyThreshold: text('HealthyThreshold'),
    unhealthyThreshold: text('UnhealthyThreshold'),
    domain: text('HealthCheckDomain'),
    // SLB returns `/` for a TCP check, which has no path (slb-api.md D11); HTTP checks require one (D34).
    uri: !isHttp && text('HealthCheckURI') === '/' ? '' : text('HealthCheckURI'),
    httpCodes: httpCodesOf(text('HealthCheckHttpCode')) ?? values.healthCheck.httpCodes,
  };
  values.acl = {
    status: switched(text('AclStatus')),
    type: aclTypes.find((type) => type === settings.AclType) ?? '',
    aclId: text('AclId'),
    emptyAcknowledged: false,
  };
  return values;
}

/** A setting that was not returned is neither on nor off. */
function switched(returned: string): Switched {
  return returned === 'on' || returned === 'off' ? returned : '';
}

function httpCodesOf(list: string): HealthCheckHttpCode[] | undefined {
  if (list === '') return undefined;
  const returned = list.split(',').map((code) => code.trim());
  return healthCheckHttpCodes.filter((code) => returned.includes(code));
}

/** A listener as it was when the form opened, and what the form then showed of it. */
export type Opened = { settings: Settings; values: ListenerFormValues };

/** The settings the form now requests. */
export function settingsRequested(opened: Opened, values: ListenerFormValues): Settings {
  const shown = settingsIn(opened.values, opened.settings);
  const requested = settingsIn(values, opened.settings);
  return Object.fromEntries(
    settingNames
      .map((name) => [
        name,
        // Settings without effect may not have been returned (checks that are off). Once they take effect, the form's
        // values count.
        (isEffective(name, opened.settings) || !isEffective(name, requested)) &&
        isSameSetting(name, shown[name], requested[name])
          ? opened.settings[name]
          : requested[name],
      ])
      .filter(([, value]) => value !== undefined),
  );
}

/** The default that an empty field stands for. */
const blankMeans = {
  HealthCheckConnectTimeout: defaults.healthCheckConnectTimeoutSeconds,
  HealthCheckInterval: defaults.healthCheckIntervalSeconds,
  HealthyThreshold: defaults.healthyThreshold,
  UnhealthyThreshold: defaults.unhealthyThreshold,
  EstablishedTimeout: defaults.establishedTimeoutSeconds,
} as const;

/**
 * What the values mean by themselves. A blank means the default if something was set, and nothing if SLB returned
 * nothing.
 */
export function settingsIn(typed: ListenerFormValues, returned: Settings): Settings {
  const values = usedValues(typed);
  const { bandwidth, backend, healthCheck, acl, persistence } = values;
  const text = (used: string): string | undefined => used || undefined;
  const orDefault = (name: keyof typeof blankMeans, used: string): string | undefined =>
    text(used) ?? (returned[name] === undefined ? undefined : String(blankMeans[name]));
  return {
    Bandwidth: bandwidth.kind === 'unlimited' ? String(UNLIMITED_BANDWIDTH) : text(bandwidth.mbps),
    Description: text(values.description),
    VServerGroupId: backend.kind === 'vserver-group' ? text(backend.vServerGroupId) : undefined,
    MasterSlaveServerGroupId:
      backend.kind === 'primary-secondary-group' ? text(backend.primarySecondaryServerGroupId) : undefined,
    Scheduler: text(values.scheduler),
    HealthCheckSwitch: text(healthCheck.status),
    HealthCheckType: healthCheck.type,
    HealthCheckURI: text(healthCheck.uri),
    HealthCheckDomain: text(healthCheck.domain),
    HealthCheckHttpCode: healthCheckHttpCodes
      .filter((code) => healthCheck.httpCodes.includes(code))
      .join(','),
    HealthCheckConnectPort: text(healthCheck.connectPort),
    HealthCheckConnectTimeout: orDefault('HealthCheckConnectTimeout', healthCheck.connectTimeoutSeconds),
    HealthCheckInterval: orDefault('HealthCheckInterval', healthCheck.intervalSeconds),
    HealthyThreshold: orDefault('HealthyThreshold', healthCheck.healthyThreshold),
    UnhealthyThreshold: orDefault('UnhealthyThreshold', healthCheck.unhealthyThreshold),
    AclStatus: text(acl.status),
    AclType: acl.status === 'on' ? text(acl.type) : undefined,
    AclId: acl.status === 'on' ? text(acl.aclId) : undefined,
    PersistenceTimeout:
      persistence.status === 'on'
        ? text(persistence.timeoutSeconds)
        : persistence.status === 'off'
          ? String(defaults.persistenceTimeoutSeconds)
          : undefined,
    EstablishedTimeout: orDefault('EstablishedTimeout', values.establishedTimeoutSeconds),
  };
}

/** Settings without a form field, as the listener has them: shown, never touched. */
export function settingsWithoutField(settings: Settings): { name: SettingName; value: string }[] {
  return (['ConnectionDrain', 'ConnectionDrainTimeout', 'ProxyProtocolV2Enabled'] as const).flatMap(
    (name) => {
      const value = settings[name];
      return value === undefined || isSameSetting(name, value, undefined) ? [] : [{ name, value }];
    },
  );
}
