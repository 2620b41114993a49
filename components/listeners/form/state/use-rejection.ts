'use client';

import { useEffect, useState } from 'react';
import type { ListenerError } from '@/lib/model/errors';
import type { Rejection } from './form-context';
import type { ListenerForm } from './form-types';
import { landingOf } from './shown';
import type { Reads } from './use-reads';

/** A refusal that came back: it stands at its fields until one of them is edited, and has what was read before read again. */
export function useRejection(form: ListenerForm, reads: Reads) {
  const [rejection, setRejection] = useState<Rejection | null>(null);

  useEffect(() => {
    if (rejection === null) return undefined;
    // What was refused was refused on this instance; on another it may be right.
    const clearing = new Set<string>(['regionId', 'loadBalancerId']);
    for (const { path } of rejection.fields) clearing.add(path);
    if (rejection.fields.length === 0) return undefined;
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
      // What was read is older than the refusal.
      reads.readInstance(values.regionId, values.loadBalancerId, true);
      if (values.acl.status === 'on') reads.readAccessControlList(values.regionId, values.acl.aclId, true);
    },
  };
}
