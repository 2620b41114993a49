import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { endActivityOfOther, openIntentsOf } from '@/lib/activity/record';
import { outcomeOfWrite } from '@/lib/activity/unsettled-writes';
import { rejection, sluiceCodes } from '@/lib/model/errors';
import { isAsListed } from '@/lib/listeners/list/listed-state';
import { readListener } from '@/lib/listeners/commands/read-back';
import { settingsOf } from '@/lib/model/settings';
import { auditStateIn, stateOf, type AuditState } from '@/lib/listeners/commands/audit-log';
import { endAsObserved, unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { isAcceptingWrites } from '@/lib/listeners/commands/writes-in-flight';
import { isCancelled, type RowResult, type RowToDo } from './row-store';
import { tookEffect, type Step } from './steps';

const PROBE_MIN_MILLIS = 250;
const PROBE_MAX_MILLIS = 2_000;

/** What to do with a row whose process ended during its call. */
export type Resumed =
  | { kind: 'settled'; result: RowResult }
  /**
   * It is executed now, only on the listener that was `confirmed`: the one its call had found; null if no call was
   * sent.
   */
  | { kind: 'to-do'; confirmed: AuditState | null }
  /** This process is stopping: the next one decides. */
  | { kind: 'left' };

/**
 * Determines the outcome of a row whose process ended during its call, from the audit log. An outcome there counts.
 * Without one the call may still take effect: the listener is polled for it until the horizon (decision 098), and the
 * log gets its outcome then. If no effect was observed, the row is executed again on the same listener, unless its run
 * was cancelled.
 */
export async function resumeRow(row: RowToDo, step: Step): Promise<Resumed> {
  const { runId, listener } = row;
  const open = (await unsettledWrites({ ...listener, runId })).filter(({ isOpen }) => isOpen);
  const newest = open.at(-1);
  if (newest === undefined) {
    // Intents of an earlier release that are not followed, because a later write on the listener has succeeded
    // (`noteOpenIntents`).
    for (const id of await openIntentsOf(runId, listener)) await endActivityOfOther(id, stoppedDuring);
    return alreadyAnswered(row, step);
  }

  const untilMillis = Math.max(...open.map(({ until }) => Date.parse(until)));
  for (let pause = PROBE_MIN_MILLIS; ; pause = Math.min(2 * pause, PROBE_MAX_MILLIS)) {
    const isLast = Date.now() >= untilMillis;
    const observed = await step.check(row);
    if (observed.done) {
      await endAsObserved(open);
      return settled(tookEffect({ status: observed.status, requestId: null }));
    }
    if (isLast) break;
    if (!isAcceptingWrites()) return { kind: 'left' };
    await sleep(Math.min(pause, Math.max(0, untilMillis - Date.now())));
  }
  for (const { id } of open) await endActivityOfOther(id, unobserved);
  if (await isCancelled(runId)) return settled({ state: 'cancelled' });
  const confirmed = auditStateIn(newest.before);
  return confirmed === null ? compareWithListed(row, step) : { kind: 'to-do', confirmed };
}

/**
 * What to do with a waiting row. A retried row is checked first (`recheck`). One left by another process is only
 * executed on the listener the list had shown when it was confirmed.
 */
export async function takeUpWaiting(row: RowToDo, step: Step): Promise<Resumed> {
  const found = await recheck(row, step);
  const isCompared = found.kind !== 'to-do' || found.confirmed !== null;
  return isCompared || !row.isLeftOver ? found : compareWithListed(row, step);
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
const unobserved = {
  ...stoppedDuring,
  message: 'Sluice stopped during this call, and no effect was seen within the time a call can take.',
};

function settled(result: RowResult): Resumed {
  return { kind: 'settled', result };
}
