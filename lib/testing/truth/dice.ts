/** Random numbers that repeat for the same seed, so that a failure can be reproduced. */
export type Dice = {
  /** An integer from 0 to below `sides`. */
  below: (sides: number) => number;
  one: <T>(choices: readonly T[]) => T;
};

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  // Mulberry32: short, and random enough for this.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (sides: number): number => Math.floor(next() * sides);
  return {
    below,
    one: (choices) => {
      const chosen = choices[below(choices.length)];
      if (chosen === undefined) throw new Error('There is nothing to choose from.');
      return chosen;
    },
  };
}
