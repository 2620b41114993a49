import { reject } from '../answer';
import { boundsOf, type Bounds } from '../editions';
import { INVALID_BANDWIDTH, INVALID_PORT } from '../errors';
import type { AclBinding, CheckTimes, HttpProbe } from '../store/models';
import { MAXIMUM_PORT } from './listener-lookup';
import type { Call } from './operation';
import type { ParameterReader } from './parameter-reader';

/** D17: the check goes to the port that each server serves. */
const PORT_OF_SERVER = -520;

export const ON_OFF = ['on', 'off'] as const;
const HTTP_CODES = new Set(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx']);

/** D8, where the reference gives no default. */
export const DEFAULT_CHECK_TIMES: CheckTimes = {
  connectTimeoutSeconds: 5,
  intervalSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
};

/** D12 for the codes. */
export const DEFAULT_HTTP_PROBE: HttpProbe = { domain: '', uri: '/', httpCodes: 'http_2xx' };

type ValueCall = Pick<Call, 'read' | 'settings'>;

/** What Create and Set of listeners of all protocols have in common; undefined if it is not sent. */
export function readListenerValues<Scheduler extends string>(
  { read, settings }: ValueCall,
  schedulers: readonly Scheduler[],
) {
  const bounds = boundsOf(settings);
  const bandwidthMbps = read.integer('Bandwidth', -1, bounds.maximumBandwidthMbps, INVALID_BANDWIDTH);
  if (bandwidthMbps === 0) reject(INVALID_BANDWIDTH);
  return {
    bandwidthMbps,
    vServerGroupId: read.text('VServerGroupId'),
    scheduler: read.oneOf('Scheduler', schedulers),
    aclStatus: read.oneOf('AclStatus', ON_OFF),
    aclType: read.oneOf('AclType', ['white', 'black']),
    aclIds: readAclIds(read, bounds),
    description: read.checked('Description', (text) => isDescription(text, bounds.maximumDescription)),
  };
}

export type ListenerValues = ReturnType<typeof readListenerValues<string>>;

/** The names of two parameters that the calls spell differently (D4). */
type CheckNames = {
  readonly timeout: 'HealthCheckConnectTimeout' | 'HealthCheckTimeout';
  readonly interval: string;
};

/**
 * D4: some libraries capitalize every name, so a name that starts with a small letter in the reference is read in both
 * spellings. If both are sent, that of the reference counts.
 */
export function eitherSpelling(read: ParameterReader, name: `health${string}`): string {
  return read.text(name) === undefined ? `H${name.slice(1)}` : name;
}

export function readCheckTimes({ read, settings }: ValueCall, names: CheckNames) {
  const bounds = boundsOf(settings);
  return {
    connectPort: readCheckPort(read, bounds),
    connectTimeoutSeconds: read.integer(names.timeout, 1, 300),
    intervalSeconds: read.integer(names.interval, 1, 50),
    healthyThreshold: read.integer('HealthyThreshold', bounds.minimumThreshold, 10),
    unhealthyThreshold: read.integer('UnhealthyThreshold', bounds.minimumThreshold, 10),
  };
}

export function readHttpProbe(read: ParameterReader) {
  return {
    domain: read.checked('HealthCheckDomain', isHealthCheckDomain),
    uri: read.checked('HealthCheckURI', isHealthCheckUri),
    httpCodes: read.checked('HealthCheckHttpCode', isHttpCodeList),
  };
}

/** `$_ip`, or 1–80 of letters, digits, `.` and `-` (reference: HealthCheckDomain). */
function isHealthCheckDomain(text: string): boolean {
  return text === '$_ip' || /^[A-Za-z0-9.-]{1,80}$/.test(text);
}

/** D11. */
function isHealthCheckUri(text: string): boolean {
  return /^\/[A-Za-z0-9\-/.%#&?]{0,79}$/.test(text);
}

function isHttpCodeList(text: string): boolean {
  return text.split(',').every((code) => HTTP_CODES.has(code));
}

/** D14: counted in code points. Newer pages allow a longer text of the same characters. */
function isDescription(text: string, maximum: number): boolean {
  return /^[A-Za-z0-9\-/._ \p{Script=Han}]+$/u.test(text) && [...text].length <= maximum;
}

function readCheckPort(read: ParameterReader, { healthCheckPortOfServer }: Bounds): number | undefined {
  if (healthCheckPortOfServer && read.text('HealthCheckConnectPort') === String(PORT_OF_SERVER))
    return PORT_OF_SERVER;
  return read.integer('HealthCheckConnectPort', 1, MAXIMUM_PORT, INVALID_PORT);
}

/** D13: one id, or several with commas, each of which counts once. */
function readAclIds(read: ParameterReader, { severalAcls }: Bounds): string[] | undefined {
  const text = read.checked('AclId', (ids) => severalAcls || !ids.includes(','));
  return text === undefined ? undefined : [...new Set(text.split(','))];
}

/** Undefined while the type or a list is missing. */
export function bindingOf(
  type: AclBinding['type'] | undefined,
  aclIds: readonly string[] | undefined,
): AclBinding | undefined {
  const [aclId, ...furtherAclIds] = aclIds ?? [];
  if (type === undefined || aclId === undefined) return undefined;
  return { type, aclId, ...(furtherAclIds.length > 0 && { furtherAclIds }) };
}

/** `old` with the given values; an undefined one keeps the old one. */
export function over<Whole extends object>(
  old: Whole,
  given: { readonly [Name in keyof Whole]?: Whole[Name] | undefined },
): Whole {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...old, ...Object.fromEntries(said) };
}
