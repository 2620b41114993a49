'use client';

import { lazy, Suspense } from 'react';
import type { Subject } from '@/components/listeners/freshness/list-client';
import type { ListenerAction } from '@/lib/model/rules';
import type { QuestionProps } from './question-props';

/** Loaded on demand: most visits ask nothing. */
const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog')).DeleteDialog }));
const StartStopDialog = lazy(async () => ({
  default: (await import('./start-stop-dialog')).StartStopDialog,
}));

/** Asked before an action on one listener. */
export function ListenerQuestion({ action, ...props }: QuestionProps & { action: ListenerAction }) {
  return (
    <Suspense>
      {action === 'delete' ? <DeleteDialog {...props} /> : <StartStopDialog action={action} {...props} />}
    </Suspense>
  );
}

/** A start changes nothing for the worse, unless the listener's owner may undo it. */
export function needsConfirmation(
  action: ListenerAction,
  { ownerWarning }: Pick<Subject, 'ownerWarning'>,
): boolean {
  return action !== 'start' || ownerWarning !== null;
}
