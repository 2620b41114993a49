import 'server-only';
import { cellMessages, rowLanguage } from '@/components/listeners/cell-messages';
import { accessOf } from '@/lib/auth/access';
import { observedHealth } from '@/lib/inventory/observed-health';
import { readOverview } from '@/lib/inventory/overview';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { parseListQuery, type SearchParams } from '@/lib/listeners/list/list-query';
import { listenersOf } from '@/lib/inventory/joined-rows';
import { matchingRows } from '@/lib/listeners/list/row-index';
import type { Actor } from '@/lib/model/actor';
import { loadRunMembers } from '@/lib/runs/run-members';
import { readLayout, readRegionChoice } from './read-list';

/** All rows a request's URL shows, of all pages, in order and in the reader's language. */
export async function readMatches(request: Request, actor: Actor) {
  const access = accessOf(actor);
  const requested = parseListQuery(searchParamsOf(request));
  const [{ known, chosen }, layout, words, language] = await Promise.all([
    readRegionChoice(requested),
    readLayout(requested),
    cellMessages(access),
    rowLanguage(access),
  ]);
  const query = { ...requested, ...layout, regions: chosen };
  const filter = filterOf(query.text);
  const [regions, runs] = await Promise.all([readOverview(chosen), loadRunMembers(filter)]);
  const context = { health: await observedHealth(), runs: runs.states, nowMillis: Date.now() };
  const searchable = { listeners: listenersOf(regions), language, context };
  const matches = matchingRows(searchable, filter, query);
  return { query, filter, known, regions, searchable, matches, words };
}

function searchParamsOf(request: Request): SearchParams {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
}
