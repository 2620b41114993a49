import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import type { ListenerKey } from '@/lib/model/outcome';
import { isEffective, settingNames, type SettingName, type Settings } from '@/lib/model/settings';
import { requestOf, type ApiParameter, type CodeRequest } from '@/lib/snippets/api-request';
import { CREATE_ACTION } from './parameters';

/**
 * The request that creates a listener again as it was read (slb-api.md 3.7, with its newer parameters): every setting
 * that has an effect, also at its default. What SLB did not return is left out, and would be created at its default: see
 * `unreturnedSettings`. `backendServerPort` is undefined if the response had none.
 */
export function recreateRequest(
  listener: ListenerKey,
  backendServerPort: number | undefined,
  settings: Settings,
): CodeRequest {
  const parameters = settingNames.flatMap((name): ApiParameter[] => {
    const value = settings[name];
    if (value === undefined || !isEffective(name, settings) || !isAccepted(name, value, settings)) return [];
    return [{ name: name === 'HealthCheckInterval' ? 'healthCheckInterval' : name, value, path: null }];
  });
  const port: ApiParameter[] =
    backendServerPort === undefined || settings.VServerGroupId !== undefined
      ? []
      : [{ name: 'BackendServerPort', value: String(backendServerPort), path: null }];
  return requestOf(CREATE_ACTION, listener, [...port, ...parameters]);
}

/** What SLB returns for "none", and Create does not take (slb-api.md D11, D17). */
function isAccepted(name: SettingName, value: string, settings: Settings): boolean {
  switch (name) {
    case 'HealthCheckConnectPort':
      return integerIn(value, limits.healthCheckConnectPort) !== null;
    case 'HealthCheckURI':
      return value !== '/';
    case 'AclType':
    case 'AclId':
      return settings.AclStatus === 'on';
    default:
      return true;
  }
}
