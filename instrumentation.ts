/**
 * Next.js calls this once when a server starts, with `npm start` and `npm run dev` alike. It resumes the runs that the
 * last process left unfinished, and checks the writes whose responses it did not receive, and the activity log's hash
 * chain.
 */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs' || process.env['NEXT_PHASE'] === 'phase-production-build')
    return;
  const { executeRuns } = await import('@/lib/runs/executor');
  void executeRuns();
  const { followUnsettled } = await import('@/lib/listeners/commands/unsettled-writes');
  followUnsettled();
  const { watchChain } = await import('@/lib/activity/verify-chain');
  watchChain();
}
