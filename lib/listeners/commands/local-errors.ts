import 'server-only';
import { config } from '@/lib/config';
import { storageProblem } from '@/lib/db/storage';
import {
  notDone,
  sluiceCodes,
  type AwaitedWrite,
  type FieldError,
  type ListenerError,
} from '@/lib/model/errors';
import { portName } from '@/lib/model/protocol';

/** Rejections by Sluice itself before a call. Those by a rule are in errors.ts. */

/** The schema's rejection. Its message names the invalid fields, for the audit log. */
export function invalidInput(fieldErrors: FieldError[]): ListenerError {
  const fields = [...new Set(fieldErrors.map(({ path }) => path))];
  const named = fields.length > 0 ? `: ${fields.join(', ')}` : '';
  return { ...notDone(sluiceCodes.invalidInput, `Some values cannot be sent${named}.`), fieldErrors };
}

/** For a write whose effect on access was not confirmed. */
export function unconfirmed(message: string): ListenerError {
  return {
    ...notDone(sluiceCodes.invalidInput, message),
    fieldErrors: [{ path: 'acl.emptyAcknowledged', kind: 'issue', issue: 'tick' }],
  };
}

/**
 * For a write that did not get the instance lock in time: other changes took too long. Resolves by itself. `awaited`:
 * what holds the lock now.
 */
export function instanceBusy(awaited: AwaitedWrite | null): ListenerError {
  if (awaited === null)
    return notDone(
      sluiceCodes.instanceBusy,
      'Other changes to the instance were still in progress in Sluice, so nothing was sent.',
    );
  const message = `Sluice is waiting for SLB to respond to ${nameOf(awaited)} until ${awaited.until}, so nothing was sent.`;
  return { ...notDone(sluiceCodes.instanceBusy, message), awaited };
}

/**
 * For a write whose process has no connection to PostgreSQL to hold the instance lock, or lost it: another process may
 * have the lock. Resolves by itself.
 */
export function instanceLockLost(): ListenerError {
  const message = 'The connection to PostgreSQL that holds the instance lock was lost, so nothing was sent.';
  return notDone(sluiceCodes.instanceLockLost, message);
}

/**
 * For a write to a listener with an earlier call, by a process that has ended, that may still take effect. Resolves by
 * itself.
 */
export function writeAwaited(awaited: AwaitedWrite): ListenerError {
  const message = `${nameOf(awaited)} may still take effect until ${awaited.until}, so nothing was sent.`;
  return { ...notDone(sluiceCodes.writeAwaited, message), awaited };
}

/** For a write to a listener with an earlier write of unknown outcome, while the operator has not confirmed. */
export function unsettledWrite(awaited: AwaitedWrite): ListenerError {
  const message = `The outcome of ${nameOf(awaited)} has been unknown since ${awaited.until}. Nothing was sent without confirmation.`;
  return { ...notDone(sluiceCodes.unsettledWrite, message), awaited };
}

function nameOf({ operation, ...listener }: AwaitedWrite): string {
  return `${operation} on port ${portName(listener)}`;
}

/** For a write to a listener that has changed since the decision. */
export function changedConcurrently(): ListenerError {
  return notDone(sluiceCodes.changedConcurrently, 'The listener has changed since it was read.');
}

/** For the start of a listener that was created otherwise than planned, or could not be read back. */
export function notAsPlanned(): ListenerError {
  return notDone(
    sluiceCodes.readBackDiffers,
    'The listener was not started: it was not read back as planned.',
  );
}

/** For a write requested while the process is stopping. Resolves by itself: the next start takes it. */
export function stopping(): ListenerError {
  return notDone(sluiceCodes.stopping, 'Sluice is stopping, so nothing was sent.');
}

/** For a write whose intent cannot be recorded before it is sent. */
export function notRecordable(): ListenerError {
  const kind = storageProblem()?.kind ?? (config().databaseUrl === null ? 'full' : 'unreachable');
  const [code, reason] =
    kind === 'unreachable'
      ? [sluiceCodes.databaseUnreachable, 'Sluice cannot reach its database.']
      : [sluiceCodes.diskFull, 'Sluice cannot write to its disk.'];
  return notDone(code, `${reason} The change could not be recorded, so nothing was sent.`);
}

/** For a write Sluice itself failed at before its call was sent. */
export function notSent(): ListenerError {
  return notDone(sluiceCodes.notSent, 'Sluice failed before the call was sent; its log says how.');
}

/** For a write on a listener that does not exist, in SLB's own code and words. */
export function listenerGone(): ListenerError {
  return notDone('ListenerNotFound', 'The specified resource does not exist.');
}
