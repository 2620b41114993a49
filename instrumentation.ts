import type { Instrumentation } from 'next';

/**
 * Next.js calls this once when a server starts, with `npm start` and `npm run dev` alike. It resumes the runs that the
 * last process left unfinished, checks the writes whose responses it did not receive, and the activity log's hash chain,
 * and deletes old observations.
 */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs' || process.env['NEXT_PHASE'] === 'phase-production-build')
    return;
  const { inEachAccount } = await import('@/lib/config');
  const { watchRuns } = await import('@/lib/runs/executor');
  const { followUnsettled } = await import('@/lib/listeners/commands/unsettled-writes');
  watchRuns();
  inEachAccount(() => followUnsettled());
  const { pruneObservations } = await import('@/lib/inventory/health-observations');
  await pruneObservations();
  const { watchChain } = await import('@/lib/activity/verify-chain');
  watchChain();
}

/** Next calls this for an error that nobody caught, and shows the digest on the page of the error. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers, path }) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { log } = await import('@/lib/telemetry/log');
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined;
  log().error({ id: headers['x-request-id'], digest, path: path.split('?', 1)[0], err: error }, 'error');
};
