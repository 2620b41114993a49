import { integerIn, integerText } from '@/lib/model/integer-text';
import { parseAge } from './age';
import { columnKinds, filterColumnOf, type FilterColumn } from './columns';
import { lexemesOf, type Lexeme, type Piece } from './lexer';
import { canonicalValue, saysNoCap } from './value-terms';
import { allOf, anyOf, everyRow, type ColumnTest, type FilterNode } from './tree';

/** What a port or a bandwidth can be compared with. */
export const filterNumbers = { min: 0, max: 999_999_999 };

/** Deeper than anyone nests; deeper parts are read as one level. */
const DEPTH_MAX = 20;

/**
 * Parses the text of a filter:
 *
 *     443 orders              every word occurs somewhere in the row
 *     47.98.112.40:443        a word can also be an address that people copy: see endpoint.ts
 *     status:stopped,changing one of the values
 *     port:8000-9000          also bandwidth:>=50, port:<1024, bandwidth:no-cap, bandwidth:unknown
 *     changed:<1d             observed to change within the last day; also >7d, 1d-7d, in m, h or d
 *     instance:edge           a part of the cell; instance:=edge-prod the whole name or id; region:cn-* its beginning
 *     -status:stopped         not; -word and -( … ) as well, and `not` before a column or a parenthesis
 *     run:12                  a listener of that bulk run; run:12/failed by its result there
 *     a b or (c -d)           `and` may be written or left out, and binds closer than `or`
 *     "no cap"                the exact phrase
 *
 * Never fails: a part that cannot be parsed is searched as text, and a column without a value is ignored. The fixed
 * values of a column can be typed in any UI language; they are replaced by their names.
 */
export function parseFilter(text: string): FilterNode {
  const lexemes = lexemesOf(text);
  let at = 0;

  /** To the closing parenthesis, or to the end. */
  function alternatives(depth: number): FilterNode {
    const branches: FilterNode[][] = [[]];
    let isDenied = false;
    for (; at < lexemes.length; at += 1) {
      const lexeme = lexemes[at];
      const branch = branches.at(-1) ?? [];
      if (lexeme === undefined || lexeme.kind === 'close') break;
      if (lexeme.kind === 'open') {
        if (depth === DEPTH_MAX) continue;
        at += 1;
        const inner = alternatives(depth + 1);
        branch.push(lexeme.negated !== isDenied ? notOf(inner) : inner);
      } else if (isDenial(lexemes, at)) {
        isDenied = true;
        continue;
      } else if (isBetween(lexemes, at, 'or')) branches.push([]);
      else if (!isBetween(lexemes, at, 'and')) {
        const part = term(lexeme.pieces);
        branch.push(isDenied ? notOf(part) : part);
      }
      isDenied = false;
    }
    return anyOf(branches.map(allOf));
  }

  const parts: FilterNode[] = [];
  while (at < lexemes.length) {
    parts.push(alternatives(0));
    // Only parts nested too deep leave a parenthesis to close here.
    at += 1;
  }
  return allOf(parts);
}

/** Negating an empty part leaves it empty. */
function notOf(part: FilterNode): FilterNode {
  if (part.kind === 'not') return part.part;
  return part.kind === 'all' && part.parts.length === 0 ? part : { kind: 'not', part };
}

/** `or` and `and` are operators only between two operands; anywhere else they are words. */
function isBetween(lexemes: readonly Lexeme[], at: number, word: 'or' | 'and'): boolean {
  const lexeme = lexemes[at];
  const before = lexemes[at - 1];
  const after = lexemes[at + 1];
  return (
    isJoint(lexeme, word) &&
    before !== undefined &&
    before.kind !== 'open' &&
    after !== undefined &&
    after.kind !== 'close' &&
    !isJoint(after, 'or') &&
    !isJoint(after, 'and')
  );
}

/** `not` before a column or a parenthesis negates it; before a word it is a word, as in "do not touch". */
function isDenial(lexemes: readonly Lexeme[], at: number): boolean {
  const after = lexemes[at + 1];
  if (!isJoint(lexemes[at], 'not') || after === undefined) return false;
  return after.kind === 'open' || (after.kind === 'word' && isColumn(term(after.pieces)));
}

function isColumn(node: FilterNode): boolean {
  return node.kind === 'column' || (node.kind === 'not' && node.part.kind === 'column');
}

function isJoint(lexeme: Lexeme | undefined, word: string): boolean {
  if (lexeme?.kind !== 'word' || lexeme.pieces.length !== 1) return false;
  const [piece] = lexeme.pieces;
  return piece !== undefined && !piece.quoted && piece.text.toLowerCase() === word;
}

function term(pieces: readonly Piece[]): FilterNode {
  const [first, ...rest] = pieces;
  if (first && !first.quoted && first.text.startsWith('-') && (first.text.length > 1 || rest.length > 0)) {
    return notOf(positive([{ text: first.text.slice(1), quoted: false }, ...rest]));
  }
  return positive(pieces);
}

function positive(pieces: readonly Piece[]): FilterNode {
  const [first, ...rest] = pieces;
  const colon = first && !first.quoted ? first.text.indexOf(':') : -1;
  const column = first && colon > 0 ? filterColumnOf(first.text.slice(0, colon)) : undefined;
  if (first && column) {
    const value = [{ text: first.text.slice(colon + 1), quoted: false }, ...rest];
    const values = valuesOf(value);
    if (values.length === 0) return everyRow;
    const tests = values.map((one) => testOf(column, one));
    const known = tests.filter((test) => test !== undefined);
    if (known.length === tests.length) return { kind: 'column', column, tests: known };
  }
  const text = pieces.map((piece) => piece.text).join('');
  return text.trim() === '' ? everyRow : { kind: 'word', text };
}

/** A value: its prefix sign, and whether it was quoted. */
type Value = { sign: string; text: string; quoted: boolean };

/** The values between commas; empty ones are ignored. */
function valuesOf(pieces: readonly Piece[]): Value[] {
  const values: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.quoted) values.at(-1)?.push(piece);
    else
      piece.text.split(',').forEach((text, index) => {
        if (index > 0) values.push([]);
        if (text !== '') values.at(-1)?.push({ text, quoted: false });
      });
  }
  return values.flatMap((parts) => {
    const [first] = parts;
    if (!first) return [];
    const sign = first.quoted ? '' : (/^(?:>=|<=|>|<|=)/.exec(first.text)?.[0] ?? '');
    const text = parts.map((part) => part.text).join('');
    const quoted = parts.some((part) => part.quoted);
    const value = { sign, text: text.slice(sign.length), quoted };
    return value.text === '' && !quoted ? [] : [value];
  });
}

function testOf(column: FilterColumn, value: Value): ColumnTest | undefined {
  switch (columnKinds[column]) {
    case 'number':
      return column === 'bandwidth' ? (wordTest(value) ?? rangeOf(value)) : rangeOf(value);
    case 'age':
      return ageTest(value);
    case 'choice':
      return column === 'run' ? runTest(value) : textTest(column, value, 'is');
    case 'text':
      return textTest(column, value, 'contains');
  }
}

/** A bandwidth that is not a number. */
function wordTest({ sign, text }: Value): ColumnTest | undefined {
  if (sign !== '' && sign !== '=') return undefined;
  if (saysNoCap(text)) return { kind: 'no-cap' };
  return canonicalValue('bandwidth', text) === 'unknown' ? { kind: 'unknown' } : undefined;
}

function textTest(
  column: FilterColumn,
  { sign, text: typed, quoted }: Value,
  plain: 'is' | 'contains',
): ColumnTest | undefined {
  if (sign !== '' && sign !== '=') return undefined;
  const text = canonicalValue(column, typed);
  // Every cell contains the empty text, so an empty value means the empty cell.
  if (text === '') return { kind: 'is', text };
  if (sign === '' && !quoted && /^[^()]+\*$/.test(text)) return { kind: 'begins', text: text.slice(0, -1) };
  return { kind: sign === '=' ? 'is' : plain, text };
}

/**
 * By its whole number: only the runs that a filter names are available for comparison, so a part of the number finds
 * none.
 */
function runTest({ sign, text }: Value): ColumnTest | undefined {
  if ((sign !== '' && sign !== '=') || !/^\d+(?:\/[a-z]+)?$/i.test(text)) return undefined;
  const [runId = '', ...state] = text.split('/');
  return { kind: 'is', text: [integerText(runId), ...state].join('/') };
}

function rangeOf({ sign, text }: Value): ColumnTest | undefined {
  const [from = '', to, ...more] = text.split('-');
  const value = integerIn(from, filterNumbers);
  const other = to === undefined ? value : integerIn(to, filterNumbers);
  if (value === null || other === null || more.length > 0) return undefined;
  if (to !== undefined && sign !== '') return undefined;
  switch (sign) {
    case '>=':
      return { kind: 'range', min: value, max: Number.POSITIVE_INFINITY };
    case '>':
      return { kind: 'range', min: value + 1, max: Number.POSITIVE_INFINITY };
    case '<=':
      return { kind: 'range', min: 0, max: value };
    case '<':
      return value === 0 ? undefined : { kind: 'range', min: 0, max: value - 1 };
    default:
      return { kind: 'range', min: Math.min(value, other), max: Math.max(value, other) };
  }
}

/** A bound applies to its own value, with or without `=`. An age alone means "within". */
function ageTest({ sign, text }: Value): ColumnTest | undefined {
  const [from = '', to, ...more] = text.split('-');
  const first = parseAge(from);
  if (first === null || more.length > 0) return undefined;
  if (to !== undefined) {
    const second = parseAge(to);
    if (second === null || sign !== '') return undefined;
    return { kind: 'age', min: Math.min(first, second), max: Math.max(first, second) };
  }
  return sign.startsWith('>')
    ? { kind: 'age', min: first, max: Number.POSITIVE_INFINITY }
    : { kind: 'age', min: 0, max: first };
}
