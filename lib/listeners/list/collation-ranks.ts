/**
 * The places of texts in a language's order. To compare two texts in a language takes longer than all else about a sort, so
 * each text is placed once and rows are sorted by numbers.
 */

type Ranked = { sorted: string[]; ranks: Map<string, number> };

const held: typeof globalThis & { sluiceCollationRanks?: Map<string, Ranked> } = globalThis;

/** Texts that are in use no more are let go when there are this many times more of them. */
const SLACK = 2;

/** The ranks of at least these texts: a lower one stands before a higher, equal ones nowhere in particular. `name` is what the texts are. */
export function ranksOf(locale: string, name: string, texts: readonly string[]): ReadonlyMap<string, number> {
  const all = (held.sluiceCollationRanks ??= new Map());
  const key = `${locale} ${name}`;
  const before = all.get(key);
  const wanted = new Set(texts);
  const missing = before ? [...wanted].filter((text) => !before.ranks.has(text)) : [...wanted];
  const wornOut = before !== undefined && before.sorted.length > SLACK * wanted.size + 1000;
  if (before && missing.length === 0 && !wornOut) return before.ranks;

  const { compare } = collatorOf(locale);
  const sorted =
    before && !wornOut
      ? // Two sorted runs, which the sort finds and merges.
        [...before.sorted, ...missing.toSorted(compare)].toSorted(compare)
      : [...wanted].toSorted(compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  sorted.forEach((text, index) => {
    if (index > 0 && compare(sorted[index - 1] ?? '', text) !== 0) rank += 1;
    ranks.set(text, rank);
  });
  all.set(key, { sorted, ranks });
  return ranks;
}

const collators = new Map<string, Intl.Collator>();

/** Numbers in a text count as numbers; capitals and accents decide nothing. */
function collatorOf(locale: string): Intl.Collator {
  const collator = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  collators.set(locale, collator);
  return collator;
}
