/**
 * Next calls this once in each server that begins, `npm start` and `npm run dev` alike: runs that the last process left go on, and its calls
 * without an answer are looked for.
 */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs' || process.env['NEXT_PHASE'] === 'phase-production-build')
    return;
  const { executeRuns } = await import('@/lib/runs/executor');
  void executeRuns();
  const { followUnsettled } = await import('@/lib/listeners/commands/unsettled-writes');
  followUnsettled();
}
