import { median, spread } from '../common/figures.js';
import { printTable } from '../common/table.js';

/**
 * One comparison: the figure of each round, the sandbox's and its peer's. Whether more is better decides how the ratio
 * is held to its target.
 *
 * @typedef {object} Comparison
 * @property {string} name
 * @property {string} unit
 * @property {string} peer
 * @property {readonly number[]} own
 * @property {readonly number[]} others
 * @property {{ atLeast: number } | { atMost: number }} target of own ÷ other
 */

/**
 * Medians and spread of both, the median of the rounds' ratios, and the target beside it. A missed target is said; it is
 * no error.
 *
 * @param {readonly Comparison[]} comparisons
 */
export function printReport(comparisons) {
  const rows = comparisons.map(({ name, unit, peer, own, others, target }) => {
    const ratios = own.map((value, round) => value / others[round]);
    const ratio = median(ratios);
    const [wanted, good] =
      'atLeast' in target
        ? [`at least ${target.atLeast}`, ratio >= target.atLeast]
        : [`at most ${target.atMost}`, ratio <= target.atMost];
    return [
      `${name}, ${unit}`,
      spread(own),
      `${peer} ${spread(others)}`,
      `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      wanted,
      good ? 'reached' : 'MISSED',
    ];
  });
  printTable([['', 'sandbox', 'peer', 'ratio', 'wanted', ''], ...rows]);
}
