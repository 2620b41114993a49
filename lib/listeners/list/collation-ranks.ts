/**
 * The ranks of texts in a language's collation order. Comparing two texts in a language costs more than the rest of a
 * sort, so each text is ranked once and rows are sorted by numbers.
 */

type Ranked = { sorted: string[]; ranks: Map<string, number> };

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceCollationRanks?: Map<string, Ranked> } = globalThis;

/** Unused texts are dropped once more texts are cached than this multiple of the used ones, plus a thousand. */
const SLACK = 2;

/**
 * The ranks of at least these texts: a lower one sorts before a higher; equal texts are in no particular order. `name`
 * identifies the set of texts.
 */
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

/** Numbers in a text compare as numbers; case and accents are ignored. */
function collatorOf(locale: string): Intl.Collator {
  const collator = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  collators.set(locale, collator);
  return collator;
}
