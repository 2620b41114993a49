export type IpFamily = 'ipv4' | 'ipv6';

/** A block of addresses, both ends included. A single address is a block of one. */
export type Block = { family: IpFamily; first: bigint; last: bigint };

const BITS: Readonly<Record<IpFamily, number>> = { ipv4: 32, ipv6: 128 };

/** Every address of a family. */
export function wholeOf(family: IpFamily): Block {
  return { family, first: 0n, last: (1n << BigInt(BITS[family])) - 1n };
}

/** The family of an instance or a list from its `AddressIPVersion`; null for a value unknown today. */
export function familyOf(addressIpVersion: string): IpFamily | null {
  return addressIpVersion === 'ipv4' || addressIpVersion === 'ipv6' ? addressIpVersion : null;
}

/**
 * Parses an address or a CIDR block; null for anything else. Bits after the prefix are ignored, because the service's
 * own samples contain them. Octets with leading zeros, ports and zones are rejected, because parsers disagree on what
 * they mean.
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
  // `::` stands for at least one group and may appear only once.
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The 16-bit groups of one half. The last one may be written as an IPv4 address. Null if a group is invalid. */
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
