import 'server-only';
import type { z } from 'zod';
import { createTcpListener } from '@/lib/slb/operations/listeners';
import type { SlbFailure } from '@/lib/slb/result';
import { tickedConsequence, type TickedAccessConsequence } from '@/lib/model/advice';
import type { SendOutcome } from './send-with-recovery';
import type { Accepted } from './read-back';
import { startCreated } from './change-listener';
import { differencesOfCreation } from '@/lib/listeners/wire/diff';
import { isFieldPath } from '@/lib/model/draft';
import {
  knownRejection,
  rejection,
  rejectionByRule,
  sluiceCodes,
  type FieldError,
  type ListenerError,
} from '@/lib/model/errors';
import type { CreateOutcome, Difference, ListenerKey } from '@/lib/model/outcome';
import { invalidInput, notAsPlanned, unconfirmed } from './local-errors';
import { executeWrite, type Requested, type Decision } from './execute-write';
import { freshReads, type Reads, type RecentReads } from './recent-reads';
import { reachByLists } from '@/lib/model/reach';
import { readBackWritten, readListener } from './read-back';
import { mayCreateOn } from '@/lib/model/rules';
import type { Requester } from '@/lib/model/actor';
import { issueKeyOf, listenerSchema, type ListenerSpec } from '@/lib/model/schema';
import { inOneSpelling, settingsOf } from '@/lib/model/settings';
import { createIntent, recordRejection, stateOf, type AuditState, type WriteIntent } from './audit-log';
import { CREATE_ACTION, toCreateParameters, toRecord } from '@/lib/listeners/wire/parameters';

/** The fields that identify the listener. */
const keySchema = listenerSchema.pick({ regionId: true, loadBalancerId: true, listenerPort: true });

/**
 * Creates a TCP listener, starts it if requested, and reads back the result.
 *
 * `input` is parsed with the form's own schema. Rejections by the schema, Sluice and the cloud are values. Every
 * attempt is in the audit log, unless its values identify no listener: there is no place to log it. One call creates at
 * most one listener, even if a response is lost (slb-api.md 4.4). The start is part of the same write, under the same
 * instance lock (`executeWrite`). A run, which nobody watches, starts only what it has read back as requested.
 */
export async function createListener(
  input: unknown,
  actor: Requester,
  {
    reads,
    ...known
  }: Pick<Requested, 'despiteUnsettled' | 'runId'> & { reads?: RecentReads | undefined } = {},
): Promise<CreateOutcome> {
  const parsed = listenerSchema.safeParse(input);
  const writeOn = (listener: ListenerKey, after: WriteIntent['after']): WriteIntent =>
    createIntent({ actor, runId: known.runId, operation: CREATE_ACTION, listener, before: null, after });
  if (!parsed.success) {
    const error = invalidInput(fieldErrorsOf(parsed.error.issues));
    const key = keySchema.safeParse(input);
    if (key.success) await recordRejection(writeOn(key.data, null), error);
    return rejected(error);
  }

  const spec = parsed.data;
  const { regionId, loadBalancerId, listenerPort } = spec;
  const parameters = toRecord(toCreateParameters(spec));
  const intent = writeOn({ regionId, loadBalancerId, listenerPort }, inOneSpelling(parameters));
  const outcome = await executeWrite(
    'create',
    intent,
    // What SLB was too busy for is decided on a fresh read.
    ({ isRepetition }) =>
      decideCreation(spec, intent, parameters, (isRepetition ? null : reads) ?? freshReads),
    rejected,
    known,
  );
  if (!outcome.ok) reads?.forget(spec);
  return outcome;
}

const rejected = (error: ListenerError): CreateOutcome => ({ ok: false, error });

async function decideCreation(
  spec: ListenerSpec,
  intent: WriteIntent,
  parameters: Record<string, string>,
  reads: Reads,
): Promise<Decision<CreateOutcome>> {
  const blockReason = await blockReasonTo(spec, reads);
  if (blockReason !== null) return { kind: 'refused', intent, error: blockReason };
  return {
    kind: 'to-send',
    basis: null,
    intent,
    send: (options) => createTcpListener(spec.regionId, parameters, options),
    probeEffect: (reading) => {
      if (reading.kind === 'gone') return 'not-done';
      return differencesOfCreation(spec, reading.attributes).length === 0 ? 'done' : 'otherwise';
    },
    otherwise: anotherListener,
    conclude: (taken) => conclude(spec, intent, taken),
  };
}

async function conclude(spec: ListenerSpec, intent: WriteIntent, taken: Accepted): Promise<CreateOutcome> {
  const { listener, actor, runId } = intent;
  const read = () => readBackWritten(intent, taken, (found) => differencesOfCreation(spec, found));
  if (!spec.startAfterCreate) return { ok: true, start: { requested: false }, ...(await read()) };
  if (runId !== undefined) {
    const created = await read();
    if (!created.readBack || created.differences.length > 0)
      return { ok: true, start: { requested: true, ok: false, error: notAsPlanned() }, ...created };
  }
  const started = await startCreated(listener, actor, runId);
  const created = await read();
  if (started.outcome === 'succeeded') await started.recorded;
  return { ok: true, start: startOutcome(started), ...created };
}

/** What is on the port of a creation, by reading only. `state`: for a write that must find the same listener. */
export async function probeCreation(
  spec: ListenerSpec,
): Promise<
  | { is: 'absent' }
  | { is: 'another'; differences: Difference[] }
  | { is: 'as-planned'; status: string; state: AuditState }
  | { is: 'unreadable'; error: SlbFailure }
> {
  const { regionId, loadBalancerId, listenerPort } = spec;
  const reading = await readListener({ regionId, loadBalancerId, listenerPort });
  if (reading.kind === 'unreadable') return { is: 'unreadable', error: reading.error };
  if (reading.kind === 'gone') return { is: 'absent' };
  const { attributes } = reading;
  const differences = differencesOfCreation(spec, attributes);
  if (differences.length > 0) return { is: 'another', differences };
  return { is: 'as-planned', status: attributes.status, state: stateOf(settingsOf(attributes), attributes) };
}

/** Whether SLB rejected a creation because its port is in use. */
export function isPortTaken({ code, message }: Pick<ListenerError, 'code' | 'message'>): boolean {
  return knownRejection(code, message).explanation === 'AlreadyExists';
}

function startOutcome(started: SendOutcome): Extract<CreateOutcome, { ok: true }>['start'] {
  if (started.outcome === 'succeeded') return { requested: true, ok: true };
  return { requested: true, ok: false, error: started.error };
}

function fieldErrorsOf(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = issue.path.join('.');
    return isFieldPath(path) ? [{ path, kind: 'issue', issue: issueKeyOf(issue) }] : [];
  });
}

/**
 * What prevents Sluice from sending the request: protection of the instance, or a missing confirmation
 * according to what was just read of the access control list. If the list cannot be read, the cloud decides.
 */
async function blockReasonTo(spec: ListenerSpec, reads: Reads): Promise<ListenerError | null> {
  const { acl } = spec;
  const isToTick = acl.status === 'on' && !acl.emptyAcknowledged;
  const [loadBalancer, list] = await Promise.all([
    reads.loadBalancer({ regionId: spec.regionId, loadBalancerId: spec.loadBalancerId }),
    isToTick ? reads.accessControlList({ regionId: spec.regionId, aclId: acl.aclId }) : undefined,
  ]);
  if (!loadBalancer.ok) return rejection(loadBalancer.error);

  const verdict = mayCreateOn(loadBalancer.value);
  if (!verdict.allowed) return rejectionByRule(verdict.blockReason, verdict.reason);

  if (!isToTick || !list?.ok) return null;
  const consequence = tickedConsequence(reachByLists(acl.type, [list.value], loadBalancer.value));
  return consequence === undefined ? null : unconfirmed(TICK_MISSING[consequence]);
}

const TICK_MISSING: Record<TickedAccessConsequence, string> = {
  'allowlist-open': 'The allowlist is empty, so every address would be let through.',
  'allowlist-covers-all': 'The allowlist covers every address, so every address would be let through.',
  'denylist-covers-all': 'The denylist covers every address, so nobody would be let through.',
};

function anotherListener({ requestId }: SlbFailure): ListenerError {
  return rejection({
    code: sluiceCodes.anotherListener,
    message: 'No answer came, and another listener stands on this port.',
    requestId,
    outcome: 'unknown',
  });
}
