/**
 * Whether an address would get past a listener's access control, worked out from what was read of its lists. Nothing is sent.
 * The rules are those of slb-api.md 5.3: an allowlist forwards what is on it, a denylist drops what is on it, an empty list of either
 * kind forwards everything.
 */

export type IpFamily = 'ipv4' | 'ipv6';

/** A block of addresses, both ends included. A single address is a block of one. */
export type Block = { family: IpFamily; first: bigint; last: bigint };

export type JudgedList = {
  aclId: string;
  name: string;
  /** Null: the list could not be read. */
  entries: readonly { entry: string; comment: string | null }[] | null;
};

export type JudgedAccess =
  | { status: 'off' }
  | {
      status: 'on';
      /** `white`, `black`, or a word not known today. */
      type: string;
      lists: readonly JudgedList[];
    };

/** An entry that holds some of the address asked for, or all of it. */
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
  /** A block of which the lists hold only a part. */
  | { kind: 'partly'; because: 'partly-allowed' | 'partly-denied'; matches: readonly Match[] }
  /** What was read does not decide it. */
  | { kind: 'unknown'; because: 'unread-list' | 'unknown-type' | 'unread-entry'; matches: readonly Match[] };

/**
 * Judges an IPv4 or IPv6 address or CIDR block as typed. `instanceFamily` is the instance's IP version, which its lists share
 * (slb-api.md 5.3). The most exact of several matching entries comes first.
 */
export function wouldPass(typed: string, access: JudgedAccess, instanceFamily: IpFamily): PassVerdict {
  const asked = parseBlock(typed);
  if (asked === null) return { kind: 'no-address' };
  if (asked.family !== instanceFamily) return { kind: 'other-family', family: asked.family, instanceFamily };
  if (access.status === 'off') return { kind: 'passes', because: 'no-control', matches: [] };
  if (access.type !== 'white' && access.type !== 'black')
    return { kind: 'unknown', because: 'unknown-type', matches: [] };

  const allows = access.type === 'white';
  const { matches, covered, unread } = search(asked, access.lists);
  const isUnread = access.lists.some(({ entries }) => entries === null);
  const isEmpty = !isUnread && access.lists.every(({ entries }) => entries?.length === 0);
  if (isEmpty) return { kind: 'passes', because: allows ? 'empty-allowlist' : 'empty-denylist', matches: [] };

  if (covered === 'all')
    return allows
      ? { kind: 'passes', because: 'allowed', matches }
      : { kind: 'dropped', because: 'denied', matches };
  // What was not read may hold the rest.
  if (isUnread) return { kind: 'unknown', because: 'unread-list', matches };
  if (unread) return { kind: 'unknown', because: 'unread-entry', matches };
  if (covered === 'some')
    return { kind: 'partly', because: allows ? 'partly-allowed' : 'partly-denied', matches };
  return allows
    ? { kind: 'dropped', because: 'not-allowed', matches: [] }
    : { kind: 'passes', because: 'not-denied', matches: [] };
}

type Found = {
  matches: Match[];
  /** How much of what is asked for the entries hold together. */
  covered: 'all' | 'some' | 'none';
  /** An entry that is no block. */
  unread: boolean;
};

function search(asked: Block, lists: readonly JudgedList[]): Found {
  const found: { match: Match; block: Block }[] = [];
  let unread = false;
  for (const { aclId, name, entries } of lists)
    for (const { entry, comment } of entries ?? []) {
      const block = parseBlock(entry);
      if (block === null) unread = true;
      else if (block.family === asked.family && block.first <= asked.last && block.last >= asked.first) {
        const whole = block.first <= asked.first && block.last >= asked.last;
        found.push({ match: { aclId, listName: name, entry, comment, whole }, block });
      }
    }
  const covered =
    found.length === 0
      ? 'none'
      : isCovered(
            asked,
            found.map(({ block }) => block),
          )
        ? 'all'
        : 'some';
  const size = ({ first, last }: Block): bigint => last - first;
  const matches = found
    .toSorted(
      (a, b) => Number(b.match.whole) - Number(a.match.whole) || (size(a.block) < size(b.block) ? -1 : 1),
    )
    .map(({ match }) => match);
  return { matches, covered, unread };
}

/** Whether the blocks hold every address of what is asked for, one after the other. */
function isCovered({ first, last }: Block, blocks: readonly Block[]): boolean {
  let next = first;
  for (const block of blocks.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    if (block.first > next) return false;
    if (block.last >= next) next = block.last + 1n;
    if (next > last) return true;
  }
  return false;
}

const BITS: Readonly<Record<IpFamily, number>> = { ipv4: 32, ipv6: 128 };

/**
 * An address, or a CIDR block, as a block; null for anything else. Bits behind the prefix are ignored, as the service's own samples
 * write them; octets with leading zeros, a port and a zone are refused, because nobody agrees on what they mean.
 */
export function parseBlock(typed: string): Block | null {
  const [address = '', length, ...rest] = typed.trim().split('/');
  if (rest.length > 0) return null;
  const family: IpFamily = address.includes(':') ? 'ipv6' : 'ipv4';
  const value = family === 'ipv6' ? parseIpv6(address) : parseIpv4(address);
  if (value === null) return null;
  const bits = BITS[family];
  if (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length)) return null;
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return null;
  const host = (1n << BigInt(bits - prefix)) - 1n;
  const first = value & ~host;
  return { family, first, last: first | host };
}

function parseIpv4(text: string): bigint | null {
  const octets = text.split('.');
  if (octets.length !== 4) return null;
  let value = 0n;
  for (const octet of octets) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return null;
    value = (value << 8n) | BigInt(octet);
  }
  return value;
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  // `::` stands for at least one group, and only it may.
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The 16-bit groups of one half; the last of all may be written as an IPv4 address. Null where one is none. */
function groupsOf(half: string, isLast: boolean): bigint[] | null {
  if (half === '') return [];
  const groups: bigint[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const ipv4 = isLast && index === parts.length - 1 ? parseIpv4(part) : null;
      if (ipv4 === null) return null;
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}
