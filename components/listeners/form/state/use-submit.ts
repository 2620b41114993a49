'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useFailedRequest } from '@/components/shell/failed-request';
import { saidWhileAwaited } from '@/components/shell/awaiting';
import { wantsConfirmation } from '@/lib/listeners/commands/awaited';
import type { CreateOutcome } from '@/lib/model/outcome';
import type { ListenerForm, ValidForm } from './form-types';
import type { Reads } from './use-reads';
import { unansweredWrite, useRejection } from './use-rejection';

type Created = Extract<CreateOutcome, { ok: true }>;
type Options = {
  form: ListenerForm;
  reads: Reads;
  /** `isConfirmed`: the reader was warned that the outcome of an earlier write is unknown, and submits again. */
  createListener: (input: unknown, isConfirmed: boolean) => Promise<CreateOutcome>;
  onCreated: (created: Created) => void;
  /** Nothing was created: the errors want to be seen. */
  onFailed: () => void;
};

/** Submits the form once at a time, and keeps a rejection until one of its fields is edited. */
export function useSubmit({ form, reads, createListener, onCreated, onFailed }: Options) {
  const t = useTranslations('form.submit');
  const failedRequest = useFailedRequest();
  const [creating, setCreating] = useState(false);
  const { rejection, clear, rejected } = useRejection(form, reads);
  // Two clicks may come before the first has rendered (ux.md F13).
  const busy = useRef(false);

  const create = async (spec: ValidForm, isConfirmed: boolean): Promise<boolean> => {
    setCreating(true);
    const outcome = await saidWhileAwaited(() => createListener(spec, isConfirmed)).catch(
      (error: unknown): CreateOutcome => ({
        ok: false,
        error: unansweredWrite(failedRequest(error) ?? t('noAnswer'), t('signedOut')),
      }),
    );
    if (outcome.ok) {
      onCreated(outcome);
      return true;
    }
    setCreating(false);
    rejected(outcome.error);
    return false;
  };

  const submit = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    const isConfirmed = rejection !== null && wantsConfirmation(rejection.error);
    clear();
    const [regionId, acl] = form.getValues(['regionId', 'acl']);
    // Whether the list is empty decides on a tick, so an answer on its way is waited for.
    if (acl.status === 'on') await reads.accessControlListsSettled(regionId, acl.aclId);
    const valid: { spec?: ValidForm } = {};
    await form.handleSubmit((spec) => {
      valid.spec = spec;
    })();
    if (valid.spec !== undefined && (await create(valid.spec, isConfirmed))) return;
    // Stays busy after a success: the page is being left.
    busy.current = false;
    onFailed();
  };

  return { creating, rejection, submit };
}
