import '../zod-settings';
import * as z from 'zod';
import { normalizeAddress, normalizeTyped, trimTyped } from '@/lib/text/typed-text';
import { integerText, readInteger } from './integer-text';
import { inputLimits } from '@/lib/input-limits';
import {
  aclTypes,
  healthCheckHttpCodes,
  limits,
  schedulers,
  UNLIMITED_BANDWIDTH,
  type IntegerRange,
} from './limits';
import type { IssueKey } from './schema';

/**
 * Parameters of a Set call: texts by wire name, validated by the form's bounds. Only changed values are passed in and
 * validated, so a value that Sluice itself would not write does not prevent changing another one.
 */

const issue = (key: IssueKey): { error: IssueKey } => ({ error: key });

function integer(range: IntegerRange, special?: number) {
  return z
    .string()
    .transform((text, context): string => {
      const read = readInteger(text, range);
      if ('value' in read && read.value !== undefined) return String(read.value);
      if (special !== undefined && integerText(text) === String(special)) return String(special);
      context.addIssue({ code: 'custom', message: 'issue' in read ? read.issue : 'required' });
      return z.NEVER;
    })
    .optional();
}

function matching(pattern: RegExp, length: IntegerRange, read: (typed: string) => string) {
  return z
    .string()
    .overwrite(read)
    .min(length.min, issue('required'))
    .refine((text) => [...text].length <= length.max, issue('length'))
    .regex(pattern, issue('charset'))
    .optional();
}

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, issue('choice')).optional();
const onOff = oneOf(['on', 'off']);
const resourceId = z
  .string()
  .overwrite(normalizeTyped)
  .min(1, issue('required'))
  .regex(/^[A-Za-z0-9_-]*$/, issue('charset'))
  .max(inputLimits.idLength, issue('choice'))
  .optional();

/** See `listenerSchema` for the sources of the bounds. A test keeps the two in agreement. */
export const setParametersSchema = z.strictObject({
  Bandwidth: integer(limits.bandwidthMbps, UNLIMITED_BANDWIDTH),
  Description: matching(/^[A-Za-z0-9\-/._ \p{Script=Han}]*$/u, limits.descriptionLength, trimTyped),
  VServerGroup: onOff,
  VServerGroupId: resourceId,
  MasterSlaveServerGroup: onOff,
  MasterSlaveServerGroupId: resourceId,
  Scheduler: oneOf(schedulers),
  HealthCheckSwitch: onOff,
  HealthCheckType: oneOf(['tcp', 'http']),
  HealthCheckURI: matching(/^\/[A-Za-z0-9\-/.%#&?]*$/, limits.healthCheckUriLength, normalizeTyped),
  HealthCheckDomain: matching(/^(?:\$_ip|[A-Za-z0-9.-]*)$/, limits.healthCheckDomainLength, normalizeAddress),
  HealthCheckHttpCode: z
    .string()
    .refine(
      (list) => list.split(',').every((code) => (healthCheckHttpCodes as readonly string[]).includes(code)),
      issue('choice'),
    )
    .optional(),
  HealthCheckConnectPort: integer(limits.healthCheckConnectPort),
  HealthCheckConnectTimeout: integer(limits.healthCheckConnectTimeoutSeconds),
  HealthCheckInterval: integer(limits.healthCheckIntervalSeconds),
  HealthyThreshold: integer(limits.healthyThreshold),
  UnhealthyThreshold: integer(limits.unhealthyThreshold),
  AclStatus: onOff,
  AclType: oneOf(aclTypes),
  AclId: resourceId,
  PersistenceTimeout: integer(limits.persistenceTimeoutSeconds, 0),
  EstablishedTimeout: integer(limits.establishedTimeoutSeconds),
  ConnectionDrain: onOff,
  ConnectionDrainTimeout: integer({ min: 10, max: 900 }),
  ProxyProtocolV2Enabled: oneOf(['true', 'false']),
});
