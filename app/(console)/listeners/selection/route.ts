import { getLocale } from 'next-intl/server';
import * as z from 'zod';
import { readRegionChoice, readRemembered } from '@/app/(console)/listeners/read-list';
import { cellWords } from '@/components/listeners/list/cell-words';
import { config } from '@/lib/config';
import { parseListQuery, type SearchParams } from '@/lib/listeners/list-query';
import { applyListQuery } from '@/lib/listeners/list-query-apply';
import { listenerKeySchema } from '@/lib/listeners/outcome';
import { listenersOf } from '@/lib/listeners/overview-types';
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
  const { matches, pageSize, regions } = await readMatches(request);
  return answer(scopeOf(ungroupKeys(asked.data.selected), matches, pageSize, regions));
}

async function readMatches(request: Request) {
  const query = parseListQuery(searchParamsOf(request));
  const [{ chosen }, words, locale] = await Promise.all([
    readRegionChoice(query),
    cellWords(config()),
    getLocale(),
  ]);
  const regions = await readRemembered(chosen);
  const { rows } = applyListQuery(
    listenersOf(regions),
    { ...query, page: 1, pageSize: Number.MAX_SAFE_INTEGER },
    words.row,
    new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }),
  );
  return {
    matches: rows,
    pageSize: query.pageSize,
    // Rows that a newer reading has not confirmed say nothing of what is gone, nor do those of a region without rows.
    regions: regions.flatMap((region) => (region.state === 'read' && region.behind === null ? [region] : [])),
  };
}

function searchParamsOf(request: Request): SearchParams {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
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
