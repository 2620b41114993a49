import 'server-only';
import { endActivityOfOther, openIntentsOf } from '@/lib/activity/record';
import { outcomeOfWrite } from '@/lib/activity/unsettled-writes';
import { rejection, sluiceCodes } from '@/lib/model/errors';
import { isAsListed } from '@/lib/listeners/list/listed-state';
import { readListener } from '@/lib/listeners/commands/read-back';
import { settingsOf } from '@/lib/model/settings';
import { auditStateIn, stateOf } from '@/lib/listeners/commands/audit-log';
import { unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { awaitEffect } from './await-effect';
import { resumeCreation, takeUpCreation } from './resume-creation';
import { settled, type Resumed } from './resumed';
import { isCancelled } from './row-store';
import type { RowToDo } from './rows-to-do';
import { tookEffect, type Step } from './step-results';

/**
 * Determines the outcome of a row whose process ended during its call, from the audit log. An outcome there counts.
 * Without one the call may still take effect: the listener is polled for it until the horizon (decision 098), and the
 * log gets its outcome then. If no effect was observed, the row is executed again on the same listener, unless its run
 * was cancelled.
 */
export async function resumeRow(row: RowToDo, step: Step): Promise<Resumed> {
  if (row.action === 'create') return resumeCreation(row, step);
  const { runId, listener } = row;
  const open = (await unsettledWrites({ ...listener, runId })).filter(({ isOpen }) => isOpen);
  const newest = open.at(-1);
  if (newest === undefined) {
    // Intents of an earlier release that are not followed, because a later write on the listener has succeeded
    // (`noteOpenIntents`).
    for (const id of await openIntentsOf(runId, listener)) await endActivityOfOther(id, stoppedDuring);
    return alreadyAnswered(row, step);
  }

  const awaited = await awaitEffect(open, async () => {
    const observed = await step.check(row);
    return observed.done ? observed : null;
  });
  if (awaited === 'left') return { kind: 'left' };
  if (awaited !== null) return settled(tookEffect({ status: awaited.effect.status, requestId: null }));
  if (await isCancelled(runId)) return settled({ state: 'cancelled' });
  const confirmed = auditStateIn(newest.before);
  return confirmed === null ? compareWithListed(row, step) : { kind: 'to-do', confirmed };
}

/**
 * What to do with a waiting row. A retried row is checked first (`recheck`). One left by another process, or one of a plan,
 * is only executed on the listener the list had shown when it was confirmed.
 */
export async function takeUpWaiting(row: RowToDo, step: Step): Promise<Resumed> {
  if (row.action === 'create') return takeUpCreation(row, step);
  const found = await recheck(row, step);
  const isCompared = found.kind !== 'to-do' || found.confirmed !== null;
  return isCompared || !(row.isLeftOver || row.isToCompare) ? found : compareWithListed(row, step);
}

/**
 * Nobody is watching what a process left undone: it is executed only if what is read now is exactly what was confirmed.
 */
async function compareWithListed({ listener, listed }: RowToDo, step: Step): Promise<Resumed> {
  if (listed === null)
    return settled({ state: 'skipped', why: { blockReason: 'not-comparable', reason: null } });
  const reading = await readListener(listener);
  if (reading.kind === 'unreadable') return settled(step.rejected(rejection(reading.error)));
  // A listener created in the meantime is left alone.
  if (reading.kind === 'gone') return { kind: 'to-do', confirmed: {} };
  const { attributes } = reading;
  return isAsListed(listed, attributes)
    ? { kind: 'to-do', confirmed: stateOf(settingsOf(attributes), attributes) }
    : settled({ state: 'skipped', why: { blockReason: 'changed-meanwhile', reason: null } });
}

/**
 * The result of rechecking a row of unknown outcome: done if its effect is there, or was observed since; otherwise to
 * be executed on the listener its call had found. A listener created on the port in the meantime is somebody else's.
 */
async function recheck(row: RowToDo, step: Step): Promise<Resumed> {
  const { runId, listener, startedAt } = row;
  const known = startedAt === null ? null : await outcomeOfWrite({ runId, listener, since: startedAt });
  if (known?.outcome !== 'unknown') return { kind: 'to-do', confirmed: null };
  const observed = await step.check(row);
  if (observed.done) return settled(tookEffect({ status: observed.status, requestId: null }));
  if (known.wasObserved) return settled(observedSince);
  return { kind: 'to-do', confirmed: auditStateIn(known.before) };
}

/** Either no call was sent, or its outcome is in the log and was not in the row yet. */
async function alreadyAnswered(row: RowToDo, step: Step): Promise<Resumed> {
  const { runId, listener, startedAt } = row;
  const known = startedAt === null ? null : await outcomeOfWrite({ runId, listener, since: startedAt });
  if (known?.outcome === 'succeeded') {
    const observed = await step.check(row);
    const { requestId } = known;
    return settled(
      observed.done
        ? tookEffect({ status: observed.status, requestId })
        : { state: 'done', outcome: 'changed', status: null, requestId },
    );
  }
  if (known?.outcome === 'unknown') {
    if (known.wasObserved) return settled(observedSince);
    const { code, message, requestId } = known;
    const error = { code: code ?? sluiceCodes.outcomeUnknown, message: message ?? '', requestId };
    return settled({ state: 'unknown', error });
  }
  if (await isCancelled(runId)) return settled({ state: 'cancelled' });
  return compareWithListed(row, step);
}

const observedSince = { state: 'done', outcome: 'changed', status: null, requestId: null } as const;

const stoppedDuring = {
  outcome: 'unknown',
  code: sluiceCodes.outcomeUnknown,
  message: 'Sluice stopped during this call.',
  requestId: null,
} as const;
