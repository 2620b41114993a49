import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import type { CallOptions, SlbFailure, SlbResult } from '@/lib/slb/result';
import { outcomeUnknown, rejection, sluiceCodes, type ListenerError } from '@/lib/model/errors';
import { isInstanceLockHeld } from './instance-lock';
import { instanceLockLost, notRecordable, notSent, stopping } from './local-errors';
import { readListener, type Reading, type Accepted } from './read-back';
import { beginWrite, recordRejection, type WriteIntent } from './audit-log';
import { followUnsettled } from './unsettled-writes';
import { isAcceptingWrites, trackWrite } from './writes-in-flight';

/** One call that changes a listener. */
export type Write = {
  intent: WriteIntent;
  send: (options: Pick<CallOptions, 'mayRepeat' | 'onSend' | 'signal'>) => Promise<SlbResult<unknown>>;
  /** Whether a read after a lost response shows the effect. `otherwise`: something else is there. */
  probeEffect: (reading: Exclude<Reading, { kind: 'unreadable' }>) => 'done' | 'not-done' | 'otherwise';
  /** What to report if something else is there. Without it: SLB's own response, or its absence. */
  otherwise?: (failure: SlbFailure) => ListenerError;
};

type Succeeded = { outcome: 'succeeded' } & Accepted;

export type SendOutcome =
  /** `recorded` resolves when the audit log has the outcome. The listener can be read in the meantime. */
  (Succeeded & { recorded: Promise<void> }) | Failed;

type Failed = { outcome: 'refused' | 'unknown'; error: ListenerError };
type ProbedOutcome = Succeeded | Failed;

/**
 * Sends one write. Its intent is in the audit log before the call is sent, and its outcome afterwards, even if Sluice
 * itself fails; of a success, once it is `recorded`. Such a failure is rethrown if the call may have been sent, and
 * otherwise returned as a rejection. A stopping process sends nothing more, and neither does one that has lost the
 * instance lock.
 */
export async function sendWithRecovery(
  write: Write,
  options: Pick<CallOptions, 'mayRepeat'> = {},
): Promise<SendOutcome> {
  const { intent } = write;
  if (!isAcceptingWrites()) {
    const error = stopping();
    await recordRejection(intent, error);
    return { outcome: 'refused', error };
  }
  const { writeHorizonMillis } = config().slb;
  const tracked = trackWrite({ listener: intent.listener, operation: intent.operation }, writeHorizonMillis);
  let recorded = Promise.resolve();
  try {
    const begun = await beginWrite(intent, writeHorizonMillis);
    if (begun === null) {
      const error = notRecordable();
      await recordRejection(intent, error);
      return { outcome: 'refused', error };
    }
    let mayHaveLeft = false;
    let withheld: ListenerError | null = null;
    const mayRepeat = async (): Promise<boolean> => {
      // It is known that SLB did not accept it.
      mayHaveLeft = false;
      if (!isAcceptingWrites() || !((await options.mayRepeat?.()) ?? true)) return false;
      return begun.leaves();
    };
    const onSend = async (): Promise<boolean> => {
      // Other processes rely on the recorded horizon, and on the lock.
      withheld = null;
      if (!(await begun.leaves())) withheld = notRecordable();
      else if (!(await isInstanceLockHeld(intent.listener))) withheld = instanceLockLost();
      if (withheld !== null) return false;
      mayHaveLeft = true;
      tracked.onSend();
      return true;
    };
    let sendOutcome: ProbedOutcome;
    try {
      sendOutcome = await sendOnceAndProbe(write, { mayRepeat, onSend }, tracked);
    } catch (bug) {
      if (!mayHaveLeft) {
        process.stderr.write(`${intent.operation}: ${bug instanceof Error ? bug.stack : String(bug)}\n`);
        const rejected = { outcome: 'refused', error: notSent() } as const;
        await begun.end(rejected);
        return rejected;
      }
      await begun.end(interrupted);
      followUnsettled();
      throw bug;
    }
    if (withheld !== null && sendOutcome.outcome === 'refused')
      sendOutcome = { outcome: 'refused', error: withheld };
    recorded = begun.end(sendOutcome);
    if (sendOutcome.outcome === 'succeeded') return { ...sendOutcome, recorded };
    await recorded;
    if (sendOutcome.outcome === 'unknown') followUnsettled();
    return sendOutcome;
  } finally {
    void recorded.catch(() => {}).then(tracked.end);
  }
}

const interrupted = {
  outcome: 'unknown',
  error: {
    code: sluiceCodes.outcomeUnknown,
    message: 'Sluice failed while it waited for SLB; its log says how.',
    requestId: null,
  },
} as const;

const PROBE_MIN_MILLIS = 200;
const PROBE_MAX_MILLIS = 2_000;

/**
 * A call that may have been sent is never sent again: no listener call has a client token (slb-api.md 4.4), and a call
 * that timed out or whose connection broke may still arrive (decision 098). Its response is awaited up to the horizon.
 * If the connection breaks before that, the listener is polled for the effect until then. A read that shows it settles
 * the write; otherwise the outcome stays `unknown`.
 */
async function sendOnceAndProbe(
  { intent, send, probeEffect, otherwise }: Write,
  options: Required<Pick<CallOptions, 'mayRepeat' | 'onSend'>>,
  { signal, untilMillis }: Pick<ReturnType<typeof trackWrite>, 'signal' | 'untilMillis'>,
): Promise<ProbedOutcome> {
  const result = await send({ ...options, signal });
  if (result.ok) return { outcome: 'succeeded', requestId: result.requestId, foundAfterLostAnswer: false };
  if (result.error.outcome === 'not-done') return { outcome: 'refused', error: rejection(result.error) };

  const unknown = (observed: string): ProbedOutcome => ({
    outcome: 'unknown',
    error: (observed === 'otherwise' && otherwise?.(result.error)) || outcomeUnknown(result.error),
  });
  let observed = 'unreadable';
  for (let pause = PROBE_MIN_MILLIS; !signal.aborted; pause = Math.min(2 * pause, PROBE_MAX_MILLIS)) {
    const isLast = Date.now() >= untilMillis();
    // A hanging read must not outlast a process that may wait no longer: its outcome could not be recorded.
    const reading = await readListener(intent.listener, signal);
    if (reading.kind !== 'unreadable') observed = probeEffect(reading);
    if (observed === 'done') return { outcome: 'succeeded', requestId: null, foundAfterLostAnswer: true };
    if (isLast) break;
    const leftMillis = Math.max(0, untilMillis() - Date.now());
    await sleep(Math.min(pause, leftMillis), undefined, { signal }).catch(() => undefined);
  }
  return unknown(observed);
}
