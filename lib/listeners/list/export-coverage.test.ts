import { describe, expect, test } from 'vitest';
import type { SlbFailure } from '@/lib/slb/result';
import { coverageHeaders, coverageOf, exportFileName } from './export-coverage';
import { FULL_COVERAGE } from './filter-coverage';
import type { ReadRegion, RegionOverview } from '@/lib/model/list-row';

const NOW = new Date('2026-11-29T08:12:30Z');
const error: SlbFailure = {
  kind: 'unavailable',
  code: 'ServiceUnavailable',
  message: 'Down.',
  requestId: null,
  httpStatus: 503,
  retrySafe: true,
  outcome: 'not-done',
};
const failed = (regionId: string) => ({ regionId, readAtMillis: 5, state: 'failed' as const, error });
const read = (regionId: string, more: Partial<ReadRegion> = {}): RegionOverview => ({
  regionId,
  readAtMillis: 5,
  state: 'read',
  loadBalancerCount: 1,
  listeners: [],
  gaps: { instances: null, listeners: null },
  isFilling: false,
  isPartial: false,
  behind: null,
  ...more,
});

describe('the gaps of an export', () => {
  test('are none if every region was read, even one without listeners', () => {
    const coverage = coverageOf([read('a'), read('b')]);
    expect(coverage).toEqual({
      missing: [],
      outdated: [],
      partialHealth: null,
      partialServers: null,
      partialOrder: null,
      undecided: 0,
      entriesReadAtMillis: null,
      unidentifiedRegions: 0,
      isNothingRead: false,
    });
    expect(coverageHeaders(coverage)).toEqual({});
    expect(exportFileName(coverage, 'csv', NOW)).toBe('sluice-listeners-2026-11-29T0812Z.csv');
    expect(coverageOf([]).isNothingRead).toBe(false);
  });

  test('include a region with an unreadable listener', () => {
    const gaps = { instances: null, listeners: { unread: [{ LoadBalancerId: 'lb-1' }], incomplete: null } };
    const coverage = coverageOf([read('a'), read('b', { gaps })]);
    expect(coverage.missing).toEqual([{ regionId: 'b', reason: 'unreadable', error: null }]);
    expect(exportFileName(coverage, 'csv', NOW)).toContain('-partial-');
  });

  test('include a region that failed, has not responded, or whose first read broke off halfway', () => {
    const coverage = coverageOf([
      failed('a'),
      { regionId: 'b', readAtMillis: 5, state: 'reading' },
      read('c', { isPartial: true, isFilling: true }),
      read('d', { isPartial: true, behind: failed('d') }),
      read('e'),
    ]);
    expect(coverage.missing.map(({ regionId, reason }) => [regionId, reason])).toEqual([
      ['a', 'failed'],
      ['b', 'reading'],
      ['c', 'filling'],
      ['d', 'filling'],
    ]);
    expect(coverage.isNothingRead).toBe(false);
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-incomplete': 'a, b, c, d' });
    expect(exportFileName(coverage, 'json', NOW)).toBe('sluice-listeners-partial-2026-11-29T0812Z.json');
  });

  test("include that a region's rows are older than its newest read", () => {
    const coverage = coverageOf([read('a', { behind: failed('a') })]);
    expect(coverage.outdated).toEqual([{ regionId: 'a', readAtMillis: 5, error }]);
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-outdated': 'a' });
  });

  test('include that it is filtered by health while not all health is known', () => {
    const health = { known: 25, total: 48, sinceMillis: 5 };
    const coverage = coverageOf([read('a')], { filter: { ...FULL_COVERAGE, health } });
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-health-known': '25/48' });
    expect(exportFileName(coverage, 'csv', NOW)).toBe('sluice-listeners-partial-2026-11-29T0812Z.csv');
  });

  test('include that it is filtered by server while not all servers are known', () => {
    const servers = { known: 25, total: 48 };
    const coverage = coverageOf([read('a')], { filter: { ...FULL_COVERAGE, servers } });
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-servers-known': '25/48' });
    expect(exportFileName(coverage, 'csv', NOW)).toBe('sluice-listeners-partial-2026-11-29T0812Z.csv');
  });

  test('include listeners of which it is unknown whether they match', () => {
    const coverage = coverageOf([read('a')], { filter: { ...FULL_COVERAGE, undecided: 3 } });
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-undecided': '3' });
    expect(exportFileName(coverage, 'csv', NOW)).toBe('sluice-listeners-partial-2026-11-29T0812Z.csv');
  });

  test('include that the list entries that decide its filter are older than its rows, which does not make it partial', () => {
    const filter = { ...FULL_COVERAGE, entriesReadAtMillis: NOW.getTime() };
    const coverage = coverageOf([read('a')], { filter });
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-access-lists-read-at': '2026-11-29T08:12:30.000Z' });
    expect(exportFileName(coverage, 'csv', NOW)).not.toContain('-partial-');
  });

  test('include that a region could not be identified, so nothing of it was read', () => {
    const ofRegions = { unread: [{ LocalName: 'Earth' }], incomplete: null };
    const coverage = coverageOf([read('a')], { ofRegions });
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-unidentified-regions': '1' });
    expect(exportFileName(coverage, 'csv', NOW)).toContain('-partial-');
  });

  test('include the order if it is sorted by health that is not fully known: no row is missing', () => {
    const health = { known: 25, total: 48, sinceMillis: 5 };
    const coverage = coverageOf([read('a')], { order: { health } });
    expect(coverageHeaders(coverage)).toEqual({ 'sluice-health-known': '25/48' });
    expect(exportFileName(coverage, 'csv', NOW)).toBe('sluice-listeners-2026-11-29T0812Z.csv');
    const filter = { ...FULL_COVERAGE, health };
    expect(coverageOf([read('a')], { filter, order: { health } }).partialOrder).toBeNull();
  });

  test('are everything if no region was read', () => {
    expect(coverageOf([failed('a'), failed('b')]).isNothingRead).toBe(true);
  });
});
