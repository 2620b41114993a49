import { BlockList } from 'node:net';
import { expect, test } from 'vitest';
import { clientAddress } from './client-address';

const trusted = new BlockList();
trusted.addAddress('127.0.0.1');
trusted.addSubnet('10.0.0.0', 8);
trusted.addSubnet('fd00::', 8, 'ipv6');

test.each([
  ['is the peer, if nothing is reported', '127.0.0.1', undefined, '127.0.0.1'],
  [
    'is the peer, if it is no proxy of ours, whatever it reports',
    '203.0.113.9',
    '198.51.100.1',
    '203.0.113.9',
  ],
  ['is what a trusted proxy reports', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['is not what a client told the proxy', '127.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['is found behind several proxies', '127.0.0.1', '1.1.1.1, 198.51.100.1, 10.0.0.7', '198.51.100.1'],
  ['is the first proxy, if all are trusted', '127.0.0.1', '10.0.0.8, 10.0.0.7', '10.0.0.8'],
  ['is the proxy, if what it reports is no address', '127.0.0.1', '198.51.100.1, unknown', '127.0.0.1'],
  ['is the proxy, if it reports an empty entry', '127.0.0.1', '198.51.100.1,', '127.0.0.1'],
  ['may be IPv6', 'fd00::1', '2001:db8::7', '2001:db8::7'],
  [
    'is plain IPv4 on a socket that listens on both',
    '::ffff:10.0.0.1',
    '::ffff:198.51.100.1',
    '198.51.100.1',
  ],
])('the address of a client %s', (_, peer, forwardedFor, address) => {
  expect(clientAddress(peer, forwardedFor, trusted)).toBe(address);
});

test('no header is trusted without trusted proxies', () => {
  expect(clientAddress('127.0.0.1', '198.51.100.1', new BlockList())).toBe('127.0.0.1');
});
