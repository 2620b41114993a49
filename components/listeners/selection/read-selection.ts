import { formatListQuery, type ListQuery } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import { groupKeys, ungroupKeys, type KeyGroup, type SelectionScope } from '@/lib/listeners/list/selection';

const ADDRESS = '/listeners/selection';

/** The listeners that a query shows and that can be selected, of all its pages. Throws where Sluice does not answer. */
export async function readAllMatching(query: ListQuery, signal: AbortSignal): Promise<ListenerKey[]> {
  const { keys } = await answerOf<{ keys: KeyGroup[] }>(fetch(addressOf(query), { signal }));
  return ungroupKeys(keys);
}

/** Where the selected are, seen from a query. Sent in the body: they may be thousands. Throws where Sluice does not answer. */
export function readScope(
  query: ListQuery,
  selected: readonly ListenerKey[],
  signal: AbortSignal,
): Promise<SelectionScope> {
  return answerOf<SelectionScope>(
    fetch(addressOf(query), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ selected: groupKeys(selected) }),
      signal,
    }),
  );
}

function addressOf(query: ListQuery): string {
  return `${ADDRESS}${formatListQuery(query)}`;
}

async function answerOf<T>(request: Promise<Response>): Promise<T> {
  const response = await request;
  if (!response.ok) throw new Error(`Sluice answered ${response.status}`);
  return response.json() as Promise<T>;
}
