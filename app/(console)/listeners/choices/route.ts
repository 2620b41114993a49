import { filterChoices } from '@/components/listeners/list/filter-choices';
import { summaryOf } from '@/lib/listeners/list-summary';
import { judgeRequest } from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';
import { readMatches } from '../read-matches';

/** What the list can be filtered by, in the reader's words: asked for when somebody begins a filter. */
export async function GET(request: Request): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  const { query, listeners } = await readMatches(request);
  return Response.json(await filterChoices(query.regions, summaryOf(listeners)), {
    headers: { 'cache-control': 'no-store' },
  });
}
