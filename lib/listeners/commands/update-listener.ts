import 'server-only';
import * as z from 'zod';
import { setTcpListener } from '@/lib/slb/operations/listeners';
import { differencesBetween } from '@/lib/listeners/wire/diff';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import type { FieldError, ListenerError } from '@/lib/model/errors';
import { planUpdate, updateSchema, type Change } from './plan-update';
import { listenerKeySchema, type ListenerKey, type UpdateOutcome } from '@/lib/model/outcome';
import { invalidInput } from './local-errors';
import { executeWrite, type Requested, type Decision } from './execute-write';
import { readBackWritten, readListener } from './read-back';
import type { Requester } from '@/lib/model/actor';
import { issueKeyOf } from '@/lib/model/schema';
import {
  SET_ACTION,
  setParameters,
  takesEffect,
  withParameters,
  type SetParameters,
} from '@/lib/listeners/wire/set-parameters';
import {
  changesBetween,
  isSettingName,
  settingFields,
  settingsOf,
  type Settings,
} from '@/lib/model/settings';
import { createIntent, recordRejection, stateOf, type WriteIntent } from './audit-log';

/** What to change on one listener. */
export type Update = {
  listener: ListenerKey;
  /**
   * By wire name; settings not named stay. A group comes with its switch, and turning access control on requires type
   * and list.
   */
  set: SetParameters;
  /** The settings the change was decided on; null to change the current state, whatever it is. */
  expected: Settings | null;
  /** Consequences that were shown and confirmed. A serious one that was not is rejected. */
  acknowledged?: readonly SeriousConsequence[];
};

/**
 * Changes settings of one listener and reads back the result.
 *
 * The listener and its instance are read first. If `expected` differs from what is read, in a setting that does not
 * have the requested value anyway, nothing is sent and the outcome is a `conflict`, setting by setting. Only parameters
 * that change something are sent; if there are none, the outcome is `already-so` and no call is made. It runs under the
 * instance lock (`executeWrite`), so of two updates that expect the same state one writes and the other finds the
 * conflict.
 *
 * To change one field on many listeners, call it once per listener with the patch and `expected: null`: `{ listener,
 * set: { Scheduler: 'wlc' }, expected: null }`, `{ Bandwidth: '50' }`, `{ HealthCheckSwitch: 'on' }`, `{ AclStatus:
 * 'on', AclType: 'white', AclId }`. `already-so` is a success like `updated`. `refused` with `Sluice.InTransition` or
 * `Sluice.InstanceBusy` can be retried; with `outcome: 'unknown'` the operator has to check. Show serious consequences
 * (`consequencesOf`) once for all listeners and pass them as `acknowledged`.
 *
 * `input` is an `Update`. It is parsed, since it may come from any caller. Every write, rejection and conflict is in
 * the audit log, including rejections by the schema, unless the values identify no listener: there is no place to log
 * it.
 */
export async function updateListener(
  input: unknown,
  actor: Requester,
  known: Requested = {},
): Promise<UpdateOutcome> {
  const parsed = updateSchema.safeParse(input);
  if (!parsed.success) {
    const error = invalidInput(fieldErrorsOf(parsed.error.issues));
    const returned = loggedSchema.safeParse(input);
    if (returned.success) await recordRejection(intentOf(actor, returned.data, known), error);
    return rejected(error);
  }

  const update = parsed.data;
  const requested = intentOf(actor, update, known);
  return executeWrite(
    'edit',
    requested,
    async (moment) => {
      const decision = await planUpdate(update, requested, moment);
      return decision.kind === 'to-send' ? writeOf(decision) : decision;
    },
    rejected,
    known,
  );
}

const rejected = (error: ListenerError): UpdateOutcome => ({ kind: 'refused', error });

function writeOf({ intent, now, wanted, parameters }: Change): Decision<UpdateOutcome> {
  const { listener } = intent;
  return {
    kind: 'to-send',
    intent,
    basis: now,
    send: (options) => setTcpListener(listener, parameters, options),
    probeEffect: (reading) => {
      if (reading.kind === 'gone') return 'otherwise';
      const found = settingsOf(reading.attributes);
      if (setParameters(found, wanted).length === 0) return 'done';
      return changesBetween(now, found).length === 0 ? 'not-done' : 'otherwise';
    },
    conclude: async (taken) => ({
      kind: 'updated',
      changes: changesBetween(now, wanted),
      ...(await readBackWritten(intent, taken, (found) =>
        differencesBetween(parameters, wanted, settingsOf(found)),
      )),
    }),
  };
}

/**
 * Whether a listener already has the values of `set`, by reading only. For a change whose process ended during its
 * call. False if the listener no longer exists, cannot be read, or `set` has no effect on it.
 */
export async function probeUpdate(
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

/** What can be logged about an update whose values cannot be sent. */
const loggedSchema = z.object({
  listener: listenerKeySchema,
  set: z
    .record(z.string(), z.unknown())
    .transform((set): Settings =>
      Object.fromEntries(
        Object.entries(set)
          .filter(([name, value]) => isSettingName(name) && typeof value === 'string')
          .map(([name, value]) => [name, String(value).slice(0, QUOTED_LENGTH)]),
      ),
    )
    .catch({}),
});

/** No valid value is longer. */
const QUOTED_LENGTH = 200;

function intentOf(
  actor: Requester,
  { listener, set }: { listener: ListenerKey; set: Settings },
  { runId }: Requested,
): WriteIntent {
  return createIntent({
    actor,
    runId,
    operation: SET_ACTION,
    listener,
    before: null,
    after: stateOf(set),
  });
}

function fieldErrorsOf(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const [part, name] = issue.path;
    if (part !== 'set' || typeof name !== 'string' || !isSettingName(name)) return [];
    const path = settingFields[name];
    return path === null ? [] : [{ path, kind: 'issue', issue: issueKeyOf(issue) }];
  });
}
