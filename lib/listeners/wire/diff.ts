import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { defaults } from '@/lib/model/limits';
import type { Difference } from '@/lib/model/outcome';
import type { ListenerSpec } from '@/lib/model/schema';
import {
  isSameSetting,
  isSettingName,
  isUnreturned,
  settingsFromNames,
  settingsOf,
  type Settings,
} from '@/lib/model/settings';
import { toCreateParameters, toRecord } from './parameters';

/** Values read back that differ from the requested ones (ux.md A8). */

/** The `sent` settings whose value on the listener found differs from the requested one. */
export function differencesBetween(
  sent: Readonly<Record<string, unknown>>,
  requested: Settings,
  found: Settings,
): Difference[] {
  return Object.keys(sent)
    .filter(isSettingName)
    .filter((name) => !isSameSetting(name, requested[name], found[name]))
    .map((name) => ({ name, requested: requested[name] ?? '', found: found[name] ?? null }));
}

/** What the reference says about a listener whose Create omitted these. Undefined: it has none. */
const stated: Settings = {
  VServerGroupId: undefined,
  MasterSlaveServerGroupId: undefined,
  Scheduler: defaults.scheduler,
  PersistenceTimeout: String(defaults.persistenceTimeoutSeconds),
  HealthCheckType: defaults.healthCheckType,
  AclStatus: defaults.aclStatus,
  Description: undefined,
};

/**
 * The same for a creation: every parameter sent, and those whose default the reference states. Empty: it is this
 * listener.
 */
export function differencesOfCreation(spec: ListenerSpec, read: TcpListenerAttributes): Difference[] {
  const { BackendServerPort: port, ...parameters } = toRecord(toCreateParameters(spec));
  const requested: Settings = { ...stated, ...settingsFromNames(parameters) };
  const found = read.backendServerPort === undefined ? null : String(read.backendServerPort);
  return [
    // It can be set only on creation, so it is not a setting (slb-api.md 3.8).
    ...(port === undefined || port === found ? [] : [{ name: 'BackendServerPort', requested: port, found }]),
    ...differencesBetween(requested, requested, settingsOf(read)).filter(
      // A parameter that was omitted asked for no value, so a response without it is no difference.
      ({ name, found: returned }) =>
        returned !== null ||
        parameters[name] !== undefined ||
        !isSettingName(name) ||
        !isUnreturned(name, settingsOf(read)),
    ),
  ];
}
