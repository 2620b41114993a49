import { normalizeAddress, normalizeTyped, trimTyped } from '@/lib/text/typed-text';
import type { FieldPath, ListenerFormValues } from './draft';
import { integerText } from './integer-text';

/** How a field's text is parsed. A field without an entry is an id or a choice. */
const readings: Partial<Record<FieldPath, (typed: string) => string>> = {
  listenerPort: integerText,
  'bandwidth.mbps': integerText,
  description: trimTyped,
  'backend.backendServerPort': integerText,
  'persistence.timeoutSeconds': integerText,
  establishedTimeoutSeconds: integerText,
  'healthCheck.connectPort': integerText,
  'healthCheck.connectTimeoutSeconds': integerText,
  'healthCheck.intervalSeconds': integerText,
  'healthCheck.healthyThreshold': integerText,
  'healthCheck.unhealthyThreshold': integerText,
  'healthCheck.domain': normalizeAddress,
};

/**
 * The effective value of a field's text, used by the schema, the request, its preview, and comparisons with what was
 * read. '' for a blank. The field itself keeps what was typed.
 */
export function usedText(path: FieldPath, typed: string | number | undefined): string {
  return (readings[path] ?? normalizeTyped)(String(typed ?? ''));
}

type HealthText = Exclude<keyof ListenerFormValues['healthCheck'], 'status' | 'type' | 'httpCodes'>;

/** The same for all values of the form. */
export function usedValues(values: ListenerFormValues): ListenerFormValues {
  const { bandwidth, backend, persistence, healthCheck, acl } = values;
  const health = (field: HealthText): string => usedText(`healthCheck.${field}`, healthCheck[field]);
  return {
    ...values,
    regionId: usedText('regionId', values.regionId),
    loadBalancerId: usedText('loadBalancerId', values.loadBalancerId),
    listenerPort: usedText('listenerPort', values.listenerPort),
    bandwidth: { ...bandwidth, mbps: usedText('bandwidth.mbps', bandwidth.mbps) },
    description: usedText('description', values.description),
    backend: {
      ...backend,
      backendServerPort: usedText('backend.backendServerPort', backend.backendServerPort),
      vServerGroupId: usedText('backend.vServerGroupId', backend.vServerGroupId),
      primarySecondaryServerGroupId: usedText(
        'backend.primarySecondaryServerGroupId',
        backend.primarySecondaryServerGroupId,
      ),
    },
    scheduler: usedText('scheduler', values.scheduler),
    persistence: {
      ...persistence,
      timeoutSeconds: usedText('persistence.timeoutSeconds', persistence.timeoutSeconds),
    },
    establishedTimeoutSeconds: usedText('establishedTimeoutSeconds', values.establishedTimeoutSeconds),
    healthCheck: {
      ...healthCheck,
      connectPort: health('connectPort'),
      connectTimeoutSeconds: health('connectTimeoutSeconds'),
      intervalSeconds: health('intervalSeconds'),
      healthyThreshold: health('healthyThreshold'),
      unhealthyThreshold: health('unhealthyThreshold'),
      domain: health('domain'),
      uri: health('uri'),
    },
    acl: { ...acl, aclId: usedText('acl.aclId', acl.aclId) },
  };
}
