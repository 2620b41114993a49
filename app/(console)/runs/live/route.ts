import { countRunsUnderWay } from '@/lib/runs/read-runs';
import { judgeRequest } from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';

/** How many runs are under way: the navigation asks for it while there are some. */
export async function GET(request: Request): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  return Response.json({ count: await countRunsUnderWay() }, { headers: { 'cache-control': 'no-store' } });
}
