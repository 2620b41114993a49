import { filterChoices } from '@/components/listeners/filter/filter-choices';
import { summaryOf } from '@/lib/listeners/list/list-summary';
import { trustedRoute } from '@/lib/web/trusted-route';
import { readMatches } from '../read-matches';

/** The values the list can be filtered by, in the reader's language: fetched when somebody starts a filter. */
export const GET = trustedRoute(async (request, actor) => {
  const { query, searchable } = await readMatches(request, actor);
  return Response.json(await filterChoices(query.regions, summaryOf(searchable.listeners)));
});
