/**
 * Bounds and defaults of a TCP listener's parameters.
 *
 * The reference page is authoritative for bounds; defaults it omits come from slb-api.md D8. The schema, the field
 * hints and the tests read them. The sandbox restates them and never imports them.
 */

export type IntegerRange = { readonly min: number; readonly max: number };

/** Inclusive bounds; lengths count code points. Units are in the names. */
export const limits = {
  listenerPort: { min: 1, max: 65535 },
  backendServerPort: { min: 1, max: 65535 },
  /** D1: 5000 as in the reference, not 5120 as on later pages. `-1` (unlimited) is a separate case. */
  bandwidthMbps: { min: 1, max: 5000 },
  persistenceTimeoutSeconds: { min: 1, max: 3600 },
  establishedTimeoutSeconds: { min: 10, max: 900 },
  healthCheckConnectPort: { min: 1, max: 65535 },
  healthCheckConnectTimeoutSeconds: { min: 1, max: 300 },
  healthCheckIntervalSeconds: { min: 1, max: 50 },
  /** D26: 2–10, although Terraform allows 1. */
  healthyThreshold: { min: 2, max: 10 },
  unhealthyThreshold: { min: 2, max: 10 },
  descriptionLength: { min: 1, max: 80 },
  healthCheckDomainLength: { min: 1, max: 80 },
  healthCheckUriLength: { min: 1, max: 80 },
} as const satisfies Record<string, IntegerRange>;

/** The wire value for "no bandwidth limit on this listener" (reference: Bandwidth). */
export const UNLIMITED_BANDWIDTH = -1;

/** What the service assumes for a parameter that is not sent. */
export const defaults = {
  scheduler: 'wrr',
  persistenceTimeoutSeconds: 0,
  establishedTimeoutSeconds: 900,
  healthCheckType: 'tcp',
  healthCheckConnectTimeoutSeconds: 5,
  healthCheckIntervalSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
  /** D12: the reference's http_2xx, although the vendor's console preselects 2xx and 3xx. */
  healthCheckHttpCodes: ['http_2xx'],
  aclStatus: 'off',
} as const;

/** D7: `sch` and `tch` are newer and need a high-performance instance. They are displayed, never offered. */
export const schedulers = ['wrr', 'wlc', 'rr'] as const;
export type Scheduler = (typeof schedulers)[number];

export const healthCheckHttpCodes = ['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx'] as const;
export type HealthCheckHttpCode = (typeof healthCheckHttpCodes)[number];

export const aclTypes = ['white', 'black'] as const;
export type AclType = (typeof aclTypes)[number];
