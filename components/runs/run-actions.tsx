'use client';

import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { handFocusTo } from '@/components/ui/focus-handover';
import { useToast } from '@/components/ui/toast';

export type RunAction = (runId: number) => Promise<{ done: boolean }>;

type Props = {
  runId: number;
  action: RunAction;
  variant?: 'danger' | 'default';
  /** What the button says. */
  label: string;
  /** Id of what is to be known of it. */
  describedBy?: string;
  /** What is said once it is done; null where the page shows it. */
  doneText: string | null;
  nothingText: string;
  noServerText: string;
};

/** It goes when the run has moved on. */
const handFocusToPage = handFocusTo(() => document.querySelector('main'));

/** An action on a whole run: cancel it, or retry what failed. */
export function RunActionButton({ runId, action, variant = 'default', label, describedBy, ...said }: Props) {
  const [pending, startTransition] = useTransition();
  const toasts = useToast();
  const press = () =>
    startTransition(async () => {
      try {
        const { done } = await action(runId);
        if (!done) toasts.show({ kind: 'error', title: said.nothingText });
        else if (said.doneText !== null) toasts.show({ kind: 'success', title: said.doneText });
      } catch {
        toasts.show({ kind: 'error', title: said.noServerText });
      }
    });
  return (
    <Button
      ref={handFocusToPage}
      variant={variant}
      busy={pending}
      onClick={press}
      aria-describedby={describedBy}
    >
      {label}
    </Button>
  );
}
