import '../zod-settings';
import * as z from 'zod';
import { normalizeTyped } from '@/lib/text/typed-text';
import type { FieldPath } from './draft';
import { inputLimits } from '@/lib/input-limits';
import { readInteger } from './integer-text';
import {
  aclTypes,
  healthCheckHttpCodes,
  limits,
  schedulers,
  type AclType,
  type IntegerRange,
} from './limits';
import { usedText } from './typed-values';

/**
 * The one schema of a TCP listener to create: the form resolves with it, the service parses with it again.
 *
 * Its input mirrors the screen (text as typed, one union per choice), its output is what the wire mapping reads.
 * Conditions are discriminated unions: a hidden branch is stripped, and a wrong type in one field never hides the
 * errors of another, as a `superRefine` on the whole object would.
 *
 * Every issue's message is one of `issueKeys`. The UI owns the text, including the field's bounds.
 */

export const issueKeys = [
  'required',
  'integer',
  'range',
  'choice',
  'charset',
  'length',
  'leadingSlash',
  'atLeastOne',
  'tick',
  // Only for an existing listener: SLB has no value that clears it.
  'cannotClear',
] as const;
export type IssueKey = (typeof issueKeys)[number];

/** The key of an issue. An issue the schema does not name itself is a value of the wrong type. */
export function issueKeyOf({ message }: { message: string }): IssueKey {
  return issueKeys.find((key) => key === message) ?? 'choice';
}

const issue = (key: IssueKey): { error: IssueKey } => ({ error: key });

const typedText = z.union([z.string(), z.number()], issue('required'));

function requiredInteger(range: IntegerRange) {
  return typedText.transform((typed, context): number => {
    const read = readInteger(typed, range);
    if ('value' in read && read.value !== undefined) return read.value;
    context.addIssue({ code: 'custom', message: 'issue' in read ? read.issue : 'required' });
    return z.NEVER;
  });
}

function optionalInteger(range: IntegerRange) {
  return typedText.optional().transform((typed, context): number | undefined => {
    const read = readInteger(typed ?? '', range);
    if ('value' in read) return read.value;
    context.addIssue({ code: 'custom', message: read.issue });
    return z.NEVER;
  });
}

/** Ids are opaque (the reference's ACL is `1323`). A comma would mean several (D13), and a space is a paste error. */
const resourceId = z
  .string(issue('required'))
  .overwrite(normalizeTyped)
  .min(1, issue('required'))
  .regex(/^[A-Za-z0-9_-]*$/, issue('charset'))
  .max(inputLimits.idLength, issue('choice'));

function optionalText(path: FieldPath, length: IntegerRange, charset: RegExp) {
  return z
    .string(issue('required'))
    .optional()
    .transform((typed, context): string | undefined => {
      const text = usedText(path, typed);
      if (text === '') return undefined;
      if ([...text].length > length.max) context.addIssue({ code: 'custom', message: 'length' });
      if (!charset.test(text)) context.addIssue({ code: 'custom', message: 'charset' });
      return text;
    });
}

/** D14: the reference's charset plus the space of its own example "Create a listener."; length in code points. */
const description = optionalText(
  'description',
  limits.descriptionLength,
  /^[A-Za-z0-9\-/._ \p{Script=Han}]*$/u,
);

/** Reference: `$_ip`, or letters, digits, `.` and `-`. */
const healthCheckDomain = optionalText(
  'healthCheck.domain',
  limits.healthCheckDomainLength,
  /^(?:\$_ip|[A-Za-z0-9.-]*)$/,
);

/** D11 for the charset; D34: required with HTTP, since the service silently does TCP checks without it. */
const healthCheckUri = z
  .string(issue('required'))
  .overwrite(normalizeTyped)
  .min(1, issue('required'))
  .transform((uri, context) => {
    if (!uri.startsWith('/')) context.addIssue({ code: 'custom', message: 'leadingSlash' });
    else if (!/^[A-Za-z0-9\-/.%#&?]*$/.test(uri)) context.addIssue({ code: 'custom', message: 'charset' });
    if (uri.length > limits.healthCheckUriLength.max) context.addIssue({ code: 'custom', message: 'length' });
    return uri;
  });

const bandwidth = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('unlimited') }),
    z.object({ kind: z.literal('limited'), mbps: requiredInteger(limits.bandwidthMbps) }),
  ],
  issue('choice'),
);

const backend = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('port'), backendServerPort: requiredInteger(limits.backendServerPort) }),
    z.object({ kind: z.literal('vserver-group'), vServerGroupId: resourceId }),
    z.object({
      kind: z.literal('primary-secondary-group'),
      primarySecondaryServerGroupId: resourceId,
      // D9: the reference requires it unless a VServer group is given.
      backendServerPort: requiredInteger(limits.backendServerPort),
    }),
  ],
  issue('choice'),
);

/** A clone's switch that SLB did not return for the original. Sluice does not choose for the operator. */
const notReturned = z.object({
  status: z.literal('').transform((_blank, context): never => {
    context.addIssue({ code: 'custom', message: 'choice' });
    return z.NEVER;
  }),
});

const persistence = z.discriminatedUnion(
  'status',
  [
    notReturned,
    z.object({ status: z.literal('off') }),
    z.object({ status: z.literal('on'), timeoutSeconds: requiredInteger(limits.persistenceTimeoutSeconds) }),
  ],
  issue('choice'),
);

const healthCheckTiming = {
  connectPort: optionalInteger(limits.healthCheckConnectPort),
  connectTimeoutSeconds: optionalInteger(limits.healthCheckConnectTimeoutSeconds),
  intervalSeconds: optionalInteger(limits.healthCheckIntervalSeconds),
  healthyThreshold: optionalInteger(limits.healthyThreshold),
  unhealthyThreshold: optionalInteger(limits.unhealthyThreshold),
};

const healthCheck = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('tcp'), ...healthCheckTiming }),
    z.object({
      type: z.literal('http'),
      ...healthCheckTiming,
      domain: healthCheckDomain,
      uri: healthCheckUri,
      httpCodes: z
        .array(z.enum(healthCheckHttpCodes, issue('choice')), issue('atLeastOne'))
        .min(1, issue('atLeastOne')),
    }),
  ],
  issue('choice'),
);

/** Sluice does not choose the type for the operator: allow and deny are too different for a default. */
const aclType = z
  .union([z.literal(''), z.enum(aclTypes)], issue('required'))
  .transform((chosen, context): AclType => {
    if (chosen !== '') return chosen;
    context.addIssue({ code: 'custom', message: 'required' });
    return z.NEVER;
  });

const acl = z.discriminatedUnion(
  'status',
  [
    notReturned,
    z.object({ status: z.literal('off') }),
    z.object({
      status: z.literal('on'),
      type: aclType,
      aclId: resourceId,
      /**
       * The confirmation under an empty allowlist. Required by `missingTicks` in advice.ts, which knows the entries.
       */
      emptyAcknowledged: z.boolean().default(false),
    }),
  ],
  issue('choice'),
);

export const listenerSchema = z.object({
  regionId: resourceId,
  loadBalancerId: resourceId,
  listenerPort: requiredInteger(limits.listenerPort),
  bandwidth,
  description,
  backend,
  scheduler: z.string(issue('choice')).pipe(z.enum(schedulers, issue('choice'))),
  persistence,
  establishedTimeoutSeconds: optionalInteger(limits.establishedTimeoutSeconds),
  healthCheck,
  acl,
  startAfterCreate: z.boolean().default(false),
});

/** A listener to create, parsed: integers are numbers, blanks are absent, hidden branches are gone. */
export type ListenerSpec = z.output<typeof listenerSchema>;

/** The same as the screen holds it, with integers as typed. A `ListenerSpec` is assignable to it. */
export type ListenerDraft = z.input<typeof listenerSchema>;
