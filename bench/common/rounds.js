import { Problem } from '../../scripts/lib/problem.js';

/**
 * @param {string} text the value of `--rounds`
 * @throws {Problem}
 */
export function parseRounds(text) {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Problem('--rounds must be a whole number from 1.');
  return rounds;
}
