import { filterChoices } from '@/components/listeners/list/filter-choices';
import { parseListQuery } from '@/lib/listeners/list-query';
import { summaryOf } from '@/lib/listeners/list-summary';
import { listenersOf } from '@/lib/listeners/overview-types';
import { judgeRequest } from '@/lib/web/request-guard';
import { trustedHosts } from '@/lib/web/trusted-hosts';
import { readRegionChoice, readRegions } from '../read-list';

/** What the list can be filtered by, in the reader's words: asked for when somebody begins a filter. */
export async function GET(request: Request): Promise<Response> {
  if (judgeRequest(request, trustedHosts()) !== 'trusted') return new Response(null, { status: 403 });
  const query = parseListQuery(Object.fromEntries(new URL(request.url).searchParams));
  const { chosen } = await readRegionChoice(query);
  const listeners = listenersOf(await readRegions(chosen, query));
  return Response.json(await filterChoices(chosen, summaryOf(listeners)), {
    headers: { 'cache-control': 'no-store' },
  });
}
