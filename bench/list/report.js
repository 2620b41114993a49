import { median, spread } from '../common/figures.js';
import { printTable } from '../common/table.js';

/**
 * One figure, in each round; a figure without a target is there to compare with.
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} unit
 * @property {readonly number[]} values
 * @property {number} [atMost]
 * @property {number} [digits] after the point
 * @property {string} [note]
 */

/**
 * The median of each figure with its range, and its target beside it. A missed target is said; it is no error.
 *
 * @param {readonly Line[]} lines
 */
export function printReport(lines) {
  const verdicts = lines.map((line) => ({ ...line, verdict: verdictOf(line) }));
  printTable([
    ['', 'is (range)', 'wanted', '', ''],
    ...verdicts.map(({ name, unit, values, atMost, digits = 0, note = '', verdict }) => [
      unit === '' ? name : `${name}, ${unit}`,
      spread(values, (value) => value.toFixed(digits)),
      atMost === undefined ? '' : `at most ${atMost}`,
      verdict,
      note,
    ]),
  ]);
  const missed = verdicts.filter(({ verdict }) => verdict === 'MISSED');
  const held = verdicts.filter(({ verdict }) => verdict !== '');
  console.log(`\n${held.length - missed.length} of ${held.length} targets reached.`);
  for (const { name, unit, values, atMost = 0, digits = 0 } of missed)
    console.log(`MISSED: ${name}, ${median(values).toFixed(digits)} ${unit} instead of ${atMost}`);
}

/** @param {Line} line */
function verdictOf({ values, atMost }) {
  if (atMost === undefined) return '';
  return median(values) <= atMost ? 'reached' : 'MISSED';
}
