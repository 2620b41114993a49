import * as z from 'zod';
import { readMatches } from '@/app/(console)/listeners/read-matches';
import { listenerKeySchema } from '@/lib/listeners/outcome';
import { groupKeys, isSelectable, scopeOf, ungroupKeys } from '@/lib/listeners/selection';
import { judgeRequest } from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';

const { regionId, loadBalancerId, listenerPort } = listenerKeySchema.shape;
const askedSchema = z.object({
  selected: z
    .array(z.object({ regionId, loadBalancerId, ports: z.array(listenerPort).max(1000) }))
    .max(50_000),
});

/** The listeners that a query of the list shows and that can be selected, of all its pages: a browser has one page of them. */
export async function GET(request: Request): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  const { matches } = await readMatches(request);
  return answer({ keys: groupKeys(matches.filter(isSelectable)) });
}

/** Where the selected are, seen from a query of the list. It changes nothing: they may be too many for an address. */
export async function POST(request: Request): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  const asked = askedSchema.safeParse(await jsonOf(request));
  if (!asked.success) return new Response(null, { status: 400 });
  const { query, matches, regions } = await readMatches(request);
  // Rows that a newer reading has not confirmed say nothing of what is gone, nor do those of a region without rows.
  const confirmed = regions.flatMap((region) =>
    region.state === 'read' && region.behind === null ? [region] : [],
  );
  return answer(scopeOf(ungroupKeys(asked.data.selected), matches, query.pageSize, confirmed));
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

function answer(value: unknown): Response {
  return Response.json(value, { headers: { 'cache-control': 'no-store' } });
}
