/**
 * Numbers that look random and are the same for the same seed (mulberry32).
 *
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** @param {number} from @param {number} to not reached */
    between: (from, to) => from + next() * (to - from),
    /**
     * @template T
     * @param {readonly T[]} several
     * @returns {T}
     */
    oneOf: (several) => /** @type {T} */ (several[Math.floor(next() * several.length)]),
  };
}

/** @typedef {ReturnType<typeof randomFrom>} Random */
