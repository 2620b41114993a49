import 'server-only';
import type { z } from 'zod';
import { config } from '@/lib/config';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import { createTcpListener, startListener } from '@/lib/slb/operations/listeners';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import { missingTicks } from './advice';
import { carryOut, type CarriedOut, type Seen } from './carry-out';
import { differencesFrom } from './diff';
import { isFieldPath } from './draft';
import {
  outcomeUnknown,
  refusal,
  refusalByRule,
  sluiceCodes,
  type FieldError,
  type ListenerError,
} from './errors';
import { onInstance } from './on-instance';
import type { CreateOutcome, ListenerKey } from './outcome';
import { instanceBusy, invalidInput } from './own-refusals';
import { readListener, readListenerUntil } from './read-back';
import { mayCreateOn } from './rules';
import { issueKeys, listenerSchema, type IssueKey, type ListenerSpec } from './schema';
import { beginDeed, recordRefusal, type Actor, type Deed } from './trail';
import { CREATE_ACTION, toCreateParameters, toRecord } from './wire';

/** The fields that name the listener. */
const keySchema = listenerSchema.pick({ regionId: true, loadBalancerId: true, listenerPort: true });

/**
 * Creates a TCP listener, starts it where asked, and reads back what the cloud now has.
 *
 * `input` is parsed with the form's own schema. Refusals, the schema's, Sluice's and the cloud's, are values; every
 * attempt is in the activity trail, but for one whose values name no listener, which has no place there. No more than one listener comes
 * of one call, also when an answer is lost (slb-api.md 4.4). Done in its turn on the instance, the start included (`onInstance`).
 */
export async function createListener(input: unknown, actor: Actor): Promise<CreateOutcome> {
  const parsed = listenerSchema.safeParse(input);
  const deedOn = (listener: ListenerKey, after: Deed['after']): Deed => ({
    actor,
    operation: CREATE_ACTION,
    listener,
    before: null,
    after,
    startedAt: performance.now(),
  });
  if (!parsed.success) {
    const error = invalidInput(fieldErrorsOf(parsed.error.issues));
    const key = keySchema.safeParse(input);
    if (key.success) await recordRefusal(deedOn(key.data, null), error);
    return { ok: false, error };
  }

  const spec = parsed.data;
  const listener: ListenerKey = {
    regionId: spec.regionId,
    loadBalancerId: spec.loadBalancerId,
    listenerPort: spec.listenerPort,
  };
  const parameters = toRecord(toCreateParameters(spec));
  const deed = deedOn(listener, parameters);
  return onInstance(
    listener,
    () => createInTurn(spec, deed, parameters),
    async () => {
      const error = instanceBusy();
      await recordRefusal(deed, error);
      return { ok: false, error };
    },
  );
}

async function createInTurn(
  spec: ListenerSpec,
  deed: Deed,
  parameters: Record<string, string>,
): Promise<CreateOutcome> {
  const { listener, actor } = deed;
  const obstacle = await obstacleTo(spec);
  if (obstacle) {
    await recordRefusal(deed, obstacle);
    return { ok: false, error: obstacle };
  }

  const begun = await beginDeed(deed);
  const created = await carryOut(
    () => createTcpListener(spec.regionId, parameters),
    () => lookFor(spec, listener),
  );
  if (!created.ok) {
    const error = errorOf(created);
    await begun.end({ outcome: created.outcome === 'unknown' ? 'unknown' : 'refused', error });
    await rereadListener(listener);
    return { ok: false, error };
  }
  await begun.end({ outcome: 'succeeded', requestId: created.requestId });

  const start = spec.startAfterCreate ? await startCreated(listener, actor) : ({ asked: false } as const);
  const reading = await readListenerUntil(listener, 'there');
  await rereadListener(listener);
  return {
    ok: true,
    listener,
    status: reading.kind === 'there' ? reading.attributes.status : 'unknown',
    readBack: reading.kind === 'there',
    requestId: created.requestId,
    foundAfterLostAnswer: created.foundAfterLostAnswer,
    differences: reading.kind === 'there' ? differencesFrom(spec, reading.attributes) : [],
    start,
  };
}

function fieldErrorsOf(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = issue.path.join('.');
    return isFieldPath(path) ? [{ path, kind: 'issue', issue: issueKeyOf(issue.message) }] : [];
  });
}

/** An issue the schema does not word itself is a value of the wrong kind. */
function issueKeyOf(message: string): IssueKey {
  return issueKeys.find((key) => key === message) ?? 'choice';
}

/**
 * What keeps Sluice from sending the request: read only, a protection of the instance, or a tick that is missing once
 * the access control list has been read afresh. A list that cannot be read is left to the cloud to judge.
 */
async function obstacleTo(spec: ListenerSpec): Promise<ListenerError | undefined> {
  const { readOnly } = config();
  if (readOnly) return refusalByRule('read-only', null);

  const mayBeOpen = spec.acl.status === 'on' && spec.acl.type === 'white' && !spec.acl.emptyAcknowledged;
  const [loadBalancer, acl] = await Promise.all([
    describeLoadBalancer({ regionId: spec.regionId, loadBalancerId: spec.loadBalancerId }),
    mayBeOpen && spec.acl.status === 'on'
      ? describeAccessControlList({ regionId: spec.regionId, aclId: spec.acl.aclId })
      : undefined,
  ]);
  if (!loadBalancer.ok) return refusal(loadBalancer.error);

  const verdict = mayCreateOn(loadBalancer.value, { readOnly });
  if (!verdict.allowed) return refusalByRule(verdict.obstacle, verdict.reason);

  const ticks = missingTicks(spec, { aclEntryCount: acl?.ok ? acl.value.entries.length : undefined });
  if (ticks.length === 0) return undefined;
  return {
    ...refusal({
      code: sluiceCodes.invalidInput,
      message: 'The allowlist is empty, so every address would be let through.',
      requestId: null,
      outcome: 'not-done',
    }),
    fieldErrors: ticks.map((path) => ({ path, kind: 'issue', issue: 'tick' })),
  };
}

/** After a lost answer: is the listener there, and is it the one that was asked for? */
async function lookFor(spec: ListenerSpec, listener: ListenerKey): Promise<Seen> {
  const reading = await readListener(listener);
  switch (reading.kind) {
    case 'there':
      return differencesFrom(spec, reading.attributes).length === 0 ? 'done' : 'otherwise';
    case 'gone':
      return 'not-done';
    case 'unreadable':
      return 'unreadable';
  }
}

function errorOf(created: Extract<CarriedOut, { ok: false }>): ListenerError {
  if (created.seen === 'otherwise')
    return refusal({
      code: sluiceCodes.anotherListener,
      message: 'No answer came, and another listener stands on this port.',
      requestId: created.error.requestId,
      outcome: 'unknown',
    });
  return created.outcome === 'unknown' ? outcomeUnknown(created.error) : refusal(created.error);
}

async function startCreated(
  listener: ListenerKey,
  actor: Actor,
): Promise<{ asked: true; ok: true } | { asked: true; ok: false; error: ListenerError }> {
  const deed: Deed = {
    actor,
    operation: 'StartLoadBalancerListener',
    listener,
    before: { Status: 'stopped' },
    after: { Status: 'running' },
    startedAt: performance.now(),
  };
  const begun = await beginDeed(deed);
  const started = await carryOut(
    () => startListener({ ...listener, listenerProtocol: 'tcp' }),
    async () => {
      const reading = await readListener(listener);
      if (reading.kind === 'unreadable') return 'unreadable';
      return reading.kind === 'there' && reading.attributes.status !== 'stopped' ? 'done' : 'not-done';
    },
  );
  if (started.ok) {
    await begun.end({ outcome: 'succeeded', requestId: started.requestId });
    return { asked: true, ok: true };
  }
  const error = started.outcome === 'unknown' ? outcomeUnknown(started.error) : refusal(started.error);
  await begun.end({ outcome: started.outcome === 'unknown' ? 'unknown' : 'refused', error });
  return { asked: true, ok: false, error };
}
