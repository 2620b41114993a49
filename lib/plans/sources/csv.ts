import 'server-only';
import { CsvError, parse, type Info, type Options } from 'csv-parse/sync';
import { withoutApostrophe } from '@/lib/export/csv';
import { PLAN_ROWS_MAX, planColumns } from '../plan-types';
import { rowsOfRecords, type SourceRecord } from './rows-of-records';
import { keyOf, type SourceColumn, type SourceDictionary } from './source-dictionary';
import { failed, said, type SourceNote, type SourceProblem, type SourceResult } from './source-types';

/**
 * The rows of a CSV file: RFC 4180, with a header line that names the columns and decides the delimiter. Every other
 * value is text as it stands; only the apostrophe with which Sluice's own exports disarm formulas is taken off.
 */
export function readCsv(text: string, dictionary: SourceDictionary): SourceResult {
  const lines = recordsOf(text);
  if ('problem' in lines) return { ok: false, problems: [lines.problem] };
  const [titles, ...records] = lines.records;
  if (titles === undefined) return failed('empty');
  const header = columnsOf(titles, headerIn(text).line, dictionary);
  if ('problems' in header) return { ok: false, problems: header.problems };
  return rowsOfRecords(
    records.map((values) => recordOf(values, header.known)),
    new Set(header.known.filter((column) => column !== undefined)),
    dictionary,
    header.notes,
  );
}

/** More than the most rows: an export also has listeners of other protocols, and lines that say what it lacks. */
const LINES_MAX = 2 * PLAN_ROWS_MAX;

function recordsOf(text: string): { records: string[][] } | { problem: SourceProblem } {
  try {
    const records = parse(text, { ...optionsFor(text), to: LINES_MAX + 1 });
    return records.length > LINES_MAX
      ? { problem: said('too-many-rows', { max: PLAN_ROWS_MAX }) }
      : { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problem: problemOf(error, text) };
  }
}

function optionsFor(text: string): Options {
  return {
    bom: true,
    delimiter: headerIn(text).delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
  };
}

function problemOf(error: CsvError, text: string): SourceProblem {
  const { lines, index, record, records } = error as CsvError & CsvPlace;
  const before = (to: number) => parse(text, { ...optionsFor(text), info: true, to }) as unknown as Read[];
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    const expected = before(1)[0]?.record.length ?? 0;
    return said('ragged', { found: record?.length ?? 0, expected }, { line: lines });
  }
  // A quote that is never closed is noticed at the end of the file, and begins after the last whole record.
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
  const line = !isOpen
    ? lines
    : records === 0
      ? headerIn(text).line
      : (before(records).at(-1)?.info.lines ?? 0) + 1;
  return said('quote', {}, { line, column: index + 1 });
}

type CsvPlace = { lines: number; index: number; records: number; record?: string[] };
type Read = { record: string[]; info: Info };

/**
 * The line of the header, and the delimiter: of the characters that may separate values, the one the header has most of
 * outside its quotes.
 */
function headerIn(text: string): { line: number; delimiter: string } {
  const [blank = '', titles = ''] = /^\s*(.*)/.exec(text) ?? [];
  const header = titles.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => header.split(delimiter).length;
  return {
    line: blank.slice(0, blank.length - titles.length).split(/\r\n|[\r\n]/).length,
    delimiter: [',', ';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most)),
  };
}

type Header = { known: (SourceColumn | undefined)[]; notes: SourceNote[] };

function columnsOf(
  titles: readonly string[],
  line: number,
  { columns }: SourceDictionary,
): Header | { problems: SourceProblem[] } {
  const known = titles.map((title) => columns.get(keyOf(title)));
  if (known.every((column) => column === undefined))
    return { problems: [said('no-known-column', { columns: planColumns.slice(0, 5).join(', ') }, { line })] };
  const repeated = titles.flatMap((name, at) =>
    known[at] === undefined || known.indexOf(known[at]) === at
      ? []
      : [said('repeated-column' as const, { name }, { line, column: at + 1 })],
  );
  if (repeated.length > 0) return { problems: repeated };
  const unknown = titles.filter((title, at) => known[at] === undefined && title.trim() !== '');
  const note = said(
    'unknown-columns' as const,
    { count: unknown.length, columns: unknown.join(', ') },
    { line },
  );
  return { known, notes: unknown.length === 0 ? [] : [note] };
}

function recordOf(values: readonly string[], known: Header['known']): SourceRecord {
  const record: { [Column in SourceColumn]?: string } = {};
  for (const [at, column] of known.entries()) {
    const text = values[at] ?? '';
    if (column !== undefined && text.trim() !== '') record[column] = withoutApostrophe(text);
  }
  return record;
}
