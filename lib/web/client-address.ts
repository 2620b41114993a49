import 'server-only';
import { type BlockList, isIP } from 'node:net';

/**
 * The address of the client that sent a request. `X-Forwarded-For` is believed only as far as trusted proxies wrote it:
 * each adds who connected to it on the right, and anybody may write anything on the left.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: BlockList): string {
  const reported = forwardedFor?.split(',').map((part) => part.trim()) ?? [];
  let address = plain(peer);
  while (isTrusted(address, trusted)) {
    const next = plain(reported.pop() ?? '');
    if (isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** Whether `address` is that of a trusted proxy. */
export function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(plain(address));
  return family !== 0 && trusted.check(plain(address), family === 6 ? 'ipv6' : 'ipv4');
}

/** A socket that listens on IPv6 writes IPv4 addresses in this way. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
