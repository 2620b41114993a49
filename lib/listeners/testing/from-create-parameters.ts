import type { ListenerFormValues } from '../draft';
import { formValuesOf } from '../edit-values';
import { settingsFromNames } from '../settings';

/**
 * The form's values for given parameters of Create, as the listener that comes of them is opened for an edit. Values are taken as text: the
 * schema is the judge of them.
 */
export function fromCreateParameters(parameters: Readonly<Record<string, string>>): ListenerFormValues {
  const { RegionId = '', LoadBalancerId = '', ListenerPort = '', BackendServerPort = '' } = parameters;
  const key = { regionId: RegionId, loadBalancerId: LoadBalancerId, listenerPort: Number(ListenerPort) };
  const values = formValuesOf(key, undefined, settingsFromNames(parameters));
  const backend = { ...values.backend, backendServerPort: BackendServerPort };
  return { ...values, listenerPort: ListenerPort, backend };
}
