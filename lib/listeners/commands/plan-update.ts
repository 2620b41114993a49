import 'server-only';
import * as z from 'zod';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import { tickedAccessConsequences } from '@/lib/model/advice';
import {
  consequencesOf,
  isSerious,
  seriousConsequences,
  type SeriousConsequence,
} from '@/lib/model/edit-consequences';
import { notDone, rejectionByRule, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import { listenerKeySchema, type ListenerKey, type UpdateOutcome } from '@/lib/model/outcome';
import { changedConcurrently, listenerGone, unconfirmed } from './local-errors';
import type { Decision, Moment } from './execute-write';
import { reachByLists, type ReadInstance } from '@/lib/model/reach';
import { readBefore } from './read-before';
import {
  setParameters,
  takesEffect,
  withParameters,
  type SetParameters,
} from '@/lib/listeners/wire/set-parameters';
import { setParametersSchema } from '@/lib/model/set-schema';
import {
  aclIdsOf,
  conflictsBetween,
  settingsFromNames,
  settingsOf,
  unreturnedSettings,
  type Settings,
} from '@/lib/model/settings';
import { stateOf, type WriteIntent } from './audit-log';

/** An `Update` (update-listener.ts) as any caller may send it. */
export const updateSchema = z.object({
  listener: listenerKeySchema,
  set: setParametersSchema,
  expected: z.record(z.string(), z.string()).nullable(),
  acknowledged: z.array(z.enum(seriousConsequences)).default([]),
});

export type ParsedUpdate = z.output<typeof updateSchema>;

/** The call to make, and the state it was decided on. */
export type Change = { intent: WriteIntent; now: Settings; wanted: Settings; parameters: SetParameters };

type Unsent = Exclude<Decision<UpdateOutcome>, { kind: 'to-send' }>;
type Rejected = Extract<Unsent, { kind: 'refused' }>;

/**
 * Reads the listener and its instance and decides what to send for an update, or why to send nothing. `requested` becomes
 * the write, with the states before and after as far as they were read.
 */
export async function planUpdate(
  { listener, set, expected: expectedNames, acknowledged }: ParsedUpdate,
  requested: WriteIntent,
  { isRepetition, confirmed }: Moment,
): Promise<({ kind: 'to-send' } & Change) | Unsent> {
  const expected = expectedNames && settingsFromNames(expectedNames);
  const before = await readBefore(listener, 'edit', confirmed);
  const read = before.found?.attributes ?? null;
  const now = read === null ? {} : settingsOf(read);
  const wanted = withParameters(now, set);
  const intent: WriteIntent = {
    ...requested,
    before: read && stateOf(now, read),
    after: stateOf(wanted, read),
  };
  const reject = (error: ListenerError, more: Pick<Rejected, 'outcome' | 'isNews'> = {}): Rejected => ({
    kind: 'refused',
    intent,
    error,
    ...more,
  });

  if (before.kind === 'refused') return reject(before.error);
  if (before.kind === 'gone') return reject(listenerGone(), { isNews: true });
  const { verdict, loadBalancer } = before;
  const { status } = before.found.attributes;
  const inTransition = !verdict.allowed && verdict.blockReason === 'in-transition';
  if (!verdict.allowed && !inTransition) return reject(rejectionByRule(verdict.blockReason, verdict.reason));

  if (expected !== null) {
    const unknown = read === null ? [] : unreturnedSettings(read);
    const conflicts = conflictsBetween(expected, withParameters(expected, set), now).filter(
      ({ name }) => !unknown.includes(name),
    );
    const outcome = { kind: 'conflict', listener, conflicts, now } as const;
    if (conflicts.length > 0) return reject(changedConcurrently(), { outcome, isNews: true });
  }
  const parameters = Object.fromEntries(setParameters(now, wanted).map(({ name, value }) => [name, value]));
  if (Object.keys(parameters).length === 0) {
    const outcome = { kind: 'already-so', listener, status, takesEffect: takesEffect(now, set) } as const;
    return { kind: 'already-so', outcome };
  }

  // Checked after the two outcomes that send nothing: a listener somebody has just changed is still being configured.
  if (inTransition && !isRepetition) return reject(rejectionByRule('in-transition', null));
  const unticked = await missingTicks(listener, { now, wanted, loadBalancer }, acknowledged);
  if (unticked !== null) return reject(unticked);
  return { kind: 'to-send', intent, now, wanted, parameters };
}

/** If a list cannot be read, the cloud decides, as for a creation. */
async function missingTicks(
  listener: ListenerKey,
  { now, wanted, loadBalancer }: { now: Settings; wanted: Settings; loadBalancer: ReadInstance },
  acknowledged: readonly SeriousConsequence[],
): Promise<ListenerError | null> {
  const aclIds = wanted.AclStatus === 'on' ? aclIdsOf(wanted.AclId ?? '') : [];
  const lists = await Promise.all(
    aclIds.map((aclId) => describeAccessControlList({ regionId: listener.regionId, aclId })),
  );
  const reach = reachByLists(
    wanted.AclType ?? '',
    lists.map((list) => (list.ok ? list.value : null)),
    loadBalancer,
  );
  const missing = consequencesOf(now, wanted, reach).filter(
    (consequence) => isSerious(consequence) && !acknowledged.includes(consequence),
  );
  if (missing.length === 0) return null;
  const message = `A consequence was not acknowledged: ${missing.join(', ')}.`;
  const isOfAccess = missing.some((consequence) =>
    tickedAccessConsequences.some((each) => each === consequence),
  );
  return isOfAccess ? unconfirmed(message) : notDone(sluiceCodes.invalidInput, message);
}
