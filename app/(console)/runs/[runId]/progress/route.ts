import { pageMark, readRun } from '@/lib/runs/read-runs';
import { parsePositive } from '@/lib/runs/run-address';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * A run's progress as one short text: its page polls it while the run is in progress, and refreshes when it changes.
 */
export const GET = trustedRoute(
  async (_request, _actor, { params }: RouteContext<'/runs/[runId]/progress'>) => {
    const runId = parsePositive((await params).runId);
    const run = runId === undefined ? null : await readRun(runId);
    if (run === null) return new Response(null, { status: 404 });
    return new Response(pageMark(run));
  },
);
