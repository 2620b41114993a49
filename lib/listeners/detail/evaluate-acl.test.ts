import { describe, expect, it } from 'vitest';
import { parseBlock } from '@/lib/model/address-block';
import { evaluateAcl, type EvaluatedAccess, type EvaluatedList } from './evaluate-acl';

function list(name: string, ...entries: string[]): EvaluatedList {
  return {
    aclId: `acl-${name}`,
    name,
    entries: entries.map((entry) => ({ entry, comment: `of ${name}` })),
  };
}
const unread: EvaluatedList = { aclId: 'acl-unread', name: 'unread', entries: null };
const allow = (...lists: EvaluatedList[]): EvaluatedAccess => ({ status: 'on', type: 'white', lists });
const deny = (...lists: EvaluatedList[]): EvaluatedAccess => ({ status: 'on', type: 'black', lists });
const evaluate = (typed: string, access: EvaluatedAccess) => evaluateAcl(typed, access, 'ipv4');

const office = list('office', '198.51.100.16/28', '203.0.113.0/24');

describe('an address', () => {
  it.each(['203。0．113。７７', '\u202A203.0.113.77\u202C', ' 203.0.\u200B113.77\uFEFF'])(
    'is parsed as a Chinese input method or a paste leaves it: %j',
    (typed) => {
      expect(evaluate(typed, allow(office))).toMatchObject({ kind: 'passes', because: 'allowed' });
    },
  );

  it('passes without access control', () => {
    expect(evaluate('8.8.8.8', { status: 'off' })).toMatchObject({ kind: 'passes', because: 'no-control' });
  });

  it('passes an allowlist that contains it, with the matching entry', () => {
    expect(evaluate('203.0.113.77', allow(office))).toEqual({
      kind: 'passes',
      because: 'allowed',
      matches: [
        {
          aclId: 'acl-office',
          listName: 'office',
          entry: '203.0.113.0/24',
          comment: 'of office',
          whole: true,
        },
      ],
    });
  });

  it.each(['198.51.100.15', '198.51.100.32', '203.0.112.255', '203.0.114.0', '0.0.0.0', '255.255.255.255'])(
    'is blocked by an allowlist that ends right next to it: %s',
    (address) => {
      expect(evaluate(address, allow(office))).toEqual({
        kind: 'dropped',
        because: 'not-allowed',
        matches: [],
      });
    },
  );

  it.each(['198.51.100.16', '198.51.100.31', '203.0.113.0', '203.0.113.255'])(
    'passes at the very edge of an entry: %s',
    (address) => {
      expect(evaluate(address, allow(office))).toMatchObject({ kind: 'passes', because: 'allowed' });
    },
  );

  it('is blocked by a denylist that contains it, and passes one that does not', () => {
    expect(evaluate('203.0.113.77', deny(office))).toMatchObject({
      kind: 'dropped',
      because: 'denied',
      matches: [{ entry: '203.0.113.0/24' }],
    });
    expect(evaluate('203.0.114.77', deny(office))).toEqual({
      kind: 'passes',
      because: 'not-denied',
      matches: [],
    });
  });

  it('passes an empty list of either type: SLB treats it as no list', () => {
    expect(evaluate('8.8.8.8', allow(list('empty')))).toMatchObject({
      kind: 'passes',
      because: 'empty-allowlist',
    });
    expect(evaluate('8.8.8.8', deny(list('empty')))).toMatchObject({
      kind: 'passes',
      because: 'empty-denylist',
    });
    expect(evaluate('8.8.8.8', allow(list('empty'), list('empty too')))).toMatchObject({
      because: 'empty-allowlist',
    });
  });

  it('is matched against all lists together: one empty list does not disable the others', () => {
    expect(evaluate('8.8.8.8', allow(list('empty'), office))).toMatchObject({
      kind: 'dropped',
      because: 'not-allowed',
    });
    expect(evaluate('10.1.2.3', allow(office, list('vpn', '10.0.0.0/8')))).toMatchObject({
      kind: 'passes',
      matches: [{ listName: 'vpn', entry: '10.0.0.0/8' }],
    });
  });

  it('lists the most specific of several entries first', () => {
    const verdict = evaluate(
      '10.1.2.3',
      allow(list('wide', '10.0.0.0/8'), list('exact', '10.1.2.3', '10.1.0.0/16')),
    );
    expect('matches' in verdict && verdict.matches.map(({ entry }) => entry)).toEqual([
      '10.1.2.3',
      '10.1.0.0/16',
      '10.0.0.0/8',
    ]);
  });

  it('of the other family cannot reach the instance, whatever its lists contain', () => {
    expect(evaluateAcl('2001:db8::1', { status: 'off' }, 'ipv4')).toEqual({
      kind: 'other-family',
      family: 'ipv6',
      instanceFamily: 'ipv4',
    });
    expect(evaluateAcl('10.0.0.1', allow(list('v6', '::/0')), 'ipv6')).toMatchObject({
      kind: 'other-family',
      family: 'ipv4',
    });
  });

  it('is not decided by entries of the other family, which SLB refuses to bind', () => {
    expect(evaluate('10.0.0.1', allow(list('v6', '::/0')))).toMatchObject({
      kind: 'unknown',
      because: 'other-ip-version',
    });
    expect(evaluate('203.0.113.1', allow(list('both', '::/0', '203.0.113.0/24')))).toMatchObject({
      kind: 'passes',
    });
  });

  it('is undecided if SLB did not return whether there is access control, or which list', () => {
    expect(evaluate('8.8.8.8', { status: 'unknown' })).toMatchObject({
      kind: 'unknown',
      because: 'not-returned',
    });
    expect(evaluate('8.8.8.8', allow())).toMatchObject({ kind: 'unknown', because: 'unread-list' });
  });

  it('is decided by a list that was read, but not if an unread list might contain it', () => {
    expect(evaluate('203.0.113.77', allow(office, unread))).toMatchObject({
      kind: 'passes',
      because: 'allowed',
    });
    expect(evaluate('203.0.113.77', deny(office, unread))).toMatchObject({
      kind: 'dropped',
      because: 'denied',
    });
    expect(evaluate('8.8.8.8', allow(office, unread))).toMatchObject({
      kind: 'unknown',
      because: 'unread-list',
    });
    expect(evaluate('8.8.8.8', deny(unread))).toMatchObject({ kind: 'unknown', because: 'unread-list' });
    expect(evaluate('8.8.8.8', allow(list('empty'), unread))).toMatchObject({ kind: 'unknown' });
  });

  it('is not decided by an unreadable entry, nor by an unknown type of list', () => {
    expect(evaluate('8.8.8.8', allow(list('odd', 'everybody')))).toMatchObject({
      kind: 'unknown',
      because: 'unread-entry',
    });
    expect(evaluate('203.0.113.1', allow(list('odd', 'everybody', '203.0.113.0/24')))).toMatchObject({
      kind: 'passes',
    });
    expect(evaluate('8.8.8.8', { status: 'on', type: 'grey', lists: [office] })).toMatchObject({
      kind: 'unknown',
      because: 'unknown-type',
    });
  });
});

describe('a block of addresses', () => {
  it('passes if all of it is on the list, also across adjacent entries', () => {
    expect(evaluate('203.0.113.128/25', allow(office))).toMatchObject({ kind: 'passes', because: 'allowed' });
    const halves = list('halves', '10.0.0.128/25', '10.0.0.0/25');
    expect(evaluate('10.0.0.0/24', allow(halves))).toMatchObject({ kind: 'passes', because: 'allowed' });
  });

  it('passes in part if a part is on the list', () => {
    expect(evaluate('203.0.112.0/23', allow(office))).toMatchObject({
      kind: 'partly',
      because: 'partly-allowed',
      matches: [{ entry: '203.0.113.0/24', whole: false }],
    });
    expect(evaluate('203.0.112.0/23', deny(office))).toMatchObject({
      kind: 'partly',
      because: 'partly-denied',
    });
    const gap = list('gap', '10.0.0.0/26', '10.0.0.128/25');
    expect(evaluate('10.0.0.0/24', allow(gap))).toMatchObject({ kind: 'partly' });
  });

  it('is blocked if none of it is', () => {
    expect(evaluate('10.0.0.0/8', allow(office))).toMatchObject({ kind: 'dropped' });
  });

  it('of everything is covered by an entry of everything', () => {
    expect(evaluate('0.0.0.0/0', allow(list('all', '0.0.0.0/0')))).toMatchObject({ kind: 'passes' });
  });
});

describe('IPv6', () => {
  const v6 = allow(list('v6', '2001:db8:10::/48', '2001:db8:30:1::/64'));

  it.each([
    ['2001:db8:10::1', 'passes'],
    ['2001:DB8:10:ffff:ffff:ffff:ffff:ffff', 'passes'],
    ['2001:db8:11::', 'dropped'],
    ['2001:db8:30:1::/64', 'passes'],
    ['2001:db8:30::/48', 'partly'],
    ['::', 'dropped'],
  ])('%s %s', (address, kind) => {
    expect(evaluateAcl(address, v6, 'ipv6').kind).toBe(kind);
  });
});

describe('typed text', () => {
  it.each([
    '',
    ' ',
    'office',
    '10.0.0',
    '10.0.0.1.2',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.1:80',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '2001:db8',
    '2001:db8:::1',
    '1::2::3',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    'fe80::1%eth0',
    '::ffff:10.0.0.256',
    '1.2.3.4::',
    '2001:db8::/129',
    '12345::',
  ])('is not an address: “%s”', (typed) => {
    expect(parseBlock(typed)).toBeNull();
    expect(evaluate(typed, { status: 'off' })).toEqual({ kind: 'no-address' });
  });

  it.each([
    ['0.0.0.0', 0n, 0n],
    [' 10.0.0.1 ', 0x0a000001n, 0x0a000001n],
    ['10.0.0.77/24', 0x0a000000n, 0x0a0000ffn],
    ['0.0.0.0/0', 0n, 0xffffffffn],
    ['::1', 1n, 1n],
    ['::', 0n, 0n],
    ['1::', 1n << 112n, 1n << 112n],
    ['1:2:3:4:5:6:7:8', 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
    ['::ffff:10.0.0.1', 0xffff0a000001n, 0xffff0a000001n],
    ['2001:db8::/32', 0x20010db8n << 96n, (0x20010db8n << 96n) | ((1n << 96n) - 1n)],
  ])('is a block: “%s”', (typed, first, last) => {
    expect(parseBlock(typed)).toMatchObject({ first, last });
  });
});
