import { factWord, textWords, type ActivityFact } from '@/lib/db/activity-words';

/** Which lines are wanted; all that is given must hold. Times are ISO 8601 in UTC, both ends belong to the span. */
export type ActivityFilter = {
  actor?: string | undefined;
  operation?: string | undefined;
  outcome?: 'under-way' | 'succeeded' | 'refused' | 'unknown' | undefined;
  regionId?: string | undefined;
  loadBalancerId?: string | undefined;
  listenerPort?: number | undefined;
  code?: string | undefined;
  requestId?: string | undefined;
  runId?: number | undefined;
  /** Words that begin so, in any order, in ids, codes, messages and values. */
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const factNames = [
  'actor',
  'operation',
  'outcome',
  'regionId',
  'loadBalancerId',
  'listenerPort',
  'code',
  'requestId',
  'runId',
] as const satisfies readonly ActivityFact[];

/** The words a line must hold: `whole`, and `begins` with at least one word that begins so. */
export type WantedWords = { whole: string[]; begins: string[] };

export function wantedWords(filter: ActivityFilter): WantedWords {
  const whole = factNames.flatMap((fact) => {
    const value = filter[fact];
    // An intent's entry says `begun`.
    return value === undefined ? [] : [factWord(fact, value === 'under-way' ? 'begun' : value)];
  });
  return { whole, begins: [...new Set(textWords(filter.text ?? ''))] };
}

/** The words as a query of the index; null where every line fits. */
export function indexQuery({ whole, begins }: WantedWords): string | null {
  const terms = [...whole.map((word) => `"${word}"`), ...begins.map((word) => `"${word}"*`)];
  return terms.length === 0 ? null : terms.join(' AND ');
}

/** The same of a line that the index does not hold. */
export function holdsWords(words: readonly string[], { whole, begins }: WantedWords): boolean {
  return (
    whole.every((word) => words.includes(word)) &&
    begins.every((start) => words.some((word) => word.startsWith(start)))
  );
}
