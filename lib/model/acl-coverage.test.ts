import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressCountOf, coverageOf, extentOf, joinCoverages } from './acl-coverage';
import { parseBlock, type IpFamily } from './address-block';

describe('what ACL entries cover', () => {
  it.each<[IpFamily, string[]]>([
    ['ipv4', ['0.0.0.0/0']],
    ['ipv4', ['0.0.0.0/1', '128.0.0.0/1']],
    ['ipv4', ['128.0.0.0/1', '64.0.0.0/2', '0.0.0.0/2', '10.0.0.0/8']],
    ['ipv6', ['::/0']],
    ['ipv6', ['8000::/1', '::/1']],
    ['ipv6', ['::/3', '2000::/3', '4000::/2', '8000::/1']],
  ])('reports all of %s for %j', (family, entries) => {
    expect(extentOf(coverageOf(entries), family)).toBe('all');
  });

  it.each<[IpFamily, string[]]>([
    ['ipv4', ['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/3']],
    ['ipv4', ['0.0.0.0']],
    ['ipv4', ['0.0.0.0/0.0.0.0', '1.2.3.4']],
    ['ipv6', ['2000::/3']],
  ])('reports part of %s for %j', (family, entries) => {
    expect(extentOf(coverageOf(entries), family)).toBe('some');
  });

  it('reports none of the other IP version', () => {
    expect(extentOf(coverageOf(['0.0.0.0/0']), 'ipv6')).toBe('none');
    expect(extentOf(coverageOf(['::/0']), 'ipv4')).toBe('none');
    expect(extentOf(coverageOf([]), 'ipv4')).toBe('none');
  });

  it('counts an address once, however many entries contain it', () => {
    const entries = ['10.0.0.0/24', '10.0.0.0/25', '10.0.0.77', '10.0.1.0/24', '198.51.100.1'];
    expect(addressCountOf(coverageOf(entries), 'ipv4')).toBe(513n);
    expect(addressCountOf(coverageOf(['2000::/3']), 'ipv6')).toBe(1n << 125n);
  });

  it('keeps entries it cannot parse: they are counted separately', () => {
    expect(coverageOf(['everybody', '10.0.0.0/8', ''])).toMatchObject({ entryCount: 3, unreadableCount: 2 });
  });
});

/**
 * Blocks identified by their first four bits. The universe is small enough to test each of its sixteen parts one by
 * one.
 */
const PARTS = 16;
const part = fc.record({
  family: fc.constantFrom<IpFamily>('ipv4', 'ipv6'),
  prefix: fc.nat({ max: 4 }),
  at: fc.nat({ max: PARTS - 1 }),
});
type Part = { family: IpFamily; prefix: number; at: number };

function entryOf({ family, prefix, at }: Part): string {
  return family === 'ipv4' ? `${at << 4}.0.0.0/${prefix}` : `${at.toString(16)}000::/${prefix}`;
}

function partsHeld(parts: readonly Part[], requested: IpFamily): number {
  return Array.from({ length: PARTS }, (_, each) =>
    parts.some(
      ({ family, prefix, at }) => family === requested && each >> (4 - prefix) === at >> (4 - prefix),
    ),
  ).filter(Boolean).length;
}

it('matches a test of every address', () => {
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 24 }),
      fc.constantFrom<IpFamily>('ipv4', 'ipv6'),
      (parts, family) => {
        const coverage = coverageOf(parts.map(entryOf));
        const held = partsHeld(parts, family);
        const bits = family === 'ipv4' ? 28n : 124n;
        expect(addressCountOf(coverage, family)).toBe(BigInt(held) << bits);
        expect(extentOf(coverage, family)).toBe(held === PARTS ? 'all' : held === 0 ? 'none' : 'some');
      },
    ),
  );
});

it('does not depend on the order of the entries or on how they are split across lists', () => {
  fc.assert(
    fc.property(fc.array(fc.array(part, { maxLength: 6 }), { maxLength: 4 }), (lists) => {
      const entries = lists.map((parts) => parts.map(entryOf));
      expect(joinCoverages(entries.map(coverageOf))).toEqual(coverageOf(entries.flat().toReversed()));
    }),
  );
});

it('keeps non-adjacent blocks apart, in order', () => {
  const { blocks } = coverageOf(['10.0.2.0/24', '::1', '10.0.0.0/24', '10.0.0.128/25']);
  expect(blocks).toEqual([parseBlock('10.0.0.0/24'), parseBlock('10.0.2.0/24'), parseBlock('::1')]);
});
