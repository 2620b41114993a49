'use server';

import { revalidatePath } from 'next/cache';
import { deleteView, renameView, saveView, shareView, updateView } from '@/lib/listeners/list/saved-views';
import type { ViewOutcome } from '@/lib/listeners/list/views';
import { assertTrustedRequest } from '@/lib/web/trusted-request';

export async function saveListView(input: unknown): Promise<ViewOutcome> {
  return refreshList(await saveView(await assertTrustedRequest(), input));
}

export async function updateListView(input: unknown): Promise<ViewOutcome> {
  return refreshList(await updateView(await assertTrustedRequest(), input));
}

export async function renameListView(input: unknown): Promise<ViewOutcome> {
  return refreshList(await renameView(await assertTrustedRequest(), input));
}

export async function shareListView(input: unknown): Promise<ViewOutcome> {
  return refreshList(await shareView(await assertTrustedRequest(), input));
}

export async function deleteListView(input: unknown): Promise<ViewOutcome> {
  return refreshList(await deleteView(await assertTrustedRequest(), input));
}

/** After a rejection nothing is to be shown that was not: the form stays as it is, and takes the next Enter at once. */
function refreshList(outcome: ViewOutcome): ViewOutcome {
  if (outcome.ok || outcome.problem === 'gone') revalidatePath('/listeners');
  return outcome;
}
