import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';

/** The choice that shows a field or hides it; a field without one is always there. */
type Condition = { choice: FieldPath; shows: (values: ListenerFormValues) => boolean };

const isChecked = (values: ListenerFormValues): boolean => values.healthCheck.status === 'on';
const isHttp = (values: ListenerFormValues): boolean =>
  isChecked(values) && values.healthCheck.type === 'http';
const ofChecks: Condition = { choice: 'healthCheck.status', shows: isChecked };
const isRestricted = (values: ListenerFormValues): boolean => values.acl.status === 'on';

const conditions: Partial<Record<FieldPath, Condition>> = {
  'bandwidth.mbps': {
    choice: 'bandwidth.kind',
    shows: ({ bandwidth }) => bandwidth.kind === 'limited',
  },
  'backend.backendServerPort': {
    choice: 'backend.kind',
    shows: ({ backend }) => backend.kind !== 'vserver-group',
  },
  'backend.vServerGroupId': {
    choice: 'backend.kind',
    shows: ({ backend }) => backend.kind === 'vserver-group',
  },
  'backend.primarySecondaryServerGroupId': {
    choice: 'backend.kind',
    shows: ({ backend }) => backend.kind === 'primary-secondary-group',
  },
  'persistence.timeoutSeconds': {
    choice: 'persistence.status',
    shows: ({ persistence }) => persistence.status === 'on',
  },
  'healthCheck.type': ofChecks,
  'healthCheck.connectPort': ofChecks,
  'healthCheck.connectTimeoutSeconds': ofChecks,
  'healthCheck.intervalSeconds': ofChecks,
  'healthCheck.healthyThreshold': ofChecks,
  'healthCheck.unhealthyThreshold': ofChecks,
  'healthCheck.uri': { choice: 'healthCheck.type', shows: isHttp },
  'healthCheck.domain': { choice: 'healthCheck.type', shows: isHttp },
  'healthCheck.httpCodes': { choice: 'healthCheck.type', shows: isHttp },
  'acl.type': { choice: 'acl.status', shows: isRestricted },
  'acl.aclId': { choice: 'acl.status', shows: isRestricted },
  'acl.emptyAcknowledged': {
    choice: 'acl.status',
    shows: ({ acl }) => acl.status === 'on' && acl.type !== '',
  },
};

/** Whether a field applies to the listener; one that does not is absent (ux.md F3). */
export function isShown(path: FieldPath, values: ListenerFormValues): boolean {
  return conditions[path]?.shows(values) ?? true;
}

/** Where a rejection is shown: at its field, or at the choice that hides it. */
export function landingOf(path: FieldPath, values: ListenerFormValues): FieldPath {
  const condition = conditions[path];
  return condition === undefined || condition.shows(values) ? path : condition.choice;
}
