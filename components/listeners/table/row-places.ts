/** Which row stands in which place of the table, by ids; a place is an element with all that is in it. */
export type RowPlaces = {
  /** What the rows answer: another search, order or page is another question. */
  question: string;
  places: ReadonlyMap<string, number>;
  /** The next place that was never taken. */
  next: number;
};

/** Nothing stands anywhere yet. */
export const noPlaces: RowPlaces = { question: '', places: new Map(), next: 0 };

/**
 * The places of the rows that are shown now. Those of another question take over the places of the rows before, in their order:
 * to change words takes a fraction of the time that new elements take. Where the same question is answered anew, each row keeps
 * its own place, with what has the focus in it, and what is new gets a new one. The same object where nothing changed.
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
