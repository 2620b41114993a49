'use client';

import { useEffect, useState } from 'react';
import { hasSessionEnded } from '@/components/shell/answers';
import type { ListenerError } from '@/lib/model/errors';
import type { Rejection } from './form-context';
import type { ListenerForm } from './form-types';
import { landingOf } from './shown';
import { NO_ANSWER, type Reads } from './use-reads';

const SIGNED_OUT = 'Sluice.SignedOut';

/** A rejection: it is shown at its fields until one of them is edited, and triggers a fresh read of the form's data. */
export function useRejection(form: ListenerForm, reads: Reads) {
  const [rejection, setRejection] = useState<Rejection | null>(null);

  useEffect(() => {
    if (rejection === null || rejection.fields.length === 0) return undefined;
    // It was rejected on this instance; it may be valid on another.
    const clearing = new Set<string>([
      'regionId',
      'loadBalancerId',
      ...rejection.fields.map(({ path }) => path),
    ]);
    return form.subscribe({
      formState: { values: true },
      callback: ({ name }) => {
        if (name !== undefined && clearing.has(name)) setRejection(null);
      },
    });
  }, [form, rejection]);

  return {
    rejection,
    clear: (): void => setRejection(null),
    rejected: (error: ListenerError): void => {
      const values = form.getValues();
      setRejection({
        error,
        fields: error.fieldErrors.map((field) => ({ ...field, path: landingOf(field.path, values) })),
      });
      // The data is older than the rejection.
      reads.readInstance(values.regionId, values.loadBalancerId, true);
      if (values.acl.status === 'on') reads.readAccessControlLists(values.regionId, values.acl.aclId, true);
    },
  };
}

/**
 * A write to which Sluice's own server gave no answer: SLB may have accepted it. `whenSignedOut`: the session has ended, so
 * it was not even sent.
 */
export function unansweredWrite(message: string, whenSignedOut: string): ListenerError {
  const isSignedOut = hasSessionEnded();
  return {
    code: isSignedOut ? SIGNED_OUT : NO_ANSWER,
    message: isSignedOut ? whenSignedOut : message,
    explanation: null,
    requestId: null,
    outcome: isSignedOut ? 'not-done' : 'unknown',
    fieldErrors: [],
  };
}
