import { inputLimits } from '@/lib/input-limits';
import { PLAN_ROWS_MAX, type PlanCells } from '../plan-types';

/**
 * What a source of a plan yields: all of its rows, or what is wrong with it. Nothing is half-read. A value that the form
 * would reject is no fault of the source: its row is there, with the text as written, and its verdict says so.
 */

/** At most this much of a file is read: more than PLAN_ROWS_MAX rows need, and what a request may carry. */
export const SOURCE_MEGABYTES_MAX = 7;

/** Messages are under `plans.sourceProblem`. */
export type SourceProblemCode =
  | 'too-large'
  | 'spreadsheet'
  | 'encoding'
  | 'empty'
  | 'too-many-rows'
  | 'too-long'
  | 'quote'
  | 'ragged'
  | 'repeated-column'
  | 'no-known-column'
  | 'json-syntax'
  | 'json-shape'
  | 'json-value'
  | 'hcl-syntax'
  | 'no-listener'
  | 'unknown-number'
  | 'port-text'
  | 'port-range'
  | 'port-reversed'
  | 'backend-port-range'
  | 'quota-full';

/** Messages are under `plans.sourceNote`. */
export type SourceNoteCode =
  | 'unknown-columns'
  | 'unknown-values'
  | 'own-export'
  | 'incomplete-export'
  | 'other-protocols'
  | 'repeated-ports'
  | 'expression'
  | 'no-region'
  | 'by-name'
  | 'instance-by-name'
  | 'instance-unclear'
  | 'no-namesake'
  | 'without-column'
  | 'open-protocol'
  | 'without-argument'
  | 'invalid-rows'
  | 'not-read';

/** Where something stands in the text, from 1; null where it has no place of its own. */
type Place = { line: number | null; column: number | null };
type Said<Code> = Place & { code: Code; values: Readonly<Record<string, string | number>> };

export type SourceProblem = Said<SourceProblemCode>;
export type SourceNote = Said<SourceNoteCode>;

export type SourceResult =
  | { ok: true; rows: PlanCells[]; notes: SourceNote[] }
  | { ok: false; problems: SourceProblem[] };

/** A problem or a note at a place. */
export function said<Code>(
  code: Code,
  values: Said<Code>['values'] = {},
  { line = null, column = null }: Partial<Place> = {},
): Said<Code> {
  return { code, values, line, column };
}

/** That listeners of other protocols were left out, with the names of the first ones. */
export function otherProtocols(names: readonly string[], line: number | null = null): SourceNote[] {
  if (names.length === 0) return [];
  const different = [...new Set(names)];
  const shown = [...different.slice(0, 3), ...(different.length > 3 ? ['…'] : [])].join(', ');
  return [said('other-protocols', { count: names.length, names: shown }, { line })];
}

/** The line and the column of an index in a text. */
export function placeIn(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split(/\r\n|[\r\n]/);
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}

/** The result with one problem. */
export function failed(...problem: Parameters<typeof said<SourceProblemCode>>): SourceResult {
  return { ok: false, problems: [said(...problem)] };
}

/** The result with these rows, unless there are none or too many. */
export function succeeded(rows: PlanCells[], notes: SourceNote[] = []): SourceResult {
  if (rows.length === 0) return failed('empty');
  if (rows.length > PLAN_ROWS_MAX) return failed('too-many-rows', { max: PLAN_ROWS_MAX });
  const max = inputLimits.valueLength;
  for (const [at, cells] of rows.entries())
    for (const [name, text] of Object.entries(cells))
      if (text.length > max) return failed('too-long', { name, number: at + 1, max });
  return { ok: true, rows, notes };
}

/** Whether a file is too large, by its size alone: before any of it is read. */
export function sizeProblem(sizeBytes: number): SourceProblem | null {
  if (sizeBytes <= SOURCE_MEGABYTES_MAX * 1024 * 1024) return null;
  return said('too-large', { megabytes: Math.ceil(sizeBytes / 1024 / 1024), max: SOURCE_MEGABYTES_MAX });
}
