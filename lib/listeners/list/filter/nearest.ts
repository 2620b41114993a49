import { foldForSearch } from '@/lib/text/typed-text';

/** Shorter texts are part of too many values to say which is meant. */
const PART_MIN = 2;

/**
 * The value that somebody who typed `text` most likely meant: the only one that starts with it or contains it;
 * otherwise the one with the fewest typos (a letter wrong, missing, extra, or two swapped), at most one per three
 * letters. Null if none is that near, or `text` is one of them.
 */
export function nearestOf(text: string, values: readonly string[]): string | null {
  const typed = foldForSearch(text);
  const folded = [...new Set(values)].map((value) => ({ value, folded: foldForSearch(value) }));
  if (typed === '' || folded.some((one) => one.folded === typed)) return null;
  if (typed.length >= PART_MIN)
    for (const fits of [
      folded.filter((one) => one.folded.startsWith(typed)),
      folded.filter((one) => one.folded.includes(typed)),
    ]) {
      const [only, ...more] = fits;
      if (only && more.length === 0) return only.value;
    }
  let best: { value: string; slips: number } | null = null;
  for (const { value, folded: candidate } of folded) {
    const most = Math.min(
      best === null ? Math.floor(typed.length / 3) : best.slips - 1,
      candidate.length - 1,
    );
    if (Math.abs(candidate.length - typed.length) > most) continue;
    const slips = slipsBetween(typed, candidate);
    if (slips <= most) best = { value, slips };
  }
  return best?.value ?? null;
}

/** How many letters have to be changed, added, removed or swapped with the next to turn one text into the other. */
function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let at = 1; at <= from.length; at += 1) {
    const row = [at];
    for (let other = 1; other <= to.length; other += 1) {
      const isSame = from[at - 1] === to[other - 1];
      const isSwapped = from[at - 1] === to[other - 2] && from[at - 2] === to[other - 1];
      row.push(
        Math.min(
          (last[other] ?? 0) + 1,
          (row[other - 1] ?? 0) + 1,
          (last[other - 1] ?? 0) + (isSame ? 0 : 1),
          at > 1 && other > 1 && isSwapped ? (before[other - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
