import 'server-only';
import { cellMessages, rowLanguage } from '@/components/listeners/cell-messages';
import { config } from '@/lib/config';
import { parseListQuery, type SearchParams } from '@/lib/listeners/list/list-query';
import { listenersOf } from '@/lib/model/joined-rows';
import { matchingRows } from '@/lib/listeners/list/row-index';
import { loadRunMembers } from '@/lib/runs/run-members';
import { readLayout, readRegionChoice, readRemembered } from './read-list';

/** All rows that the address of a request shows, of all pages, in their order and in the reader's words. */
export async function readMatches(request: Request) {
  const requested = parseListQuery(searchParamsOf(request));
  const [{ known, chosen }, layout, words, language] = await Promise.all([
    readRegionChoice(requested),
    readLayout(requested),
    cellMessages(config()),
    rowLanguage(config()),
  ]);
  const query = { ...requested, ...layout, regions: chosen };
  const [regions] = await Promise.all([readRemembered(chosen), loadRunMembers(query.text)]);
  const listeners = listenersOf(regions);
  const matches = matchingRows(listeners, query, language);
  return { query, known, regions, listeners, language, matches, words };
}

function searchParamsOf(request: Request): SearchParams {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
}
