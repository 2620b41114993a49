import * as z from 'zod';
import { readMatches } from '@/app/(console)/listeners/read-matches';
import { keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { groupKeys, isSelectable, scopeOf, ungroupKeys } from '@/lib/listeners/list/selection';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';

const requestSchema = z.object({ selected: keyGroupsSchema });

/** The selectable listeners a list query matches, on all pages: the browser only has one page. */
export const GET = trustedRoute(async (request, actor) => {
  const { matches } = await readMatches(request, actor);
  return Response.json({ keys: groupKeys(matches.filter(isSelectable)) });
});

/** How the selection relates to a list query. A POST, although it changes nothing: the keys may not fit in a URL. */
export const POST = trustedRoute(async (request, actor) => {
  const requested = requestSchema.safeParse(await request.json().catch(() => undefined));
  if (!requested.success) return badRequest(request, 'listeners');
  const { query, matches, regions } = await readMatches(request, actor);
  // Only regions whose rows are current can tell what is gone.
  const confirmed = regions.flatMap((region) =>
    region.state === 'read' && region.behind === null ? [region] : [],
  );
  return Response.json(scopeOf(ungroupKeys(requested.data.selected), matches, query.pageSize, confirmed));
});
