import { listRuns, progressMark } from '@/lib/runs/read-runs';
import { parseRunsQuery, RUNS_PAGE_SIZE } from '@/lib/runs/run-address';
import { trustedRoute } from '@/lib/web/trusted-route';

/** How far the runs of one page of the list are, as one short text: asked for while one of them is under way. */
export const GET = trustedRoute(async (request) => {
  const { beforeId } = parseRunsQuery(Object.fromEntries(new URL(request.url).searchParams));
  const runs = await listRuns({ limit: RUNS_PAGE_SIZE, beforeId });
  return new Response(progressMark(runs));
});
