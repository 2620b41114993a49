'use client';

import { useTranslations } from 'next-intl';
import type { FieldPath } from '@/lib/model/draft';
import { limits, type IntegerRange } from '@/lib/model/limits';
import type { IssueKey } from '@/lib/model/schema';

const bounds: Partial<Record<FieldPath, IntegerRange>> = {
  listenerPort: limits.listenerPort,
  'bandwidth.mbps': limits.bandwidthMbps,
  description: limits.descriptionLength,
  'backend.backendServerPort': limits.backendServerPort,
  'persistence.timeoutSeconds': limits.persistenceTimeoutSeconds,
  establishedTimeoutSeconds: limits.establishedTimeoutSeconds,
  'healthCheck.connectPort': limits.healthCheckConnectPort,
  'healthCheck.connectTimeoutSeconds': limits.healthCheckConnectTimeoutSeconds,
  'healthCheck.intervalSeconds': limits.healthCheckIntervalSeconds,
  'healthCheck.healthyThreshold': limits.healthyThreshold,
  'healthCheck.unhealthyThreshold': limits.unhealthyThreshold,
  'healthCheck.domain': limits.healthCheckDomainLength,
  'healthCheck.uri': limits.healthCheckUriLength,
};

const labels = {
  regionId: 'regionId',
  loadBalancerId: 'loadBalancerId',
  listenerPort: 'listenerPort',
  'bandwidth.kind': 'bandwidth',
  'bandwidth.mbps': 'bandwidth',
  description: 'description',
  'backend.kind': 'backendKind',
  'backend.backendServerPort': 'backendServerPort',
  'backend.vServerGroupId': 'vServerGroupId',
  'backend.primarySecondaryServerGroupId': 'primarySecondaryServerGroupId',
  scheduler: 'scheduler',
  'persistence.status': 'persistence',
  'persistence.timeoutSeconds': 'persistenceTimeoutSeconds',
  establishedTimeoutSeconds: 'establishedTimeoutSeconds',
  'healthCheck.status': 'healthCheckStatus',
  'healthCheck.type': 'healthCheckType',
  'healthCheck.connectPort': 'healthCheckConnectPort',
  'healthCheck.connectTimeoutSeconds': 'healthCheckConnectTimeoutSeconds',
  'healthCheck.intervalSeconds': 'healthCheckIntervalSeconds',
  'healthCheck.healthyThreshold': 'healthyThreshold',
  'healthCheck.unhealthyThreshold': 'unhealthyThreshold',
  'healthCheck.domain': 'healthCheckDomain',
  'healthCheck.uri': 'healthCheckUri',
  'healthCheck.httpCodes': 'healthCheckHttpCodes',
  'acl.status': 'aclStatus',
  'acl.type': 'aclType',
  'acl.aclId': 'aclId',
  'acl.emptyAcknowledged': 'emptyAcknowledged',
  startAfterCreate: 'startAfterCreate',
} as const satisfies Record<FieldPath, string>;

const required = {
  regionId: 'required.regionId',
  loadBalancerId: 'required.loadBalancerId',
  'bandwidth.mbps': 'required.bandwidth',
  description: 'required.description',
  'backend.vServerGroupId': 'required.vServerGroupId',
  'backend.primarySecondaryServerGroupId': 'required.primarySecondaryServerGroupId',
  'persistence.timeoutSeconds': 'required.seconds',
  'healthCheck.uri': 'required.uri',
  'acl.type': 'required.aclType',
  'acl.aclId': 'required.aclId',
} as const satisfies Partial<Record<FieldPath, string>>;

const charset = {
  description: 'charset.description',
  'healthCheck.domain': 'charset.domain',
  'healthCheck.uri': 'charset.uri',
} as const satisfies Partial<Record<FieldPath, string>>;

function at<Path extends FieldPath, T>(table: Partial<Record<Path, T>>, path: FieldPath): T | undefined {
  const wider: Partial<Record<FieldPath, T>> = table;
  return wider[path];
}

/** The texts of a field: its name, and the message for a schema issue, with the field's own bounds. */
export function useFieldMessages() {
  const t = useTranslations('form.issue');
  const tLabel = useTranslations('form.label');
  return {
    label: (path: FieldPath): string => tLabel(labels[path]),
    issue: (path: FieldPath, key: IssueKey): string => {
      const { min, max } = bounds[path] ?? { min: 0, max: 0 };
      switch (key) {
        case 'required':
          return t(at(required, path) ?? 'required.integer', { min, max });
        case 'charset':
          return t(at(charset, path) ?? 'charset.id');
        case 'integer':
        case 'range':
        case 'length':
          return t(key, { min, max });
        case 'choice':
        case 'leadingSlash':
        case 'atLeastOne':
        case 'tick':
        case 'cannotClear':
          return t(key);
      }
    },
  };
}
