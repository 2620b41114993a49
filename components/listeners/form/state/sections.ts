import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import { isBlank } from '@/lib/text/typed-text';
import { isShown } from './shown';

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
  /** Filled in, but the data shows that it will be rejected: a port in use. */
  | { state: 'doubtful'; count: number }
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
    /** The fields with a warning that what is in them will be rejected. */
    doubtful?: readonly FieldPath[];
    /** For an existing listener: the fields whose setting changes. */
    changed?: readonly FieldPath[];
  },
): SectionState {
  const errors = form.erroneous.filter(
    (path) => fieldsOf[section].includes(path) && path !== 'acl.emptyAcknowledged',
  );
  if (errors.length > 0) return { state: 'errors', count: errors.length };
  if (section === 'accessControl' && form.needsTick) return { state: 'tick' };
  const open = openPaths(form.values, { isEdit: form.changed !== undefined }).filter((path) =>
    fieldsOf[section].includes(path),
  );
  if (open.length > 0) return { state: 'open', count: open.length };
  const doubtful = (form.doubtful ?? []).filter((path) => fieldsOf[section].includes(path)).length;
  if (doubtful > 0) return { state: 'doubtful', count: doubtful };
  if (form.changed !== undefined) {
    const count = form.changed.filter((path) => fieldsOf[section].includes(path)).length;
    return count === 0 ? { state: 'unchanged' } : { state: 'changed', count };
  }
  return isAtDefaults(section, form.values) ? { state: 'defaults' } : { state: 'complete' };
}

/** The required fields that are shown and still blank. An existing listener needs neither its place nor its backend port. */
export function openPaths(values: ListenerFormValues, { isEdit }: { isEdit: boolean }): FieldPath[] {
  const { backend, healthCheck, acl } = values;
  const place = {
    regionId: values.regionId,
    loadBalancerId: values.loadBalancerId,
    listenerPort: values.listenerPort,
  };
  const required: Partial<Record<FieldPath, string>> = {
    ...(isEdit
      ? {}
      : { ...place, 'backend.backendServerPort': backend.backendServerPort, 'acl.status': acl.status }),
    'bandwidth.mbps': values.bandwidth.mbps,
    'backend.vServerGroupId': backend.vServerGroupId,
    'backend.primarySecondaryServerGroupId': backend.primarySecondaryServerGroupId,
    'healthCheck.uri': healthCheck.uri,
    'acl.type': acl.type,
    'acl.aclId': acl.aclId,
    'persistence.timeoutSeconds': values.persistence.timeoutSeconds,
  };
  return pathsInOrder.filter((path) => {
    const text = required[path];
    return text !== undefined && isBlank(text) && isShown(path, values);
  });
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
