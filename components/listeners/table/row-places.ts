/** Which row is in which place of the table, by ids; a place is an element with everything in it. */
export type RowPlaces = {
  /** What the rows answer: another search, order or page is another question. */
  question: string;
  places: ReadonlyMap<string, number>;
  /** The next place that was never used. */
  next: number;
};

/** No row has a place yet. */
export const noPlaces: RowPlaces = { question: '', places: new Map(), next: 0 };

/**
 * The places of the rows now shown. With another query, new rows reuse the places of the previous ones, in order:
 * changing text takes a fraction of the time of creating elements. With the same query, each row keeps its place, along
 * with any focus in it, and new rows get new places. Returns the same object if nothing changed.
 */
export function placesAfter(before: RowPlaces, question: string, ids: readonly string[]): RowPlaces {
  const { places } = before;
  if (question === before.question) {
    if (ids.length === places.size && ids.every((id) => places.has(id))) return before;
    let { next } = before;
    return { question, places: new Map(ids.map((id) => [id, places.get(id) ?? next++])), next };
  }
  const free = [...places.values()].toSorted((a, b) => a - b);
  let { next } = before;
  return { question, places: new Map(ids.map((id, at) => [id, free[at] ?? next++])), next };
}
