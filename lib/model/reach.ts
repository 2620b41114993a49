import { coverageOf, extentOf, joinCoverages, type Coverage } from './acl-coverage';
import { familyOf, type IpFamily } from './address-block';

/**
 * Decides who can reach a listener from its access control and its instance. Everything that needs to know who may
 * connect calls `reachOf`: two implementations of one question would differ one day.
 */

/** A listener's access control as far as it was read. `unknown`: the response had no `AclStatus`. */
export type ReadAccess =
  | { status: 'unknown' }
  | { status: 'off' }
  | {
      status: 'on';
      /** `white`, `black`, or a value unknown today. */
      type: string;
      /** What each of its lists covers. Null for a list whose entries have not been read or could not be. */
      lists: readonly (Coverage | null)[];
    };

export type ReadInstance = {
  /** `internet`, `intranet`, or a value unknown today; empty if SLB did not return it. */
  addressType: string;
  /** `ipv4`, `ipv6`, or a value unknown today. */
  addressIpVersion: string;
};

export type ReachReason =
  | 'no-control'
  /** SLB treats an empty list of either type as no list (slb-api.md 5.3, D13b). */
  | 'empty-allowlist'
  | 'empty-denylist'
  /** The entries together cover every address of the instance's IP version. */
  | 'full-allowlist'
  | 'full-denylist'
  | 'allowlist'
  | 'denylist'
  | 'not-returned'
  | 'unknown-type'
  | 'unread-list'
  | 'unread-entry'
  /** The instance's IP version was not returned, or is unknown today. */
  | 'unknown-ip-version'
  /** Entries of another IP version than the instance's. SLB rejects binding such a list (`IpVersionConflict`). */
  | 'other-ip-version';

export type Reach = {
  /** Whom the listener lets through, among those who can reach its instance's address at all. */
  who: 'everyone' | 'everyone-except' | 'some' | 'nobody' | 'unknown';
  because: ReachReason;
  /** From where the instance's address can be reached. */
  from: 'internet' | 'intranet' | 'unknown';
};

export function reachOf(access: ReadAccess, { addressType, addressIpVersion }: ReadInstance): Reach {
  const from = addressType === 'internet' || addressType === 'intranet' ? addressType : 'unknown';
  return { ...admittedBy(access, familyOf(addressIpVersion)), from };
}

/** An access control list as read. */
export type ReadList = { addressIpVersion: string; entries: readonly { entry: string }[] };

/**
 * Who could reach a listener bound to these lists; null stands for a list that could not be read. Without an instance
 * the lists' own IP version counts: SLB only binds lists of the instance's version. If a list has none, the version of
 * its entries counts.
 */
export function reachByLists(
  type: string,
  lists: readonly (ReadList | null)[],
  instance?: ReadInstance | undefined,
): Reach {
  const coverages = lists.map((list) => list && coverageOf(list.entries.map(({ entry }) => entry)));
  const addressIpVersion =
    lists.find((list) => list !== null && list.addressIpVersion !== '')?.addressIpVersion ??
    coverages.find((coverage) => coverage !== null)?.blocks[0]?.family ??
    '';
  return reachOf({ status: 'on', type, lists: coverages }, instance ?? { addressType: '', addressIpVersion });
}

const UNCLEAR = [
  'unread-list',
  'unread-entry',
  'unknown-ip-version',
  'other-ip-version',
  'unknown-type',
] as const satisfies readonly ReachReason[];

/** Why the lists do not decide who gets through, where that is unknown. */
export function unclearReasonOf(because: ReachReason): (typeof UNCLEAR)[number] {
  return UNCLEAR.find((reason) => reason === because) ?? 'unread-list';
}

function admittedBy(access: ReadAccess, family: IpFamily | null): Pick<Reach, 'who' | 'because'> {
  if (access.status === 'unknown') return { who: 'unknown', because: 'not-returned' };
  if (access.status === 'off') return { who: 'everyone', because: 'no-control' };
  const { type, lists } = access;
  if (type !== 'white' && type !== 'black') return { who: 'unknown', because: 'unknown-type' };

  const allows = type === 'white';
  const read = lists.filter((list) => list !== null);
  // Access control that is on has a list. If SLB returned none, its entries are unknown.
  const isWhole = lists.length > 0 && read.length === lists.length;
  const coverage = joinCoverages(read);
  if (isWhole && coverage.entryCount === 0)
    return { who: 'everyone', because: allows ? 'empty-allowlist' : 'empty-denylist' };

  const extent = family === null ? 'none' : extentOf(coverage, family);
  // If one list covers everything, the others do not matter.
  if (extent === 'all')
    return allows
      ? { who: 'everyone', because: 'full-allowlist' }
      : { who: 'nobody', because: 'full-denylist' };
  if (!isWhole) return { who: 'unknown', because: 'unread-list' };
  if (coverage.unreadableCount > 0) return { who: 'unknown', because: 'unread-entry' };
  if (family === null) return { who: 'unknown', because: 'unknown-ip-version' };
  if (coverage.blocks.some((block) => block.family !== family))
    return { who: 'unknown', because: 'other-ip-version' };
  return allows ? { who: 'some', because: 'allowlist' } : { who: 'everyone-except', because: 'denylist' };
}
