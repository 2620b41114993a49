import { formatAge } from './age';
import { columnKinds, type FilterColumn } from './columns';
import { parseFilter } from './parse';
import type { ColumnTest, FilterNode } from './tree';

/** The text of a filter; `parseFilter` parses it back to the same filter. */
export function formatFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'all':
      return node.parts.map(formatPart).join(' ');
    case 'any':
      return node.parts.map(formatFilter).join(' or ');
    case 'not':
      return node.part.kind === 'word' || node.part.kind === 'column'
        ? `-${formatFilter(node.part)}`
        : `-(${formatFilter(node.part)})`;
    case 'word':
      return formatWord(node.text);
    case 'column':
      return formatColumn(node.column, node.tests);
  }
}

/** The text of a filter as part of a conjunction. */
export function formatPart(node: FilterNode): string {
  return node.kind === 'any' ? `(${formatFilter(node)})` : formatFilter(node);
}

/** A term of one column. */
export function formatColumn(column: FilterColumn, tests: readonly ColumnTest[]): string {
  return `${column}:${tests.map((test) => formatTest(column, test)).join(',')}`;
}

function formatTest(column: FilterColumn, test: ColumnTest): string {
  switch (test.kind) {
    case 'contains':
      return formatValue(test.text);
    case 'is':
      return columnKinds[column] === 'choice' ? formatValue(test.text) : `=${formatValue(test.text)}`;
    case 'begins':
      return `${test.text}*`;
    case 'no-cap':
      return 'no-cap';
    case 'unknown':
      return 'unknown';
    case 'age':
      if (test.max === Number.POSITIVE_INFINITY) return `>${formatAge(test.min)}`;
      return test.min === 0 ? `<${formatAge(test.max)}` : `${formatAge(test.min)}-${formatAge(test.max)}`;
    case 'range':
      if (test.min === test.max) return String(test.min);
      if (test.max === Number.POSITIVE_INFINITY) return `>=${test.min}`;
      return test.min === 0 ? `<=${test.max}` : `${test.min}-${test.max}`;
  }
}

function formatValue(text: string): string {
  return text === '' || /[\s,()"]|^[<>=]|\*$/.test(text) ? quoted(text) : text;
}

/** Without quotes if it parses as the same word. */
function formatWord(text: string): string {
  if (/[\s()"]|^(?:or|and)$/i.test(text)) return quoted(text);
  const again = parseFilter(text);
  return again.kind === 'word' && again.text === text ? text : quoted(text);
}

/** A quote cannot be written inside quotes. It is dropped; nothing Sluice shows contains one. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}

/** Parts that must all match: `tokens` are shown as chips, `words` are typed. */
export type FilterParts = { tokens: string[]; words: string };

/** Splits a filter into its free words and one text for each other part. */
export function splitFilter(text: string): FilterParts {
  const node = parseFilter(text);
  const parts = node.kind === 'all' ? node.parts : [node];
  const isWord = (part: FilterNode): boolean => part.kind === 'word';
  return {
    tokens: parts.filter((part) => !isWord(part)).map(formatPart),
    words: parts.filter(isWord).map(formatPart).join(' '),
  };
}

/** Joins parts in canonical form: equal filters give equal texts. */
export function joinFilter({ tokens, words }: FilterParts): string {
  const node = parseFilter(words);
  const typed = node.kind === 'any' && tokens.length > 0 ? `(${formatFilter(node)})` : formatFilter(node);
  const again = splitFilter([...tokens, typed].join(' '));
  return [...again.tokens, again.words].filter((part) => part !== '').join(' ');
}

/** The canonical form of a filter: its parts first, then its free words. */
export function canonicalFilter(text: string): string {
  return joinFilter({ tokens: [], words: text });
}
