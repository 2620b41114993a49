import type { FieldPath, ListenerFormValues } from '@/lib/listeners/draft';
import { isBlank } from '@/lib/text/typed-text';

/** The groups of the form and their fields, in the order of the screen. */
export const sections = ['listener', 'backend', 'healthCheck', 'accessControl', 'advanced'] as const;
export type Section = (typeof sections)[number];

const fieldsOf: Record<Section, readonly FieldPath[]> = {
  listener: ['regionId', 'loadBalancerId', 'listenerPort', 'bandwidth.kind', 'bandwidth.mbps', 'description'],
  backend: [
    'backend.kind',
    'backend.vServerGroupId',
    'backend.primarySecondaryServerGroupId',
    'backend.backendServerPort',
    'scheduler',
  ],
  healthCheck: [
    'healthCheck.status',
    'healthCheck.type',
    'healthCheck.uri',
    'healthCheck.domain',
    'healthCheck.httpCodes',
    'healthCheck.connectPort',
    'healthCheck.connectTimeoutSeconds',
    'healthCheck.intervalSeconds',
    'healthCheck.healthyThreshold',
    'healthCheck.unhealthyThreshold',
  ],
  accessControl: ['acl.status', 'acl.type', 'acl.aclId', 'acl.emptyAcknowledged'],
  advanced: ['persistence.status', 'persistence.timeoutSeconds', 'establishedTimeoutSeconds'],
};

/** Every field that can be in error, as the screen has them from top to bottom. */
export const pathsInOrder: readonly FieldPath[] = sections.flatMap((section) => fieldsOf[section]);

export function pathsIn(section: Section): readonly FieldPath[] {
  return fieldsOf[section];
}

export function sectionOf(path: FieldPath): Section | undefined {
  return sections.find((section) => fieldsOf[section].includes(path));
}

/** The id of a field's control, which labels and the links of the summary point at. */
export function fieldId(path: FieldPath): string {
  return `field-${path.replaceAll('.', '-')}`;
}

export function sectionId(section: Section): string {
  return `section-${section}`;
}

export type SectionState =
  | { state: 'errors'; count: number }
  | { state: 'tick' }
  | { state: 'open'; count: number }
  | { state: 'defaults' }
  | { state: 'complete' }
  | { state: 'changed'; count: number }
  | { state: 'unchanged' };

/** What the section index says of a group: its errors first, then what is missing, then whether anything was changed. */
export function sectionState(
  section: Section,
  form: {
    values: ListenerFormValues;
    erroneous: readonly FieldPath[];
    needsTick: boolean;
    /** Of a listener that stands: the fields whose setting changes. */
    changed?: readonly FieldPath[];
  },
): SectionState {
  const errors = form.erroneous.filter(
    (path) => fieldsOf[section].includes(path) && path !== 'acl.emptyAcknowledged',
  );
  if (errors.length > 0) return { state: 'errors', count: errors.length };
  if (section === 'accessControl' && form.needsTick) return { state: 'tick' };
  if (form.changed !== undefined) {
    const count = form.changed.filter((path) => fieldsOf[section].includes(path)).length;
    return count === 0 ? { state: 'unchanged' } : { state: 'changed', count };
  }
  const open = required(section, form.values).filter(isBlank).length;
  if (open > 0) return { state: 'open', count: open };
  return isAtDefaults(section, form.values) ? { state: 'defaults' } : { state: 'complete' };
}

function required(section: Section, values: ListenerFormValues): string[] {
  switch (section) {
    case 'listener':
      return [
        values.regionId,
        values.loadBalancerId,
        values.listenerPort,
        ...(values.bandwidth.kind === 'limited' ? [values.bandwidth.mbps] : []),
      ];
    case 'backend':
      return requiredOfBackend(values.backend);
    case 'healthCheck':
      return values.healthCheck.type === 'http' ? [values.healthCheck.uri] : [];
    case 'accessControl':
      return values.acl.status === 'on' ? [values.acl.type, values.acl.aclId] : [];
    case 'advanced':
      return values.persistence.status === 'on' ? [values.persistence.timeoutSeconds] : [];
  }
}

function requiredOfBackend(backend: ListenerFormValues['backend']): string[] {
  switch (backend.kind) {
    case 'port':
      return [backend.backendServerPort];
    case 'vserver-group':
      return [backend.vServerGroupId];
    case 'primary-secondary-group':
      return [backend.primarySecondaryServerGroupId, backend.backendServerPort];
  }
}

function isAtDefaults(section: Section, values: ListenerFormValues): boolean {
  switch (section) {
    case 'listener':
    case 'backend':
      return false;
    case 'healthCheck': {
      const {
        type,
        connectPort,
        connectTimeoutSeconds,
        intervalSeconds,
        healthyThreshold,
        unhealthyThreshold,
      } = values.healthCheck;
      return (
        type === 'tcp' &&
        [connectPort, connectTimeoutSeconds, intervalSeconds, healthyThreshold, unhealthyThreshold].every(
          isBlank,
        )
      );
    }
    case 'accessControl':
      return values.acl.status === 'off';
    case 'advanced':
      return values.persistence.status === 'off' && isBlank(values.establishedTimeoutSeconds);
  }
}
