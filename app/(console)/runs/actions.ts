'use server';

import { revalidatePath } from 'next/cache';
import * as z from 'zod';
import { config } from '@/lib/config';
import { cancelRun as cancel, retryFailedRows } from '@/lib/runs/change-run';
import { assertTrustedRequest } from '@/lib/web/trusted-request';

const runIdSchema = z.int().positive();

/** Cancels what of a run has not begun. */
export async function cancelRun(runId: unknown): Promise<{ done: boolean }> {
  await assertTrustedRequest();
  const done = await cancel(runIdSchema.parse(runId));
  revalidatePath('/runs', 'layout');
  return { done };
}

/** Tries the rows of a run that failed once more. */
export async function retryFailed(runId: unknown): Promise<{ done: boolean }> {
  await assertTrustedRequest();
  const done = !config().readOnly && (await retryFailedRows(runIdSchema.parse(runId)));
  revalidatePath('/runs', 'layout');
  return { done };
}
