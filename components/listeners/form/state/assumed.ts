import type { ListenerFormValues } from '@/lib/model/draft';
import { defaults } from '@/lib/model/limits';
import { isBlank } from '@/lib/text/typed-text';

/** The effective value of a parameter that is not sent: a value, or a case that needs a text. */
export type Assumption = {
  name: string;
  assumed:
    | { kind: 'value'; value: string }
    | { kind: 'seconds'; seconds: number }
    | { kind: 'off' | 'backend-port' | 'own-port' | 'server-address' };
};

/**
 * The settings that apply to the listener and are not sent, with the service's defaults (reference; slb-api.md D8).
 * Settings that a choice rules out are not included.
 */
export function assumptions(values: ListenerFormValues): Assumption[] {
  const list: Assumption[] = [];
  const { healthCheck } = values;
  const add = (name: string, assumed: Assumption['assumed']): void => {
    list.push({ name, assumed });
  };
  const seconds = (name: string, count: number): void => add(name, { kind: 'seconds', seconds: count });
  const value = (name: string, text: string | number): void =>
    add(name, { kind: 'value', value: String(text) });

  if (values.scheduler === defaults.scheduler) value('Scheduler', defaults.scheduler);
  if (healthCheck.type === 'tcp') value('HealthCheckType', defaults.healthCheckType);
  else if (isBlank(healthCheck.domain)) add('HealthCheckDomain', { kind: 'server-address' });
  if (isBlank(healthCheck.connectPort))
    add('HealthCheckConnectPort', {
      kind: values.backend.kind === 'vserver-group' ? 'own-port' : 'backend-port',
    });
  if (isBlank(healthCheck.connectTimeoutSeconds))
    seconds('HealthCheckConnectTimeout', defaults.healthCheckConnectTimeoutSeconds);
  if (isBlank(healthCheck.intervalSeconds))
    seconds('healthCheckInterval', defaults.healthCheckIntervalSeconds);
  if (isBlank(healthCheck.healthyThreshold)) value('HealthyThreshold', defaults.healthyThreshold);
  if (isBlank(healthCheck.unhealthyThreshold)) value('UnhealthyThreshold', defaults.unhealthyThreshold);
  if (values.acl.status === 'off') add('AclStatus', { kind: 'off' });
  if (values.persistence.status === 'off') add('PersistenceTimeout', { kind: 'off' });
  if (isBlank(values.establishedTimeoutSeconds))
    seconds('EstablishedTimeout', defaults.establishedTimeoutSeconds);
  return list;
}
