import 'server-only';
import * as z from 'zod';
import { config } from '@/lib/config';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import { setTcpListener } from '@/lib/slb/operations/listeners';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import { carryOut, type Seen } from './carry-out';
import { consequencesOf, isSerious, seriousConsequences, type SeriousConsequence } from './edit-consequences';
import {
  instanceBusy,
  outcomeUnknown,
  refusal,
  refusalByRule,
  sluiceCodes,
  type FieldError,
  type ListenerError,
} from './errors';
import { onInstance } from './on-instance';
import { listenerKeySchema, type Difference, type ListenerKey, type UpdateOutcome } from './outcome';
import { protocolOn, readListener, readListenerUntil, type Reading } from './read-back';
import { mayDo } from './rules';
import { issueKeys } from './schema';
import { SET_ACTION, setParameters, takesEffect, withParameters, type SetParameters } from './set-parameters';
import { setParametersSchema } from './set-schema';
import {
  changesBetween,
  conflictsBetween,
  isSameSetting,
  isSettingName,
  settingFields,
  settingsFromNames,
  settingsOf,
  toCreateNames,
  type Settings,
} from './settings';
import { beginDeed, recordRefusal, type Actor, type Deed } from './trail';

/** What is to be changed on one listener. */
export type Update = {
  listener: ListenerKey;
  /** In the wire's names; what is not named stays. A group is given with its switch, access control goes on with kind and list. */
  set: SetParameters;
  /** The settings the change was decided on; null to change what is there, whatever it is. */
  expected: Settings | null;
  /** Consequences that were said and ticked; a serious one that was not is refused. */
  acknowledged?: readonly SeriousConsequence[];
};

type ParsedUpdate = z.output<typeof updateSchema>;

const updateSchema = z.object({
  listener: listenerKeySchema,
  set: setParametersSchema,
  expected: z.record(z.string(), z.string()).nullable(),
  acknowledged: z.array(z.enum(seriousConsequences)).default([]),
});

/**
 * Changes settings of one listener from what it is now, and reads back what the cloud then has.
 *
 * The listener and its instance are read first. Where `expected` differs from what is read in a setting that is not to become what it now
 * is anyway, nothing is sent and the outcome is a `conflict`, setting by setting. Only parameters that change something are sent; when none
 * does, the outcome is `already-so` and no call is made. A lost answer is looked for before the call is repeated (slb-api.md 4.4).
 *
 * To change one field on many listeners, call it once per listener with the patch and `expected: null`:
 * `{ listener, set: { Scheduler: 'wlc' }, expected: null }`, `{ Bandwidth: '50' }`, `{ HealthCheckSwitch: 'on' }`,
 * `{ AclStatus: 'on', AclType: 'white', AclId }`. `already-so` is an outcome like `updated`. It is done in its turn on the
 * instance (`onInstance`), so of two that expect the same one writes and the other finds the conflict; `refused` with
 * `Sluice.InTransition` or `Sluice.InstanceBusy` may be tried again, and with `outcome: 'unknown'` wants a look by the operator.
 * Serious consequences (`consequencesOf`) are to be said once for all of them and passed as `acknowledged`.
 *
 * `input` is an `Update`; it is parsed, since it may come from any caller. Every write, refusal and conflict is in the activity trail.
 */
export async function updateListener(input: unknown, actor: Actor): Promise<UpdateOutcome> {
  const parsed = updateSchema.safeParse(input);
  if (!parsed.success) return { kind: 'refused', error: invalidInput(parsed.error.issues) };

  const { listener, set } = parsed.data;
  const asked: Deed = {
    actor,
    operation: SET_ACTION,
    listener,
    before: null,
    after: toCreateNames(set),
    startedAt: performance.now(),
  };
  return onInstance(
    listener,
    () => updateInTurn(parsed.data, asked),
    async () => {
      const error = instanceBusy();
      await recordRefusal(asked, error);
      return { kind: 'refused', error };
    },
  );
}

async function updateInTurn(update: ParsedUpdate, asked: Deed): Promise<UpdateOutcome> {
  const { listener, set, acknowledged } = update;
  const expected = update.expected && settingsFromNames(update.expected);
  const [reading, loadBalancer] = await Promise.all([readListener(listener), describeLoadBalancer(listener)]);
  const now = reading.kind === 'there' ? settingsOf(reading.attributes) : null;
  const wanted = withParameters(now ?? {}, set);
  const deed: Deed = { ...asked, before: now && recorded(now, reading), after: recorded(wanted, reading) };
  const refuse = async (error: ListenerError): Promise<UpdateOutcome> => {
    await recordRefusal(deed, error);
    return { kind: 'refused', error };
  };

  if (config().readOnly) return refuse(refusalByRule('read-only', null));
  if (!loadBalancer.ok) return refuse(refusal(loadBalancer.error));
  const protocol = protocolOn(loadBalancer.value, listener.listenerPort);
  if (reading.kind === 'unreadable' && protocol === 'tcp') return refuse(refusal(reading.error));
  if (reading.kind === 'gone' && protocol === 'tcp') return refuse(gone());
  const status = reading.kind === 'there' ? reading.attributes.status : 'unknown';
  const verdict = mayDo('edit', { status, protocol }, loadBalancer.value, { readOnly: false });
  const inTransition = !verdict.allowed && verdict.obstacle === 'in-transition';
  if (!verdict.allowed && !inTransition) return refuse(refusalByRule(verdict.obstacle, verdict.reason));
  // A port whose protocol is TCP and that was read is there; the rules have refused every other.
  if (now === null) return refuse(gone());

  if (expected !== null) {
    const conflicts = conflictsBetween(expected, withParameters(expected, set), now);
    if (conflicts.length > 0) {
      await recordRefusal(deed, changedMeanwhile());
      return { kind: 'conflict', listener, conflicts, now };
    }
  }
  const parameters = Object.fromEntries(setParameters(now, wanted).map(({ name, value }) => [name, value]));
  if (Object.keys(parameters).length === 0)
    return { kind: 'already-so', listener, status, takesEffect: takesEffect(now, set) };

  // After the two answers that send nothing: a listener that somebody has just changed is still being configured.
  if (inTransition) return refuse(refusalByRule('in-transition', null));
  const unticked = await missingTicks(listener, now, wanted, acknowledged);
  if (unticked !== null) return refuse(unticked);

  const begun = await beginDeed(deed);
  const carriedOut = await carryOut(
    () => setTcpListener(listener, parameters),
    () => lookFor(listener, now, wanted),
  );
  if (!carriedOut.ok) {
    const unknown = carriedOut.outcome === 'unknown';
    const error = unknown ? outcomeUnknown(carriedOut.error) : refusal(carriedOut.error);
    await begun.end({ outcome: unknown ? 'unknown' : 'refused', error });
    await rereadListener(listener);
    return { kind: 'refused', error };
  }
  await begun.end({ outcome: 'succeeded', requestId: carriedOut.requestId });

  const after = await readListenerUntil(listener, 'there');
  await rereadListener(listener);
  return {
    kind: 'updated',
    listener,
    status: after.kind === 'there' ? after.attributes.status : 'unknown',
    requestId: carriedOut.requestId,
    foundAfterLostAnswer: carriedOut.foundAfterLostAnswer,
    changes: changesBetween(now, wanted),
    differences:
      after.kind === 'there' ? differencesFrom(parameters, wanted, settingsOf(after.attributes)) : [],
  };
}

/**
 * Whether a listener is already as `set` would make it, by reading alone: for a change whose process ended during its call. A listener
 * that is gone or cannot be read is not, nor one on which `set` has no meaning.
 */
export async function lookWhetherUpdated(
  listener: ListenerKey,
  set: SetParameters,
): Promise<{ done: true; status: string } | { done: false }> {
  const reading = await readListener(listener);
  if (reading.kind !== 'there') return { done: false };
  const now = settingsOf(reading.attributes);
  return takesEffect(now, set) && setParameters(now, withParameters(now, set)).length === 0
    ? { done: true, status: reading.attributes.status }
    : { done: false };
}

/** In the trail's names, with what the change leaves alone. */
function recorded(settings: Settings, reading: Reading): Record<string, string> {
  if (reading.kind !== 'there') return toCreateNames(settings);
  const { status, backendServerPort } = reading.attributes;
  return {
    ...toCreateNames(settings),
    ...(backendServerPort === undefined ? {} : { BackendServerPort: String(backendServerPort) }),
    Status: status,
  };
}

/** Of what was sent, what is answered otherwise. */
function differencesFrom(sent: SetParameters, wanted: Settings, found: Settings): Difference[] {
  return Object.keys(sent)
    .filter(isSettingName)
    .filter((name) => !isSameSetting(name, wanted[name], found[name]))
    .map((name) => ({ name, asked: wanted[name] ?? '', found: found[name] ?? null }));
}

/** After a lost answer: is the listener as asked, still as it was, or something else? */
async function lookFor(listener: ListenerKey, before: Settings, wanted: Settings): Promise<Seen> {
  const reading = await readListener(listener);
  if (reading.kind === 'unreadable') return 'unreadable';
  if (reading.kind === 'gone') return 'otherwise';
  const now = settingsOf(reading.attributes);
  if (setParameters(now, wanted).length === 0) return 'done';
  return changesBetween(before, now).length === 0 ? 'not-done' : 'otherwise';
}

/** A list that cannot be read is left to the cloud to judge, as at a creation. */
async function missingTicks(
  listener: ListenerKey,
  now: Settings,
  wanted: Settings,
  acknowledged: readonly SeriousConsequence[],
): Promise<ListenerError | null> {
  const list =
    wanted.AclStatus === 'on' && wanted.AclType === 'white' && wanted.AclId && !wanted.AclId.includes(',')
      ? await describeAccessControlList({ regionId: listener.regionId, aclId: wanted.AclId })
      : undefined;
  const missing = consequencesOf(now, wanted, list?.ok ? list.value.entries.length : undefined).filter(
    (consequence) => isSerious(consequence) && !acknowledged.includes(consequence),
  );
  if (missing.length === 0) return null;
  return {
    ...refusal({
      code: sluiceCodes.invalidInput,
      message: `A consequence was not acknowledged: ${missing.join(', ')}.`,
      requestId: null,
      outcome: 'not-done',
    }),
    fieldErrors: missing.includes('allowlist-open')
      ? [{ path: 'acl.emptyAcknowledged', kind: 'issue', issue: 'tick' }]
      : [],
  };
}

function invalidInput(issues: readonly z.core.$ZodIssue[]): ListenerError {
  const fieldErrors = issues.flatMap((issue): FieldError[] => {
    const [part, name] = issue.path;
    if (part !== 'set' || typeof name !== 'string' || !isSettingName(name)) return [];
    const path = settingFields[name];
    const key = issueKeys.find((known) => known === issue.message) ?? 'choice';
    return path === null ? [] : [{ path, kind: 'issue', issue: key }];
  });
  return {
    ...refusal({
      code: sluiceCodes.invalidInput,
      message: 'Some values cannot be sent.',
      requestId: null,
      outcome: 'not-done',
    }),
    fieldErrors,
  };
}

function gone(): ListenerError {
  return refusal({
    code: 'ListenerNotFound',
    message: 'The specified resource does not exist.',
    requestId: null,
    outcome: 'not-done',
  });
}

function changedMeanwhile(): ListenerError {
  return refusal({
    code: sluiceCodes.changedMeanwhile,
    message: 'The listener was changed since it was read.',
    requestId: null,
    outcome: 'not-done',
  });
}
