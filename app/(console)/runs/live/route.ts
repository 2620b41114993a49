import { whereReachable } from '@/lib/db/storage';
import { countRunsInProgress } from '@/lib/runs/read-runs';
import { trustedRoute } from '@/lib/web/trusted-route';

/** How many runs are in progress: the navigation polls it while there are any. */
export const GET = trustedRoute(async () => {
  return Response.json({ count: await whereReachable(countRunsInProgress, () => 0) });
});
