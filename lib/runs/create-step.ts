import 'server-only';
import type { AuditState } from '@/lib/listeners/commands/audit-log';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { createListener, isPortTaken, probeCreation } from '@/lib/listeners/commands/create-listener';
import type { Requester } from '@/lib/model/actor';
import type { CreateOutcome } from '@/lib/model/outcome';
import type { ListenerError } from '@/lib/model/errors';
import type { ListenerSpec } from '@/lib/model/schema';
import {
  differs,
  notReadBack,
  rejectedResult,
  tookEffect,
  type RowOfStep,
  type Step,
  type StepResult,
} from './step-results';

/**
 * Creates a listener, and starts it if planned, once it is read back as planned. A row whose listener exists already
 * (`isCreated`) is only started.
 */
export const createStep: Step = {
  perform: async (row, actor) => {
    const spec = specOf(row);
    if (row.isCreated) return startCreated(row, actor);
    const { despiteUnsettled, runId, reads } = row;
    const outcome = await createListener(spec, actor, { despiteUnsettled, runId, reads });
    if (outcome.ok) return resultOf(outcome);
    return isPortTaken(outcome.error)
      ? whatIsThere(spec, outcome.error)
      : rejectedResult('create', outcome.error);
  },
  check: async (row) => {
    const spec = specOf(row);
    const found = await probeCreation(spec);
    return found.is === 'as-planned' && isAsFarAsPlanned(spec, found.status)
      ? { done: true, status: found.status }
      : { done: false };
  },
  rejected: (error) => rejectedResult('create', error),
};

/** What a row creates; every creation has it (`writeRun`). */
export function specOf({ spec }: Pick<RowOfStep, 'spec'>): ListenerSpec {
  if (!spec) throw new Error('a creation needs what it creates');
  return spec;
}

/** Whether a listener that exists as planned needs no start. */
export function isAsFarAsPlanned({ startAfterCreate }: ListenerSpec, status: string): boolean {
  return !startAfterCreate || status === 'running' || status === 'starting';
}

function resultOf({
  state,
  status,
  requestId,
  readBack,
  differences,
  start,
}: Extract<CreateOutcome, { ok: true }>): StepResult {
  const left = state ?? null;
  if (!readBack) return { state: 'unknown', error: notReadBack(requestId) };
  if (differences.length > 0)
    return notStarted({ state: 'failed', error: differs(differences, requestId) }, left);
  if (start.requested && !start.ok) return notStarted(rejectedResult('start', start.error), left);
  return { ...tookEffect({ status, requestId }), left };
}

async function startCreated(
  { listener, confirmed: left = null, despiteUnsettled, runId }: RowOfStep,
  actor: Requester,
): Promise<StepResult> {
  const known = { confirmed: left, despiteUnsettled, runId };
  const outcome = await changeListener('start', listener, actor, known);
  if (!outcome.ok) return notStarted(rejectedResult('start', outcome.error), left);
  const { status, requestId } = outcome;
  return status === 'unknown'
    ? { state: 'unknown', error: notReadBack(requestId) }
    : { ...tookEffect({ status, requestId }), left };
}

/** The listener is there, and was not started: retrying starts it, and an undo deletes it. */
function notStarted(result: StepResult, left: AuditState | null): StepResult {
  const isGone = result.state === 'skipped' && 'outcome' in result.why;
  return result.state === 'done' || result.state === 'accepted' || isGone
    ? result
    : { ...result, outcome: 'created-not-started', left };
}

/** Somebody else has created a listener on the port. If it is the planned one, nothing is left to do. */
async function whatIsThere(spec: ListenerSpec, error: ListenerError): Promise<StepResult> {
  const found = await probeCreation(spec);
  return found.is === 'as-planned' && isAsFarAsPlanned(spec, found.status)
    ? { state: 'done', outcome: 'already-so', status: found.status, requestId: null }
    : { state: 'failed', error };
}
