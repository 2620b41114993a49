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
  words: string;
  /** Id of what is to be known of it. */
  describedBy?: string;
  /** What is said once it is done; null where the page shows it. */
  doneMessages: string | null;
  nothingMessages: string;
  noServerMessages: string;
};

/** It goes when the run has moved on. */
const handFocusToPage = handFocusTo(() => document.querySelector('main'));

/** An action on a whole run: cancel it, or retry what failed. */
export function RunActionButton({ runId, action, variant = 'default', words, describedBy, ...said }: Props) {
  const [pending, startTransition] = useTransition();
  const toasts = useToast();
  const press = () =>
    startTransition(async () => {
      try {
        const { done } = await action(runId);
        if (!done) toasts.show({ kind: 'error', title: said.nothingMessages });
        else if (said.doneMessages !== null) toasts.show({ kind: 'success', title: said.doneMessages });
      } catch {
        toasts.show({ kind: 'error', title: said.noServerMessages });
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
      {words}
    </Button>
  );
}
