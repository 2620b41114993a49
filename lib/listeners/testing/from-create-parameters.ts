import type { ListenerFormValues } from '@/lib/model/draft';
import { formValuesOf } from '@/lib/listeners/edit/edit-values';
import { defaults } from '@/lib/model/limits';
import { settingsFromNames, type Settings } from '@/lib/model/settings';

const DEFAULTS: Settings = {
  Scheduler: defaults.scheduler,
  PersistenceTimeout: String(defaults.persistenceTimeoutSeconds),
  HealthCheckSwitch: 'on',
  AclStatus: defaults.aclStatus,
};

/**
 * The form's values for given Create parameters, as when the resulting listener is opened for editing. Values are taken
 * as text: the schema validates them.
 */
export function fromCreateParameters(parameters: Readonly<Record<string, string>>): ListenerFormValues {
  const { RegionId = '', LoadBalancerId = '', ListenerPort = '', BackendServerPort = '' } = parameters;
  const key = { regionId: RegionId, loadBalancerId: LoadBalancerId, listenerPort: Number(ListenerPort) };
  // What a request omits is its default; what a response omits was not returned.
  const settings = { ...DEFAULTS, ...settingsFromNames(parameters) };
  const values = formValuesOf(key, undefined, settings);
  const backend = { ...values.backend, backendServerPort: BackendServerPort };
  return { ...values, listenerPort: ListenerPort, backend };
}
