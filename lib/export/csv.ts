/** Spreadsheets read a file without it in the encoding of their country. */
export const CSV_START = '\u{feff}';

/** What a spreadsheet takes for a formula, at the begin of a cell, also behind blanks. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * One line of a CSV file (RFC 4180), with its end. Numbers stand as they are, null is an empty cell. A text that a spreadsheet would carry out as
 * a formula gets an apostrophe in front, which makes it text there: what is exported may have been written by others.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
