import 'server-only';
import { accessControlListAnswer, accessControlListsAnswer } from '@/lib/slb/answers/access-control-lists';
import { callSlb } from '@/lib/slb/client';
import { allNumberedPages } from '@/lib/slb/paging';
import type { AccessControlList, AccessControlListDetail, AccessControlListEntry } from '@/lib/slb/responses';
import type { CallOptions, ListGaps, SlbResult } from '@/lib/slb/result';

const PAGE_SIZE = 50;

/** Every access control list of a region (slb-api.md 3.13). */
export function describeAccessControlLists(
  { regionId }: { regionId: string },
  options?: CallOptions,
): Promise<SlbResult<AccessControlList[]>> {
  return allNumberedPages(
    (pageNumber) =>
      callSlb(
        {
          action: 'DescribeAccessControlLists',
          regionId,
          parameters: { PageNumber: String(pageNumber), PageSize: String(PAGE_SIZE) },
          effect: 'read',
          answer: accessControlListsAnswer,
        },
        options,
      ),
    PAGE_SIZE,
    (list) => list.aclId,
  );
}

/** One access control list with all of its entries (slb-api.md 3.13). An unknown id is rejected with `AclNotExist`. */
export async function describeAccessControlList(
  { regionId, aclId }: { regionId: string; aclId: string },
  options?: CallOptions,
): Promise<SlbResult<AccessControlListDetail>> {
  let first: Omit<AccessControlListDetail, 'entries'> | undefined;
  const result = await allNumberedPages(
    async (pageNumber) => {
      const page = await callSlb(
        {
          action: 'DescribeAccessControlListAttribute',
          regionId,
          // Only this call names the page number Page.
          parameters: { AclId: aclId, Page: String(pageNumber), PageSize: String(PAGE_SIZE) },
          effect: 'read',
          answer: accessControlListAnswer,
        },
        options,
      );
      if (page.ok) {
        const { accessControlList, relatedListeners } = page.value;
        first ??= { ...accessControlList, relatedListeners };
      }
      return page;
    },
    PAGE_SIZE,
    ({ entry }) => entry,
  );
  if (!result.ok) return result;
  if (first === undefined) throw new Error('A list was read without reading a page of it.');
  return { ...result, value: { ...first, entries: [...result.value, ...unreadEntries(result.gaps)] } };
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
