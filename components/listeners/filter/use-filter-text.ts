'use client';

import { useState } from 'react';
import {
  canonicalFilter,
  joinFilter,
  splitFilter,
  type FilterParts,
} from '@/lib/listeners/list/filter/format';

/**
 * Which parts of a filter are tokens and which are still being typed. A term becomes a token once it is complete
 * (Enter, or the box loses focus), not while typing. The filter may change without the box (back, Clear): the box then
 * follows it.
 */
export function useFilterText(text: string) {
  const [parts, setParts] = useState<FilterParts>(() => splitFilter(text));
  const [known, setKnown] = useState(text);
  if (text !== known) {
    setKnown(text);
    if (joinFilter(parts) !== text) setParts(splitFilter(text));
  }
  return {
    tokens: parts.tokens,
    typed: parts.words,
    /** The filter with other typed words. */
    withTyped: (typed: string): string => joinFilter({ tokens: parts.tokens, words: typed }),
    /** The filter without one of its tokens. */
    without: (index: number): string =>
      joinFilter({ tokens: parts.tokens.filter((_, at) => at !== index), words: parts.words }),
    type: (typed: string) => setParts({ tokens: parts.tokens, words: typed }),
    /** Takes a token back into the box, to be typed on. */
    reopen: (index: number) =>
      setParts({
        tokens: parts.tokens.filter((_, at) => at !== index),
        words: [parts.words.trim(), parts.tokens[index]].filter((part) => part !== '').join(' '),
      }),
    /** What was typed is done: its terms become tokens. */
    settle: () => setParts(splitFilter(canonicalFilter(joinFilter(parts)))),
  };
}
