import { describe, expect, it } from 'vitest';
import { noPlaces, placesAfter, type RowPlaces } from './row-places';

describe('placesAfter', () => {
  const shown = placesAfter(noPlaces, 'q=80', ['a', 'b', 'c']);

  it('gives the first rows a place each', () => {
    expect(inOrder(shown)).toEqual([0, 1, 2]);
  });

  it('lets the rows of another question take over the places, from the top', () => {
    expect(inOrder(placesAfter(shown, 'q=81', ['x', 'c']))).toEqual([0, 1]);
  });

  it('makes places for more rows than there were', () => {
    expect(inOrder(placesAfter(shown, 'q=8', ['x', 'y', 'z', 'v']))).toEqual([0, 1, 2, 3]);
  });

  it('leaves each row of the same question where it is, in whatever order', () => {
    expect(placesAfter(shown, 'q=80', ['c', 'a', 'b'])).toBe(shown);
  });

  it("never reuses a removed row's place for a new row while the query is the same", () => {
    const after = placesAfter(shown, 'q=80', ['a', 'new', 'c']);
    expect(inOrder(after)).toEqual([0, 3, 2]);
    expect(inOrder(placesAfter(after, 'q=80', ['a', 'b', 'c']))).toEqual([0, 4, 2]);
  });
});

function inOrder({ places }: RowPlaces): number[] {
  return [...places.values()];
}
