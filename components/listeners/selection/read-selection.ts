import { fetchJson, jsonRequest } from '@/components/shell/fetch-json';
import { formatListQuery, type ListQuery } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import { groupKeys, ungroupKeys, type KeyGroup, type SelectionScope } from '@/lib/listeners/list/selection';

/** The listeners that a query shows and that can be selected, of all its pages. Throws where Sluice does not answer. */
export async function readAllMatching(query: ListQuery, signal: AbortSignal): Promise<ListenerKey[]> {
  const { keys } = await fetchJson<{ keys: KeyGroup[] }>(addressOf(query), { signal });
  return ungroupKeys(keys);
}

/** Where the selected are, seen from a query. Sent in the body: they may be thousands. Throws where Sluice does not answer. */
export function readScope(
  query: ListQuery,
  selected: readonly ListenerKey[],
  signal: AbortSignal,
): Promise<SelectionScope> {
  return fetchJson(addressOf(query), jsonRequest({ selected: groupKeys(selected) }, signal));
}

function addressOf(query: ListQuery): string {
  return `/listeners/selection${formatListQuery(query)}`;
}
