import * as z from 'zod';
import { readMatches } from '@/app/(console)/listeners/read-matches';
import { keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { groupKeys, isSelectable, scopeOf, ungroupKeys } from '@/lib/listeners/list/selection';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';

const requestSchema = z.object({ selected: keyGroupsSchema });

/** The listeners that a query of the list shows and that can be selected, of all its pages: a browser has one page of them. */
export const GET = trustedRoute(async (request) => {
  const { matches } = await readMatches(request);
  return Response.json({ keys: groupKeys(matches.filter(isSelectable)) });
});

/** Where the selected are, seen from a query of the list. It changes nothing: they may be too many for an address. */
export const POST = trustedRoute(async (request) => {
  const requested = requestSchema.safeParse(await request.json().catch(() => undefined));
  if (!requested.success) return badRequest(request, 'listeners');
  const { query, matches, regions } = await readMatches(request);
  // Rows that a newer reading has not confirmed say nothing of what is gone, nor do those of a region without rows.
  const confirmed = regions.flatMap((region) =>
    region.state === 'read' && region.behind === null ? [region] : [],
  );
  return Response.json(scopeOf(ungroupKeys(requested.data.selected), matches, query.pageSize, confirmed));
});
