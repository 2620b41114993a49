import { inventoryState } from '@/lib/inventory/overview';
import { judgeRequest } from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';

/** How far the inventory is filled, and how old it is: for whoever watches it from outside. Reads nothing from the cloud. */
export async function GET(request: Request): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  return Response.json(await inventoryState(), { headers: { 'cache-control': 'no-store' } });
}

/** Whether Sluice answers: asked before each look at a page, so nothing is worked out for it. */
export function HEAD(request: Request): Response {
  return new Response(null, { status: judgeRequest(request, trustedHosts()) === 'trusted' ? 204 : 403 });
}
