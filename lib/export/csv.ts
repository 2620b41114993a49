/** Spreadsheets read a file without it in the encoding of their country. */
export const CSV_START = '\u{feff}';

/** One cell: a number is written as it is, null is empty. */
export type Cell = string | number | null;

/** What a spreadsheet takes for a formula, at the begin of a cell, also behind blanks. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * One line of a CSV file (RFC 4180), with its end. Every text is quoted, whatever it holds, so that no program has to guess where a cell ends. A
 * text that a spreadsheet would carry out as a formula gets an apostrophe in front, which makes it text there: what is exported may have been
 * written by others.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(textOf).join(',')}\r\n`;
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
}
