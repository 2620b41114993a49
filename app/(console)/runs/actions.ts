'use server';

import { revalidatePath } from 'next/cache';
import * as z from 'zod';
import { accessOf } from '@/lib/auth/access';
import { inputLimits } from '@/lib/input-limits';
import { seriousConsequences } from '@/lib/model/edit-consequences';
import { valueOfWrite } from '@/lib/db/storage';
import { connectionIdentity } from '@/lib/inventory/connection';
import { permissionOf } from '@/lib/model/permission';
import {
  cancelRun as cancel,
  pauseRun as pause,
  resumeRun as resume,
  retryRows,
} from '@/lib/runs/change-run';
import { runSettingsSchema } from '@/lib/runs/run-settings';
import { readRun } from '@/lib/runs/read-runs';
import { mayFollowUp } from '@/lib/runs/run-address';
import { followUps, bulkKinds, isInProgress, type ResumableState } from '@/lib/runs/run-types';
import { startRun as start } from '@/lib/runs/start-run';
import { assertTrustedRequest } from '@/lib/web/trusted-request';
import { permissionToRetry } from './read-retry';
import { rowsOfFollowUp } from './read-follow-up';
import { confirmedSchema, rowsConfirmed } from './read-plan';

const runIdSchema = z.int().positive();
const startSchema = z
  .object({ kind: z.enum(bulkKinds), confirmed: confirmedSchema, settings: runSettingsSchema.nullable() })
  .refine(({ kind, settings }) => (kind === 'change') === (settings !== null));

/** The result of requesting a run: its id, or why there is none. */
export type StartOutcome =
  | { ok: true; runId: number }
  | { ok: false; reason: 'invalid' | 'nothing' | 'no-credentials' | 'not-stored' };

/**
 * Starts a run of what the dialog showed, and of no more (072). What it affects is decided here once more from what is
 * known, and by each call from what it has just read.
 */
export async function startRun(input: unknown): Promise<StartOutcome> {
  const actor = await assertTrustedRequest();
  const parsed = startSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: 'invalid' };
  const { kind, confirmed, settings } = parsed.data;
  const rows = await rowsConfirmed(kind, confirmed, settings, accessOf(actor));
  if (rows.every(({ skip }) => skip !== null)) return { ok: false, reason: 'nothing' };
  if ((await connectionIdentity()) === null) return { ok: false, reason: 'no-credentials' };
  const started = await valueOfWrite(() => start({ kind, settings, rows, actor }));
  if (started === null) return { ok: false, reason: 'not-stored' };
  revalidatePath('/', 'layout');
  return { ok: true, runId: started.value };
}

const followUpSchema = z.object({
  runId: runIdSchema,
  how: z.enum(followUps),
  confirmed: confirmedSchema,
  acknowledged: z.array(z.enum(seriousConsequences)).max(inputLimits.values),
});

/** Starts a run that undoes another one, or continues it: what its preview showed, and no more than that. */
export async function startFollowUp(input: unknown): Promise<StartOutcome> {
  const actor = await assertTrustedRequest();
  const parsed = followUpSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: 'invalid' };
  const { runId, how, confirmed, acknowledged } = parsed.data;
  const run = await readRun(runId);
  const access = accessOf(actor);
  if (run === null || !mayFollowUp(run, how, access)) return { ok: false, reason: 'invalid' };
  const { kind, rows, settings, missing } = await rowsOfFollowUp(
    run,
    how,
    { confirmed, acknowledged },
    access,
  );
  if (missing) return { ok: false, reason: 'invalid' };
  if (rows.every(({ skip }) => skip !== null)) return { ok: false, reason: 'nothing' };
  const source = { runId, how };
  const started = await valueOfWrite(() => start({ kind, settings, rows, source, actor }));
  if (started === null) return { ok: false, reason: 'not-stored' };
  revalidatePath('/', 'layout');
  return { ok: true, runId: started.value };
}

/** `hasEnded`: nothing of it was left to stop. */
type StopOutcome = { done: boolean; hasEnded: boolean };

/** Cancels the rows of a run that have not started. */
export async function cancelRun(runId: unknown): Promise<StopOutcome> {
  const actor = await assertTrustedRequest();
  const id = runIdSchema.safeParse(runId);
  const done =
    id.success &&
    permissionOf(accessOf(actor), 'cancel-run').allowed &&
    (await valueOfWrite(() => cancel(id.data, actor)))?.value === true;
  revalidatePath('/runs', 'layout');
  return { done, hasEnded: !done && id.success && (await hasEnded(id.data)) };
}

/** Pauses a run: nothing more of it begins. */
export async function pauseRun(runId: unknown): Promise<StopOutcome> {
  const actor = await assertTrustedRequest();
  const id = runIdSchema.safeParse(runId);
  const done =
    id.success &&
    permissionOf(accessOf(actor), 'cancel-run').allowed &&
    (await valueOfWrite(() => pause(id.data, actor)))?.value === true;
  revalidatePath('/runs', 'layout');
  return { done, hasEnded: !done && id.success && (await hasEnded(id.data)) };
}

async function hasEnded(runId: number): Promise<boolean> {
  const run = await readRun(runId);
  return run !== null && !isInProgress(run);
}

/** Resumes a paused run: its rows count as those of whoever started it, so it needs what retrying them needs. */
export async function resumeRun(runId: unknown): Promise<{ done: boolean }> {
  const actor = await assertTrustedRequest();
  const id = runIdSchema.safeParse(runId);
  const run = id.success ? await readRun(id.data) : null;
  const done =
    run !== null &&
    (await permissionToRetry(run, ['waiting'], accessOf(actor))).allowed &&
    (await valueOfWrite(() => resume(run.id, actor)))?.value === true;
  revalidatePath('/runs', 'layout');
  return { done };
}

/** Retries the failed rows of a run. */
export async function retryFailed(runId: unknown): Promise<{ done: boolean }> {
  return retry(runId, 'failed');
}

/** Rechecks the rows of a run whose outcome is unknown, and executes those that are not done. */
export async function recheckUnknown(runId: unknown): Promise<{ done: boolean }> {
  return retry(runId, 'unknown');
}

/** Resumes following the listeners of a run that had not settled. */
export async function followUnsettled(runId: unknown): Promise<{ done: boolean }> {
  return retry(runId, 'unsettled');
}

async function retry(runId: unknown, state: ResumableState): Promise<{ done: boolean }> {
  const actor = await assertTrustedRequest();
  const id = runIdSchema.safeParse(runId);
  const run = id.success ? await readRun(id.data) : null;
  const done =
    id.success &&
    run !== null &&
    (await permissionToRetry(run, [state], accessOf(actor))).allowed &&
    (await valueOfWrite(() => retryRows(id.data, state, actor)))?.value === true;
  revalidatePath('/runs', 'layout');
  return { done };
}
