import 'server-only';
import { accessControlListAnswer, accessControlListsAnswer } from '@/lib/slb/answers/access-control-lists';
import { readSlb } from '@/lib/slb/client';
import { allNumberedPages } from '@/lib/slb/paging';
import type { AccessControlList, AccessControlListDetail, AccessControlListEntry } from '@/lib/slb/responses';
import type { CallOptions, ListGaps, SlbResult } from '@/lib/slb/result';

const PAGE_SIZE = 50;

/** Every access control list of a region (slb-api.md 3.13). */
export function describeAccessControlLists(
  { regionId }: { regionId: string },
  options?: CallOptions,
): Promise<SlbResult<AccessControlList[]>> {
  const readPage = (page: number) =>
    readSlb(
      'DescribeAccessControlLists',
      regionId,
      { PageNumber: String(page), PageSize: String(PAGE_SIZE) },
      accessControlListsAnswer,
      options,
    );
  return allNumberedPages(readPage, PAGE_SIZE, (list) => list.aclId);
}

/** One access control list with all of its entries (slb-api.md 3.13). An unknown id is rejected with `AclNotExist`. */
export async function describeAccessControlList(
  { regionId, aclId }: { regionId: string; aclId: string },
  options?: CallOptions,
): Promise<SlbResult<AccessControlListDetail>> {
  let list: AccessControlList | undefined;
  const readPage = async (number: number) => {
    // Only this call names the page number Page.
    const parameters = { AclId: aclId, Page: String(number), PageSize: String(PAGE_SIZE) };
    const action = 'DescribeAccessControlListAttribute';
    const page = await readSlb(action, regionId, parameters, accessControlListAnswer, options);
    if (page.ok) list ??= page.value.accessControlList;
    return page;
  };
  const result = await allNumberedPages(readPage, PAGE_SIZE, ({ entry }) => entry);
  if (!result.ok) return result;
  if (list === undefined) throw new Error('A list was read without reading a page of it.');
  return { ...result, value: { ...list, entries: [...result.value, ...unreadEntries(result.gaps)] } };
}

/** What an unreadable entry covers is unknown. Without it the list would seem to cover less. */
function unreadEntries(gaps: ListGaps | undefined): AccessControlListEntry[] {
  if (gaps === undefined) return [];
  const { unread, incomplete } = gaps;
  const missing = incomplete === null ? 0 : (incomplete.of ?? incomplete.read + 1) - incomplete.read;
  return [
    ...unread.map((row) => ({ entry: '', comment: row['AclEntryComment'] ?? null })),
    ...Array.from({ length: missing }, () => ({ entry: '', comment: null })),
  ];
}
