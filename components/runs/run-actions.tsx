'use client';

import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { useFailedRequest } from '@/components/shell/failed-request';
import { Button } from '@/components/ui/button';
import { handFocusTo } from '@/components/ui/focus-handover';
import { useToast } from '@/components/ui/toast';

type Props = {
  runId: number;
  kind: 'cancel' | 'pause' | 'resume' | 'retry' | 'recheck' | 'follow';
  /** `hasEnded`: it came too late to stop anything, which is no fault. */
  action: (runId: number) => Promise<{ done: boolean; hasEnded?: boolean }>;
  /** How many rows it is about, if its label says so. */
  count?: number;
  /** Id of what is to be known of it. */
  describedBy?: string;
};

/** It goes when the run has moved on. */
const handFocusToPage = handFocusTo(() => document.querySelector('main'));

/** An action on a whole run: pause, resume or cancel it, or retry what failed. */
export function RunActionButton({ runId, kind, action, count = 0, describedBy }: Props) {
  const t = useTranslations('runs.action');
  const [pending, startTransition] = useTransition();
  const toasts = useToast();
  const failedRequest = useFailedRequest();
  const press = () =>
    startTransition(async () => {
      try {
        const { done, hasEnded = false } = await action(runId);
        if (hasEnded) toasts.show({ kind: 'success', title: t('finished') });
        else if (!done) toasts.show({ kind: 'error', title: t('nothing') });
        // The page shows what the others did.
        else if (kind === 'cancel') toasts.show({ kind: 'success', title: t('cancelled') });
        else if (kind === 'pause') toasts.show({ kind: 'success', title: t('paused') });
      } catch (error) {
        toasts.show({ kind: 'error', title: failedRequest(error) ?? t('noServer') });
      }
    });
  return (
    <Button
      ref={handFocusToPage}
      variant={kind === 'cancel' ? 'danger' : kind === 'resume' ? 'primary' : 'default'}
      busy={pending}
      onClick={press}
      aria-describedby={describedBy}
    >
      {t(kind, { count })}
    </Button>
  );
}
