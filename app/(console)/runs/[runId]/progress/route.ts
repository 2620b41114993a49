import { progressMark, readRun } from '@/lib/runs/read-runs';
import { parsePositive } from '@/lib/runs/run-address';
import { judgeRequest } from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';

/** How far a run is, as one short text: the page of the run asks for it while the run is under way, and reads anew when it changes. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/runs/[runId]/progress'>,
): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  const runId = parsePositive((await params).runId);
  const run = runId === undefined ? null : await readRun(runId);
  if (run === null) return new Response(null, { status: 404 });
  return new Response(progressMark(run), { headers: { 'cache-control': 'no-store' } });
}
