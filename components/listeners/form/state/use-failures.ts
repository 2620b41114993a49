'use client';

import { useEffect, useRef, useState } from 'react';
import type { FieldPath } from '@/lib/model/draft';
import type { ListenerForm } from './form-types';
import { pathsInOrder } from './sections';

/** How many, and the fields in error at the last. */
export type Failed = { count: number; paths: readonly FieldPath[] };

/** Submits that came to nothing: each brings the summary of the errors back into focus (ux.md F7). */
export function useFailures(form: ListenerForm) {
  const [failed, setFailed] = useState<Failed>({ count: 0, paths: [] });
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failed.count > 0) summary.current?.focus();
  }, [failed.count]);
  // An error may depend on another field (Mbit/s, once "Unlimited" is chosen), so invalid fields are validated again
  // with each change. The form itself only validates the changed field.
  useEffect(() => {
    const { unsubscribe } = form.watch((_values, { name }) => {
      const others = pathsInOrder.filter((path) => path !== name && form.getFieldState(path).invalid);
      if (others.length > 0) void form.trigger(others);
    });
    return unsubscribe;
  }, [form]);
  return {
    failed,
    summary,
    fail: (): void => {
      // Read from the form's current state: the errors of the last render may be older than this submit.
      const paths = pathsInOrder.filter((path) => form.getFieldState(path).invalid);
      setFailed(({ count }) => ({ count: count + 1, paths }));
    },
  };
}
