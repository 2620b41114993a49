import { normalizeAddress } from '@/lib/text/typed-text';
import { holds, mergeBlocks, overlaps } from '@/lib/model/acl-coverage';
import { parseBlock, type Block, type IpFamily } from '@/lib/model/address-block';

/**
 * Whether an address would pass a listener's access control, computed from the lists as read. Nothing is sent. The
 * rules are those of slb-api.md 5.3: an allowlist allows what is on it, a denylist blocks what is on it, an empty list
 * of either type allows everything.
 */

export type EvaluatedList = {
  aclId: string;
  name: string;
  /** Null: the list could not be read. */
  entries: readonly { entry: string; comment: string | null }[] | null;
};

export type EvaluatedAccess =
  /** The response had no `AclStatus`. */
  | { status: 'unknown' }
  | { status: 'off' }
  | {
      status: 'on';
      /** `white`, `black`, or a value unknown today. */
      type: string;
      lists: readonly EvaluatedList[];
    };

/** An entry that covers the tested address, or a part of it. */
export type Match = {
  aclId: string;
  listName: string;
  entry: string;
  comment: string | null;
  whole: boolean;
};

export type PassVerdict =
  | { kind: 'no-address' }
  /** The instance has an address of the other family: nobody reaches it from there. */
  | { kind: 'other-family'; family: IpFamily; instanceFamily: IpFamily }
  | {
      kind: 'passes';
      because: 'no-control' | 'empty-allowlist' | 'empty-denylist' | 'allowed' | 'not-denied';
      matches: readonly Match[];
    }
  | { kind: 'dropped'; because: 'denied' | 'not-allowed'; matches: readonly Match[] }
  /** A block that the lists cover only in part. */
  | { kind: 'partly'; because: 'partly-allowed' | 'partly-denied'; matches: readonly Match[] }
  /** The data read does not decide it. */
  | {
      kind: 'unknown';
      because:
        | 'not-returned'
        | 'unread-list'
        | 'unknown-type'
        | 'unread-entry'
        | 'unknown-ip-version'
        | 'other-ip-version';
      matches: readonly Match[];
    };

/**
 * Evaluates an IPv4 or IPv6 address or CIDR block as typed. `instanceFamily` is the instance's IP version, which its
 * lists share (slb-api.md 5.3); null if unknown. The most specific of several matching entries comes first.
 */
export function evaluateAcl(
  typed: string,
  access: EvaluatedAccess,
  instanceFamily: IpFamily | null,
): PassVerdict {
  const tested = parseBlock(normalizeAddress(typed));
  if (tested === null) return { kind: 'no-address' };
  if (instanceFamily !== null && tested.family !== instanceFamily)
    return { kind: 'other-family', family: tested.family, instanceFamily };
  if (access.status === 'unknown') return { kind: 'unknown', because: 'not-returned', matches: [] };
  if (access.status === 'off') return { kind: 'passes', because: 'no-control', matches: [] };
  if (access.type !== 'white' && access.type !== 'black')
    return { kind: 'unknown', because: 'unknown-type', matches: [] };

  const allows = access.type === 'white';
  const { matches, covered, unread, foreign } = search(tested, access.lists);
  // Access control that is on has a list. If SLB returned none, its entries are unknown.
  const isUnread = access.lists.length === 0 || access.lists.some(({ entries }) => entries === null);
  const isEmpty = !isUnread && access.lists.every(({ entries }) => entries?.length === 0);
  if (isEmpty) return { kind: 'passes', because: allows ? 'empty-allowlist' : 'empty-denylist', matches: [] };

  if (covered === 'all' && instanceFamily !== null)
    return allows
      ? { kind: 'passes', because: 'allowed', matches }
      : { kind: 'dropped', because: 'denied', matches };
  // What was not read may cover the rest.
  if (isUnread) return { kind: 'unknown', because: 'unread-list', matches };
  if (unread) return { kind: 'unknown', because: 'unread-entry', matches };
  if (instanceFamily === null) return { kind: 'unknown', because: 'unknown-ip-version', matches };
  if (foreign) return { kind: 'unknown', because: 'other-ip-version', matches };
  if (covered === 'some')
    return { kind: 'partly', because: allows ? 'partly-allowed' : 'partly-denied', matches };
  return allows
    ? { kind: 'dropped', because: 'not-allowed', matches: [] }
    : { kind: 'passes', because: 'not-denied', matches: [] };
}

type Found = {
  matches: Match[];
  /** How much of the tested block the entries cover together. */
  covered: 'all' | 'some' | 'none';
  /** An entry that is not a valid block. */
  unread: boolean;
  /** An entry of another IP version than the instance's, which SLB refuses to bind: its effect is unknown. */
  foreign: boolean;
};

function search(tested: Block, lists: readonly EvaluatedList[]): Found {
  const found: { match: Match; block: Block }[] = [];
  let unread = false;
  let foreign = false;
  for (const { aclId, name, entries } of lists)
    for (const { entry, comment } of entries ?? []) {
      const block = parseBlock(entry);
      if (block === null) unread = true;
      else if (block.family !== tested.family) foreign = true;
      else if (overlaps(block, tested)) {
        const whole = holds(block, tested);
        found.push({ match: { aclId, listName: name, entry, comment, whole }, block });
      }
    }
  const isCovered = mergeBlocks(found.map(({ block }) => block)).some((block) => holds(block, tested));
  const covered = found.length === 0 ? 'none' : isCovered ? 'all' : 'some';
  const size = ({ first, last }: Block): bigint => last - first;
  const matches = found
    .toSorted(
      (a, b) => Number(b.match.whole) - Number(a.match.whole) || (size(a.block) < size(b.block) ? -1 : 1),
    )
    .map(({ match }) => match);
  return { matches, covered, unread, foreign };
}
