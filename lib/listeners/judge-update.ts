import 'server-only';
import * as z from 'zod';
import { config } from '@/lib/config';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import { consequencesOf, isSerious, seriousConsequences, type SeriousConsequence } from './edit-consequences';
import { refusal, refusalByRule, sluiceCodes, type ListenerError } from './errors';
import { listenerKeySchema, type ListenerKey, type UpdateOutcome } from './outcome';
import { listenerGone } from './own-refusals';
import { protocolOn, readListener, type Reading } from './read-back';
import { mayDo } from './rules';
import { setParameters, takesEffect, withParameters, type SetParameters } from './set-parameters';
import { setParametersSchema } from './set-schema';
import { conflictsBetween, settingsFromNames, settingsOf, toCreateNames, type Settings } from './settings';
import type { Deed } from './trail';

/** An `Update` (update-listener.ts) as any caller may send it. */
export const updateSchema = z.object({
  listener: listenerKeySchema,
  set: setParametersSchema,
  expected: z.record(z.string(), z.string()).nullable(),
  acknowledged: z.array(z.enum(seriousConsequences)).default([]),
});

export type ParsedUpdate = z.output<typeof updateSchema>;

/** What comes of an update on what was just read of the listener and its instance. */
export type Judged =
  /** The call to make, and the state it was decided on. */
  | { kind: 'to-send'; deed: Deed; now: Settings; wanted: Settings; parameters: SetParameters }
  /** Nothing is sent. `error` belongs in the trail; null where everything is so already. */
  | {
      kind: 'not-to-send';
      deed: Deed;
      outcome: Exclude<UpdateOutcome, { kind: 'updated' }>;
      error: ListenerError | null;
    };

/**
 * Reads the listener and its instance, and says what is to be sent of an update, or why nothing is; sends and records nothing itself.
 * `asked` becomes the deed, with the states before and after as far as they were read. `isRepetition`: SLB was too busy to take it a moment
 * ago, so a listener on its way is no obstacle but what is being waited for.
 */
export async function judgeUpdate(
  { listener, set, expected: expectedNames, acknowledged }: ParsedUpdate,
  asked: Deed,
  { isRepetition }: { isRepetition: boolean },
): Promise<Judged> {
  const expected = expectedNames && settingsFromNames(expectedNames);
  const [reading, loadBalancer] = await Promise.all([readListener(listener), describeLoadBalancer(listener)]);
  const now = reading.kind === 'there' ? settingsOf(reading.attributes) : null;
  const wanted = withParameters(now ?? {}, set);
  const deed: Deed = { ...asked, before: now && recorded(now, reading), after: recorded(wanted, reading) };
  const refuse = (error: ListenerError): Judged => ({
    kind: 'not-to-send',
    deed,
    outcome: { kind: 'refused', error },
    error,
  });

  if (config().readOnly) return refuse(refusalByRule('read-only', null));
  if (!loadBalancer.ok) return refuse(refusal(loadBalancer.error));
  const protocol = protocolOn(loadBalancer.value, listener.listenerPort);
  if (reading.kind === 'unreadable' && protocol === 'tcp') return refuse(refusal(reading.error));
  if (reading.kind === 'gone' && protocol === 'tcp') return refuse(listenerGone());
  const status = reading.kind === 'there' ? reading.attributes.status : 'unknown';
  const verdict = mayDo('edit', { status, protocol }, loadBalancer.value, { readOnly: false });
  const inTransition = !verdict.allowed && verdict.obstacle === 'in-transition';
  if (!verdict.allowed && !inTransition) return refuse(refusalByRule(verdict.obstacle, verdict.reason));
  // A port whose protocol is TCP and that was read is there; the rules have refused every other.
  if (now === null) return refuse(listenerGone());

  if (expected !== null) {
    const conflicts = conflictsBetween(expected, withParameters(expected, set), now);
    if (conflicts.length > 0) {
      const outcome = { kind: 'conflict', listener, conflicts, now } as const;
      return { kind: 'not-to-send', deed, outcome, error: changedMeanwhile() };
    }
  }
  const parameters = Object.fromEntries(setParameters(now, wanted).map(({ name, value }) => [name, value]));
  if (Object.keys(parameters).length === 0) {
    const outcome = { kind: 'already-so', listener, status, takesEffect: takesEffect(now, set) } as const;
    return { kind: 'not-to-send', deed, outcome, error: null };
  }

  // After the two answers that send nothing: a listener that somebody has just changed is still being configured.
  if (inTransition && !isRepetition) return refuse(refusalByRule('in-transition', null));
  const unticked = await missingTicks(listener, now, wanted, acknowledged);
  if (unticked !== null) return refuse(unticked);
  return { kind: 'to-send', deed, now, wanted, parameters };
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

function changedMeanwhile(): ListenerError {
  return refusal({
    code: sluiceCodes.changedMeanwhile,
    message: 'The listener was changed since it was read.',
    requestId: null,
    outcome: 'not-done',
  });
}
