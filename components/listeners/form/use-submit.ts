'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { ListenerError } from '@/lib/listeners/errors';
import type { CreateOutcome } from '@/lib/listeners/outcome';
import type { ListenerSpec } from '@/lib/listeners/schema';
import type { Refusal } from './form-context';
import type { ListenerForm } from './form-types';
import { landingOf } from './shown';
import { NO_ANSWER, type Reads } from './use-reads';

type Created = Extract<CreateOutcome, { ok: true }>;
type Options = {
  form: ListenerForm;
  reads: Reads;
  createListener: (input: unknown) => Promise<CreateOutcome>;
  onCreated: (created: Created) => void;
  /** Nothing was created: the errors want to be seen. */
  onFailed: () => void;
};

/** Sends the form once at a time, and keeps a refusal until one of its fields is edited. */
export function useSubmit({ form, reads, createListener, onCreated, onFailed }: Options) {
  const t = useTranslations('form.submit');
  const [creating, setCreating] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // Two clicks may come before the first has rendered (ux.md F13).
  const busy = useRef(false);

  useEffect(() => {
    if (refusal === null) return undefined;
    // What was refused was refused on this instance; on another it may be right.
    const clearing = new Set<string>(['regionId', 'loadBalancerId']);
    for (const { path } of refusal.fields) clearing.add(path);
    if (refusal.fields.length === 0) return undefined;
    return form.subscribe({
      formState: { values: true },
      callback: ({ name }) => {
        if (name !== undefined && clearing.has(name)) setRefusal(null);
      },
    });
  }, [form, refusal]);

  const refused = (error: ListenerError): void => {
    const values = form.getValues();
    setRefusal({
      error,
      fields: error.fieldErrors.map((field) => ({ ...field, path: landingOf(field.path, values) })),
    });
    // What was read is older than the refusal.
    reads.readInstance(values.regionId, values.loadBalancerId.trim(), true);
    if (values.acl.status === 'on') reads.readAccessControlList(values.regionId, values.acl.aclId, true);
  };

  const create = async (spec: ListenerSpec): Promise<boolean> => {
    setCreating(true);
    const outcome = await createListener(spec).catch((): CreateOutcome => ({
      ok: false,
      error: {
        code: NO_ANSWER,
        message: t('noAnswer'),
        explanation: null,
        requestId: null,
        outcome: 'unknown',
        fieldErrors: [],
      },
    }));
    if (outcome.ok) {
      onCreated(outcome);
      return true;
    }
    setCreating(false);
    refused(outcome.error);
    return false;
  };

  const submit = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setRefusal(null);
    const [regionId, acl] = form.getValues(['regionId', 'acl']);
    // Whether the list is empty decides on a tick, so an answer on its way is waited for.
    if (acl.status === 'on') await reads.accessControlListSettled(regionId, acl.aclId);
    const valid: { spec?: ListenerSpec } = {};
    await form.handleSubmit((spec) => {
      valid.spec = spec;
    })();
    if (valid.spec !== undefined && (await create(valid.spec))) return;
    // Stays busy after a success: the page is being left.
    busy.current = false;
    onFailed();
  };

  return { creating, refusal, submit };
}
