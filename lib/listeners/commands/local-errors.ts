import {
  rejection,
  sluiceCodes,
  type AwaitedWrite,
  type FieldError,
  type ListenerError,
} from '@/lib/model/errors';

/** Rejections by Sluice itself before a call. Those by a rule are in errors.ts. */

/** The schema's rejection. Its message names the invalid fields, for the audit log. */
export function invalidInput(fieldErrors: FieldError[]): ListenerError {
  const fields = [...new Set(fieldErrors.map(({ path }) => path))];
  return {
    ...rejection({
      code: sluiceCodes.invalidInput,
      message: `Some values cannot be sent${fields.length > 0 ? `: ${fields.join(', ')}` : ''}.`,
      requestId: null,
      outcome: 'not-done',
    }),
    fieldErrors,
  };
}

/**
 * For a write that did not get the instance lock in time: other changes took too long. Resolves by itself. `awaited`:
 * what holds the lock now.
 */
export function instanceBusy(awaited: AwaitedWrite | null): ListenerError {
  const error = rejection({
    code: sluiceCodes.instanceBusy,
    message:
      awaited === null
        ? 'Other changes to the instance were still in progress in Sluice, so nothing was sent.'
        : `Sluice is waiting for SLB to respond to ${nameOf(awaited)} until ${awaited.until}, so nothing was sent.`,
    requestId: null,
    outcome: 'not-done',
  });
  return awaited === null ? error : { ...error, awaited };
}

/**
 * For a write to a listener with an earlier call, by a process that has ended, that may still take effect. Resolves by
 * itself.
 */
export function writeAwaited(awaited: AwaitedWrite): ListenerError {
  return {
    ...rejection({
      code: sluiceCodes.writeAwaited,
      message: `${nameOf(awaited)} may still take effect until ${awaited.until}, so nothing was sent.`,
      requestId: null,
      outcome: 'not-done',
    }),
    awaited,
  };
}

/** For a write to a listener with an earlier write of unknown outcome, while the operator has not confirmed. */
export function unsettledWrite(awaited: AwaitedWrite): ListenerError {
  return {
    ...rejection({
      code: sluiceCodes.unsettledWrite,
      message: `The outcome of ${nameOf(awaited)} has been unknown since ${awaited.until}. Nothing was sent without confirmation.`,
      requestId: null,
      outcome: 'not-done',
    }),
    awaited,
  };
}

function nameOf({ operation, listenerPort }: AwaitedWrite): string {
  return `${operation} on port ${listenerPort}`;
}

/** For a write to a listener that has changed since the decision. */
export function changedConcurrently(): ListenerError {
  return rejection({
    code: sluiceCodes.changedConcurrently,
    message: 'The listener has changed since it was read.',
    requestId: null,
    outcome: 'not-done',
  });
}

/** For a write requested while the process is stopping. Resolves by itself: the next start takes it. */
export function stopping(): ListenerError {
  return rejection({
    code: sluiceCodes.stopping,
    message: 'Sluice is stopping, so nothing was sent.',
    requestId: null,
    outcome: 'not-done',
  });
}

/** For a write whose intent cannot be recorded on disk before it is sent. */
export function diskFull(): ListenerError {
  return rejection({
    code: sluiceCodes.diskFull,
    message: 'Sluice cannot write to its disk. The change could not be recorded, so nothing was sent.',
    requestId: null,
    outcome: 'not-done',
  });
}

/** For a write Sluice itself failed at before its call was sent. */
export function notSent(): ListenerError {
  return rejection({
    code: sluiceCodes.notSent,
    message: 'Sluice failed before the call was sent; its log says how.',
    requestId: null,
    outcome: 'not-done',
  });
}

/** For a write on a listener that does not exist, in SLB's own code and words. */
export function listenerGone(): ListenerError {
  return rejection({
    code: 'ListenerNotFound',
    message: 'The specified resource does not exist.',
    requestId: null,
    outcome: 'not-done',
  });
}
