import { addressCountOf, coverageOf, joinCoverages } from '@/lib/model/acl-coverage';
import { familyOf } from '@/lib/model/address-block';
import type { OneListener } from '@/lib/listeners/detail/detail-types';
import { reachByLists, reachOf, type Reach } from '@/lib/model/reach';
import { isAccessKnown } from '@/lib/model/setting-states';

/**
 * A summary of a listener's access control: who gets through, the names of its lists, and how many entries they have.
 */
export type OneAccess = { reach: Reach } &
  /** Not returned, or not readable. */
  (
    | { kind: 'unknown' }
    | { kind: 'off' }
    | ({ kind: 'white' | 'black' } & OnLists)
    | ({ kind: 'other'; type: string } & OnLists)
  );

type OnLists = {
  names: string[];
  /** Null while one of the lists could not be read. */
  entryCount: number | null;
  /** How many addresses the entries hold together, none counted twice; null where that is not known. */
  addressCount: bigint | null;
};

export function accessOf(
  { loadBalancer }: Pick<OneListener, 'loadBalancer'>,
  { settings, accessControlLists }: Pick<OneListener['listener'], 'settings' | 'accessControlLists'>,
): OneAccess {
  if (settings.aclStatus === 'off' || !isAccessKnown(settings)) {
    const kind = settings.aclStatus === 'off' ? 'off' : 'unknown';
    return { kind, reach: reachOf({ status: kind }, loadBalancer) };
  }
  const type = settings.aclType ?? '';
  const lists = accessControlLists.map(({ list }) => (list.ok ? list.value : null));
  const read = lists.filter((list) => list !== null);
  const coverage = joinCoverages(read.map(({ entries }) => coverageOf(entries.map(({ entry }) => entry))));
  const isWhole = read.length === lists.length;
  const family = familyOf(loadBalancer.addressIpVersion);
  const facts = {
    reach: reachByLists(type, lists, loadBalancer),
    names: listNamesOf({ accessControlLists }),
    entryCount: isWhole ? coverage.entryCount : null,
    addressCount:
      isWhole && family !== null && coverage.unreadableCount === 0 ? addressCountOf(coverage, family) : null,
  };
  return type === 'white' || type === 'black' ? { kind: type, ...facts } : { kind: 'other', type, ...facts };
}

/** The names of the lists that a listener is bound to; the id of one that could not be read. */
export function listNamesOf({
  accessControlLists,
}: Pick<OneListener['listener'], 'accessControlLists'>): string[] {
  return accessControlLists.map(({ aclId, list }) => (list.ok ? list.value.name : aclId));
}
