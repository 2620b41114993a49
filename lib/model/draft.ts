import { defaults, type AclType, type HealthCheckHttpCode } from './limits';

/** A switch. '' only for an existing listener whose setting SLB did not return. */
export type Switched = 'off' | 'on' | '';

/**
 * The form's values, with every branch present, so that hiding a branch keeps what was typed in it (ux.md F4). Integers
 * are text as typed. Assignable to `ListenerDraft`: the schema's unions strip what the choices hide.
 */
export type ListenerFormValues = {
  regionId: string;
  loadBalancerId: string;
  listenerPort: string;
  bandwidth: { kind: 'unlimited' | 'limited'; mbps: string };
  description: string;
  backend: {
    kind: 'port' | 'vserver-group' | 'primary-secondary-group';
    backendServerPort: string;
    vServerGroupId: string;
    primarySecondaryServerGroupId: string;
  };
  /** One of the offered schedulers, or whatever an existing listener has; '' if SLB did not return it. */
  scheduler: string;
  persistence: { status: Switched; timeoutSeconds: string };
  establishedTimeoutSeconds: string;
  healthCheck: {
    /** A new listener has health checks on. They can only be turned off on an existing one. */
    status: Switched;
    type: 'tcp' | 'http';
    connectPort: string;
    connectTimeoutSeconds: string;
    intervalSeconds: string;
    healthyThreshold: string;
    unhealthyThreshold: string;
    domain: string;
    uri: string;
    httpCodes: HealthCheckHttpCode[];
  };
  acl: { status: Switched; type: AclType | ''; aclId: string; emptyAcknowledged: boolean };
  startAfterCreate: boolean;
};

/** Initial values of a new form: the service's default where a choice cannot be blank, blank elsewhere. */
export function blankFormValues(): ListenerFormValues {
  return {
    regionId: '',
    loadBalancerId: '',
    listenerPort: '',
    bandwidth: { kind: 'limited', mbps: '' },
    description: '',
    backend: {
      kind: 'port',
      backendServerPort: '',
      vServerGroupId: '',
      primarySecondaryServerGroupId: '',
    },
    scheduler: defaults.scheduler,
    persistence: { status: 'off', timeoutSeconds: '' },
    establishedTimeoutSeconds: '',
    healthCheck: {
      status: 'on',
      type: defaults.healthCheckType,
      connectPort: '',
      connectTimeoutSeconds: '',
      intervalSeconds: '',
      healthyThreshold: '',
      unhealthyThreshold: '',
      domain: '',
      uri: '',
      httpCodes: [...defaults.healthCheckHttpCodes],
    },
    acl: { status: 'off', type: '', aclId: '', emptyAcknowledged: false },
    startAfterCreate: false,
  };
}

/** The form fields that an error, a parameter or a link can point at. */
export const fieldPaths = [
  'regionId',
  'loadBalancerId',
  'listenerPort',
  'bandwidth.kind',
  'bandwidth.mbps',
  'description',
  'backend.kind',
  'backend.backendServerPort',
  'backend.vServerGroupId',
  'backend.primarySecondaryServerGroupId',
  'scheduler',
  'persistence.status',
  'persistence.timeoutSeconds',
  'establishedTimeoutSeconds',
  'healthCheck.status',
  'healthCheck.type',
  'healthCheck.connectPort',
  'healthCheck.connectTimeoutSeconds',
  'healthCheck.intervalSeconds',
  'healthCheck.healthyThreshold',
  'healthCheck.unhealthyThreshold',
  'healthCheck.domain',
  'healthCheck.uri',
  'healthCheck.httpCodes',
  'acl.status',
  'acl.type',
  'acl.aclId',
  'acl.emptyAcknowledged',
  'startAfterCreate',
] as const;
export type FieldPath = (typeof fieldPaths)[number];

export function isFieldPath(text: string): text is FieldPath {
  return (fieldPaths as readonly string[]).includes(text);
}
