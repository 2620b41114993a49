'use server';

import { revalidatePath } from 'next/cache';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { newestDeletionId } from '@/lib/listeners/edit/earlier-state';
import { createListener as create } from '@/lib/listeners/commands/create-listener';
import { updateListener as update } from '@/lib/listeners/commands/update-listener';
import { withEdits, type UpdateAnswer } from '@/lib/listeners/edit/concurrent-edits';
import type { ChangeOutcome, CreateOutcome } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import { assertTrustedRequest } from '@/lib/web/trusted-request';

/** Creates a listener from the form's values. Everything is validated again here: an action is open to any caller. */
export async function createListener(input: unknown, isConfirmed?: unknown): Promise<CreateOutcome> {
  const outcome = await create(input, await assertTrustedRequest(), despite(isConfirmed));
  if (outcome.ok) revalidatePath('/listeners');
  return outcome;
}

/**
 * Changes settings of a listener from what they were when the form opened, at `openedAt`; for a conflict it reports who
 * caused it.
 */
export async function updateListener(
  input: unknown,
  openedAt: unknown,
  isConfirmed?: unknown,
): Promise<UpdateAnswer> {
  const readAt = new Date().toISOString();
  const outcome = await update(input, await assertTrustedRequest(), despite(isConfirmed));
  if (outcome.kind === 'updated') revalidatePath('/listeners');
  return withEdits(outcome, { openedAt, readAt });
}

export async function startListener(key: unknown, isConfirmed?: unknown): Promise<ChangeOutcome> {
  return change('start', key, isConfirmed);
}

export async function stopListener(key: unknown, isConfirmed?: unknown): Promise<ChangeOutcome> {
  return change('stop', key, isConfirmed);
}

export async function deleteListener(key: unknown, isConfirmed?: unknown): Promise<ChangeOutcome> {
  return restorable(await change('delete', key, isConfirmed));
}

/**
 * Deletes the listener whose page is shown. Nothing is revalidated: rendered again before navigation, the page would
 * say that the listener does not exist.
 */
export async function deleteShownListener(key: unknown, isConfirmed?: unknown): Promise<ChangeOutcome> {
  const actor = await assertTrustedRequest();
  return restorable(await changeListener('delete', key, actor, despite(isConfirmed)));
}

/** Links to where the deleted listener can be restored. */
async function restorable(outcome: ChangeOutcome): Promise<ChangeOutcome> {
  if (!outcome.ok || outcome.alreadySo) return outcome;
  const restoreId = await newestDeletionId(outcome.listener);
  return restoreId === null ? outcome : { ...outcome, restoreId };
}

/** `isConfirmed`: the user was warned that the outcome of an earlier write is unknown. */
const despite = (isConfirmed: unknown) => ({ despiteUnsettled: isConfirmed === true });

async function change(action: ListenerAction, key: unknown, isConfirmed: unknown): Promise<ChangeOutcome> {
  const outcome = await changeListener(action, key, await assertTrustedRequest(), despite(isConfirmed));
  revalidatePath('/listeners');
  return outcome;
}
