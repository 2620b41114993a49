'use client';

import { useState } from 'react';
import {
  canonicalFilter,
  joinFilter,
  splitFilter,
  type FilterParts,
} from '@/lib/listeners/list/filter/format';

/**
 * What of a filter stands in tokens and what is still typed. A term becomes a token when it has been typed (Enter, or the
 * box is left), not under the hands. The filter may change without the box (back, Clear): then the box follows it.
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
    /** The filter with other words typed. */
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
