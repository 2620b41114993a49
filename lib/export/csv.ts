/** Without it, spreadsheets read a file in their locale's encoding. */
export const CSV_START = '\u{feff}';

/** One cell: a number is written as it is, null is empty. */
export type Cell = string | number | null;

/**
 * What a spreadsheet takes for a formula at the start of a cell, also after spaces; after apostrophes too, so that the
 * one put before it is known from those that were there.
 */
const FORMULA = /^'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

/**
 * One line of a CSV file (RFC 4180), with its line ending. Every text is quoted, so that no program has to guess where a
 * cell ends. A text that a spreadsheet would execute as a formula gets a leading apostrophe, which makes it plain text:
 * exported values may have been written by others.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(textOf).join(',')}\r\n`;
}

/** A text of a file without the apostrophe that `csvLine` put before it, if it did. */
export function withoutApostrophe(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
}
