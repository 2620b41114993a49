import { expect, it } from 'vitest';
import { HANGS_AFTER_MILLIS, mayBegin, MOST_AT_ONCE, type SweepCalls } from './health-places';

const NOW = 1_000_000;
const LONG_AGO = NOW - HANGS_AFTER_MILLIS - 1;

/** Calls about the first instance of each of these regions. */
function calls(
  begun: Record<string, number>,
  { troubles = [], troubledRegions = [] }: { troubles?: string[]; troubledRegions?: string[] } = {},
): SweepCalls {
  return {
    inFlight: new Map(
      Object.entries(begun).map(([regionId, begunAtMillis]) => [
        `${regionId}/lb-1`,
        { regionId, begunAtMillis },
      ]),
    ),
    troubles: new Map(troubles.map((key) => [key, null])),
    troubledRegions: new Set(troubledRegions),
  };
}

const of = (regionId: string, instance = 'lb-2') => ({ regionId, key: `${regionId}/${instance}` });

it('makes four calls at once, and never two for one instance', () => {
  expect(MOST_AT_ONCE).toBe(4);
  expect(mayBegin(calls({ a: NOW, b: NOW, c: NOW }), of('d'), NOW)).toBe(true);
  expect(mayBegin(calls({ a: NOW, b: NOW, c: NOW, d: NOW }), of('a'), NOW)).toBe(false);
  expect(mayBegin(calls({ a: NOW }), of('a', 'lb-1'), NOW)).toBe(false);
});

it('leaves two slots to others while four regions hang, whose calls began before that was known', () => {
  const hanging = { a: LONG_AGO, b: LONG_AGO, c: LONG_AGO, d: LONG_AGO };
  expect(mayBegin(calls(hanging), of('e'), NOW)).toBe(true);
  expect(mayBegin(calls({ ...hanging, e: NOW }), of('f'), NOW)).toBe(true);
  expect(mayBegin(calls({ ...hanging, e: NOW, f: NOW }), of('g'), NOW)).toBe(false);
  // Nor do the hanging regions get one of the two.
  expect(mayBegin(calls(hanging), of('a'), NOW)).toBe(false);
});

it("does not let one slow response hold up a region, but gives the region's others one slot", () => {
  expect(mayBegin(calls({ a: LONG_AGO }), of('a'), NOW)).toBe(true);
  expect(mayBegin(calls({ a: LONG_AGO, b: LONG_AGO }), of('a'), NOW)).toBe(false);
});

it('retries failed instances in at most two slots, and a failed region one call at a time', () => {
  const troubledRegions = ['a', 'b', 'c'];
  expect(mayBegin(calls({}, { troubledRegions }), of('a'), NOW)).toBe(true);
  expect(mayBegin(calls({ a: NOW }, { troubledRegions }), of('a'), NOW)).toBe(false);
  expect(mayBegin(calls({ a: NOW }, { troubledRegions }), of('b'), NOW)).toBe(true);
  expect(mayBegin(calls({ a: NOW, b: NOW }, { troubledRegions }), of('c'), NOW)).toBe(false);
  expect(mayBegin(calls({ a: NOW, b: NOW }, { troubledRegions }), of('d'), NOW)).toBe(true);
  const troubles = ['x/lb-2', 'x/lb-1', 'y/lb-1'];
  expect(mayBegin(calls({ x: NOW, y: NOW }, { troubles }), of('x', 'lb-2'), NOW)).toBe(false);
});
