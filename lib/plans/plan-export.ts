import 'server-only';
import { CSV_START, csvLine } from '@/lib/export/csv';
import { CREATE_ACTION, toCreateParameters } from '@/lib/listeners/wire/parameters';
import type { ListenerSpec } from '@/lib/model/schema';
import { endpointOf, type EndpointSource } from '@/lib/slb/endpoints';
import { actionRequest, type ApiRequest } from '@/lib/snippets/api-request';
import { textOf } from '@/lib/snippets/code';
import type { SnippetLanguage } from '@/lib/snippets/languages';
import { snippetOf } from '@/lib/snippets/snippet';
import { planColumns, type PlanCells } from './plan-types';
import { pathOfColumn } from './column-paths';
import { parseCells } from './values';

/** Rows as files that the sources read back as the same rows (docs/decisions/143). */

export const planFormats = ['csv', 'json', 'terraform'] as const;
export type PlanFormat = (typeof planFormats)[number];

export const planFileTypes: Readonly<Record<PlanFormat, { extension: string; mediaType: string }>> = {
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  json: { extension: 'json', mediaType: 'application/json; charset=utf-8' },
  terraform: { extension: 'tf', mediaType: 'text/plain; charset=utf-8' },
};

/** The name of a note in a file: what it lacks, in a record without a listener. */
const NOTE = 'Note';

/** One of the files. `notes` are sentences on what it lacks. */
export function planFile(
  format: PlanFormat,
  rows: readonly PlanCells[],
  { notes = [], endpoints }: { notes?: readonly string[]; endpoints: EndpointSource },
): Iterable<string> {
  switch (format) {
    case 'csv':
      return planCsv(rows, notes);
    case 'json':
      return planJson(rows, notes);
    case 'terraform':
      return [planTerraform(rows, notes, endpoints)];
  }
}

/** A table with the columns of a plan by their wire names. */
export function* planCsv(rows: readonly PlanCells[], notes: readonly string[] = []): Generator<string, void> {
  yield CSV_START + csvLine(notes.length === 0 ? planColumns : [...planColumns, NOTE]);
  const end = notes.length === 0 ? [] : [null];
  for (const note of notes) yield csvLine([...planColumns.map(() => null), note]);
  for (const cells of rows) yield csvLine([...planColumns.map((column) => cellOf(cells[column])), ...end]);
}

/** A number is written as one: `-1` is no formula. */
function cellOf(text: string | undefined): string | number | null {
  if (text === undefined) return null;
  return String(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** An array of objects with the same names. */
export function* planJson(
  rows: readonly PlanCells[],
  notes: readonly string[] = [],
): Generator<string, void> {
  let separator = '[\n  ';
  for (const record of [...notes.map((note) => ({ [NOTE]: note })), ...rows]) {
    yield `${separator}${JSON.stringify(record)}`;
    separator = ',\n  ';
  }
  yield separator.startsWith('[') ? '[]\n' : '\n]\n';
}

function planTerraform(
  rows: readonly PlanCells[],
  notes: readonly string[],
  endpoints: EndpointSource,
): string {
  const requests = rows.map((cells): ApiRequest => requestOfCells(cells, endpoints));
  const snippet = snippetOf('terraform', requests, 'create', notes);
  if (snippet === null) throw new Error('Terraform can create listeners.');
  return textOf(snippet.code);
}

/**
 * A program that creates the listeners of these rows, starts those that are to start, and ends at the first request that
 * is rejected. Rows that the schema rejects are left out and counted.
 */
export function planProgram(
  language: Exclude<SnippetLanguage, 'terraform'>,
  rows: readonly PlanCells[],
  { endpoints, invalidNote }: { endpoints: EndpointSource; invalidNote: (count: number) => string },
): { text: string; fileName: string } {
  const parsed = rows.map(parseCells);
  const requests = parsed.flatMap((row): ApiRequest[] => (row.ok ? requestsOf(row.spec, endpoints) : []));
  const invalid = parsed.filter(({ ok }) => !ok).length;
  const snippet = snippetOf(language, requests, 'create', invalid === 0 ? [] : [invalidNote(invalid)]);
  if (snippet === null) throw new Error('Every program can create listeners.');
  return { text: textOf(snippet.code), fileName: snippet.fileName };
}

function requestsOf(spec: ListenerSpec, endpoints: EndpointSource): ApiRequest[] {
  const endpoint = endpointOf(endpoints, spec.regionId);
  const create = { action: CREATE_ACTION, endpoint, parameters: toCreateParameters(spec) };
  return spec.startAfterCreate ? [create, { ...actionRequest('start', spec), endpoint }] : [create];
}

/** What Terraform cannot say of these rows, by column: it has no argument for it, or starts what is not to start. */
export function withoutTerraform(rows: readonly PlanCells[], endpoints: EndpointSource): string[] {
  const requests = rows.map((cells) => requestOfCells(cells, endpoints));
  const stays = rows.some(({ Start }) => Start === 'off') ? ['Start'] : [];
  return [...(snippetOf('terraform', requests, 'create')?.without ?? []), ...stays];
}

/** The request of a row as it is written, whether the schema accepts it or not. */
function requestOfCells(cells: PlanCells, endpoints: EndpointSource): ApiRequest {
  return {
    action: CREATE_ACTION,
    endpoint: endpointOf(endpoints, cells.RegionId ?? null),
    parameters: planColumns.flatMap((column) => {
      const value = cells[column];
      if (value === undefined || column === 'Start') return [];
      const name = column === 'HealthCheckInterval' ? 'healthCheckInterval' : column;
      return [{ name, value, path: pathOfColumn(column) }];
    }),
  };
}

/** An empty table to fill in, with one listener as an example. */
export function csvTemplate(): string {
  const example: PlanCells = {
    RegionId: 'cn-hangzhou',
    LoadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    ListenerPort: '443',
    BackendServerPort: '8443',
    Bandwidth: '-1',
    Start: 'off',
  };
  return [...planCsv([example])].join('');
}
