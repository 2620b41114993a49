import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { config } from '@/lib/config';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { setTcpListener } from '@/lib/slb/operations/listeners';
import { carryOut, type Seen } from './carry-out';
import type { SeriousConsequence } from './edit-consequences';
import { outcomeUnknown, refusal, type FieldError } from './errors';
import { judgeUpdate, updateSchema, type Judged, type ParsedUpdate } from './judge-update';
import { onInstance } from './on-instance';
import { listenerKeySchema, type Difference, type ListenerKey, type UpdateOutcome } from './outcome';
import { instanceBusy, invalidInput } from './own-refusals';
import { readListener, readListenerUntil } from './read-back';
import { issueKeys } from './schema';
import { SET_ACTION, setParameters, takesEffect, withParameters, type SetParameters } from './set-parameters';
import {
  changesBetween,
  isSameSetting,
  isSettingName,
  settingFields,
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

/**
 * Changes settings of one listener from what it is now, and reads back what the cloud then has.
 *
 * The listener and its instance are read first. Where `expected` differs from what is read in a setting that is not to become what it now
 * is anyway, nothing is sent and the outcome is a `conflict`, setting by setting. Only parameters that change something are sent; when none
 * does, the outcome is `already-so` and no call is made. A lost answer is looked for before the call is repeated (slb-api.md 4.4); after a busy
 * or throttled one everything is read and judged again before.
 *
 * To change one field on many listeners, call it once per listener with the patch and `expected: null`:
 * `{ listener, set: { Scheduler: 'wlc' }, expected: null }`, `{ Bandwidth: '50' }`, `{ HealthCheckSwitch: 'on' }`,
 * `{ AclStatus: 'on', AclType: 'white', AclId }`. `already-so` is an outcome like `updated`. It is done in its turn on the
 * instance (`onInstance`), so of two that expect the same one writes and the other finds the conflict; `refused` with
 * `Sluice.InTransition` or `Sluice.InstanceBusy` may be tried again, and with `outcome: 'unknown'` wants a look by the operator.
 * Serious consequences (`consequencesOf`) are to be said once for all of them and passed as `acknowledged`.
 *
 * `input` is an `Update`; it is parsed, since it may come from any caller. Every write, refusal and conflict is in the activity trail, also a refusal
 * by the schema; but for one of values that name no listener, which has no place there.
 */
export async function updateListener(input: unknown, actor: Actor): Promise<UpdateOutcome> {
  const parsed = updateSchema.safeParse(input);
  if (!parsed.success) {
    const error = invalidInput(fieldErrorsOf(parsed.error.issues));
    const told = toldSchema.safeParse(input);
    if (told.success) await recordRefusal(deedOf(actor, told.data), error);
    return { kind: 'refused', error };
  }

  const { listener } = parsed.data;
  const asked = deedOf(actor, parsed.data);
  return onInstance(
    listener,
    async () => {
      const untilAt = performance.now() + config().slb.deadlineMillis;
      const judged = await judgeUpdate(parsed.data, asked, { isRepetition: false });
      return settle(parsed.data, asked, judged, untilAt);
    },
    async () => {
      const error = instanceBusy();
      await recordRefusal(asked, error);
      return { kind: 'refused', error };
    },
  );
}

/**
 * Sends what was judged, if anything, and reads back. SLB may be too busy to take it, for as long as the client repeats a call; what it was
 * judged on may change meanwhile, so it is judged again right before each repetition. Where that comes to anything else, that counts
 * instead; nothing more is sent after `untilAt`.
 */
async function settle(
  update: ParsedUpdate,
  asked: Deed,
  judged: Judged,
  untilAt: number,
): Promise<UpdateOutcome> {
  if (judged.kind === 'not-to-send') {
    if (judged.error !== null) await recordRefusal(judged.deed, judged.error);
    return judged.outcome;
  }
  const { listener } = update;
  const { now, wanted, parameters } = judged;
  const begun = await beginDeed(judged.deed);
  const anew: { judged: Judged | null } = { judged: null };
  const mayRepeat = async (): Promise<boolean> => {
    const again = await judgeUpdate(update, asked, { isRepetition: true });
    if (again.kind === 'to-send' && isDeepStrictEqual(again.now, now)) return true;
    anew.judged = again;
    return false;
  };
  const carriedOut = await carryOut(
    () => setTcpListener(listener, parameters, { mayRepeat }),
    () => lookFor(listener, now, wanted),
  );
  if (!carriedOut.ok) {
    const unknown = carriedOut.outcome === 'unknown';
    const error = unknown ? outcomeUnknown(carriedOut.error) : refusal(carriedOut.error);
    await begun.end({ outcome: unknown ? 'unknown' : 'refused', error });
    await rereadListener(listener);
    const mayGoOn = !unknown && (anew.judged?.kind === 'not-to-send' || performance.now() < untilAt);
    if (anew.judged !== null && mayGoOn) return settle(update, asked, anew.judged, untilAt);
    return { kind: 'refused', error };
  }
  await begun.end({ outcome: 'succeeded', requestId: carriedOut.requestId });

  const after = await readListenerUntil(listener, 'there');
  await rereadListener(listener);
  return {
    kind: 'updated',
    listener,
    status: after.kind === 'there' ? after.attributes.status : 'unknown',
    readBack: after.kind === 'there',
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

/** What can be told of an update whose values cannot be sent. */
const toldSchema = z.object({
  listener: listenerKeySchema,
  set: z
    .record(z.string(), z.unknown())
    .transform((set): Settings =>
      Object.fromEntries(
        Object.entries(set)
          .filter(([name, value]) => isSettingName(name) && typeof value === 'string')
          .map(([name, value]) => [name, String(value).slice(0, TOLD_LENGTH)]),
      ),
    )
    .catch({}),
});

/** No value that may be sent is longer. */
const TOLD_LENGTH = 200;

function deedOf(actor: Actor, { listener, set }: { listener: ListenerKey; set: Settings }): Deed {
  return {
    actor,
    operation: SET_ACTION,
    listener,
    before: null,
    after: toCreateNames(set),
    startedAt: performance.now(),
  };
}

function fieldErrorsOf(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const [part, name] = issue.path;
    if (part !== 'set' || typeof name !== 'string' || !isSettingName(name)) return [];
    const path = settingFields[name];
    const key = issueKeys.find((known) => known === issue.message) ?? 'choice';
    return path === null ? [] : [{ path, kind: 'issue', issue: key }];
  });
}
