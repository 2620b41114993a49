import { parseArgs } from 'node:util';
import { Problem } from '../../scripts/lib/problem.js';
import { parseRounds } from './rounds.js';

/**
 * The options of a benchmark that measures in parts: `--rounds N`, and `--only a,b` of its parts, all unless given.
 *
 * @param {string[]} args
 * @param {{ parts: object, rounds: number }} defaults
 * @returns {{ rounds: number, chosen: string[] }}
 * @throws {Problem}
 */
export function parseParts(args, { parts, rounds }) {
  const names = Object.keys(parts);
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: String(rounds) },
      only: { type: 'string', default: names.join() },
    },
  });
  const chosen = values.only.split(',');
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Problem(`--only takes ${names.join(', ')}; not "${unknown}".`);
  return { rounds: parseRounds(values.rounds), chosen };
}
