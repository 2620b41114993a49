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

/** What a listener is, read back, that was asked for otherwise (ux.md A8). */

/** Of the settings that were `sent`, those of which the listener that was found has another value than the one asked for. */
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

/** What the reference says of a listener whose Create left these out. Undefined: it has none. */
const stated: Settings = {
  VServerGroupId: undefined,
  MasterSlaveServerGroupId: undefined,
  Scheduler: defaults.scheduler,
  PersistenceTimeout: String(defaults.persistenceTimeoutSeconds),
  HealthCheckType: defaults.healthCheckType,
  AclStatus: defaults.aclStatus,
  Description: undefined,
};

/** The same of a creation: of every parameter that was sent, and of those whose default the reference states. Empty: it is this listener. */
export function differencesOfCreation(spec: ListenerSpec, read: TcpListenerAttributes): Difference[] {
  const { BackendServerPort: port, ...parameters } = toRecord(toCreateParameters(spec));
  const requested: Settings = { ...stated, ...settingsFromNames(parameters) };
  const found = read.backendServerPort === undefined ? null : String(read.backendServerPort);
  return [
    // It can be given once only, so it is no setting (slb-api.md 3.8).
    ...(port === undefined || port === found ? [] : [{ name: 'BackendServerPort', requested: port, found }]),
    ...differencesBetween(requested, requested, settingsOf(read)).filter(
      // Of what was left out nothing was asked: an answer that does not tell it does not contradict.
      ({ name, found: returned }) =>
        returned !== null ||
        parameters[name] !== undefined ||
        !isSettingName(name) ||
        !isUnreturned(name, settingsOf(read)),
    ),
  ];
}
