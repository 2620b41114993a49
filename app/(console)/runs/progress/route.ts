import { listRuns, progressMark } from '@/lib/runs/read-runs';
import { parseRunsQuery, RUNS_PAGE_SIZE } from '@/lib/runs/run-address';
import { trustedRoute } from '@/lib/web/trusted-route';

/** The progress of the runs on one page of the list, as one short text: polled while one of them is in progress. */
export const GET = trustedRoute(async (request) => {
  const { beforeId } = parseRunsQuery(Object.fromEntries(new URL(request.url).searchParams));
  const runs = await listRuns({ limit: RUNS_PAGE_SIZE, beforeId });
  return new Response(progressMark(runs ?? []));
});
