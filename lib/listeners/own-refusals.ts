import { refusal, sluiceCodes, type FieldError, type ListenerError } from './errors';

/** Refusals by Sluice itself, before a call; those by a rule are in errors.ts. */

/** The schema's refusal; the fields at fault are in its words too, for the trail. */
export function invalidInput(fieldErrors: FieldError[]): ListenerError {
  const fields = [...new Set(fieldErrors.map(({ path }) => path))];
  return {
    ...refusal({
      code: sluiceCodes.invalidInput,
      message: `Some values cannot be sent${fields.length > 0 ? `: ${fields.join(', ')}` : ''}.`,
      requestId: null,
      outcome: 'not-done',
    }),
    fieldErrors,
  };
}

/** Of a deed whose turn on the instance did not come in time: other changes of it took too long. Passes by itself. */
export function instanceBusy(): ListenerError {
  return refusal({
    code: sluiceCodes.instanceBusy,
    message: 'Other changes of the instance were under way in Sluice all the time, so nothing was sent.',
    requestId: null,
    outcome: 'not-done',
  });
}

/** Of a write that is asked for while the process ends. Passes by itself: the next start takes it. */
export function stopping(): ListenerError {
  return refusal({
    code: sluiceCodes.stopping,
    message: 'Sluice is stopping, so nothing was sent.',
    requestId: null,
    outcome: 'not-done',
  });
}

/** Of a deed on a listener that is not there, in SLB's own code and words. */
export function listenerGone(): ListenerError {
  return refusal({
    code: 'ListenerNotFound',
    message: 'The specified resource does not exist.',
    requestId: null,
    outcome: 'not-done',
  });
}
