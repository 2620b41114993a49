import { progressMark, readRun } from '@/lib/runs/read-runs';
import { parsePositive } from '@/lib/runs/run-address';
import { trustedRoute } from '@/lib/web/trusted-route';

/** How far a run is, as one short text: the page of the run asks for it while the run is under way, and reads anew when it changes. */
export const GET = trustedRoute(async (_request, { params }: RouteContext<'/runs/[runId]/progress'>) => {
  const runId = parsePositive((await params).runId);
  const run = runId === undefined ? null : await readRun(runId);
  if (run === null) return new Response(null, { status: 404 });
  return new Response(progressMark([run]));
});
