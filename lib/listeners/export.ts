import { CSV_START, csvLine } from '@/lib/export/csv';
import type { FilterColumn } from './filter/columns';
import type { ListColumn } from './list-query';
import type { ListedListener } from './overview-types';
import type { RowWords } from './row-facts';
import { healthyText, seenHealthOf } from './seen-health';

/** What an export names its columns. */
export type ExportLabels = Record<FilterColumn | 'instanceId', string>;

type Cell = string | number | null;

/**
 * Rows as a CSV file for a spreadsheet: what names a listener, then the chosen columns, in the reader's words; numbers are
 * numbers. No cell is a formula.
 */
export function listenersCsv(
  rows: readonly ListedListener[],
  columns: readonly ListColumn[],
  words: RowWords,
  labels: ExportLabels,
): string {
  // They stand among the names.
  const others = columns.filter((column) => column !== 'port' && column !== 'region');
  const head = [
    labels.region,
    labels.instanceId,
    labels.port,
    labels.protocol,
    ...others.map((column) => labels[column]),
  ];
  const lines = rows.map((row) => {
    const cells = words(row);
    return csvLine([
      row.regionId,
      row.loadBalancerId,
      row.listenerPort,
      row.protocol.toUpperCase(),
      ...others.map((column) => cellOf(row, column, cells)),
    ]);
  });
  return [CSV_START, csvLine(head), ...lines].join('');
}

function cellOf(row: ListedListener, column: ListColumn, cells: Record<ListColumn, string>): Cell {
  switch (column) {
    case 'instance':
      return row.loadBalancer.name;
    case 'healthy':
      return healthyText(seenHealthOf(row)) || null;
    case 'changed':
      return changedAt(row);
    case 'bandwidth':
      return row.bandwidthMbps !== null && row.bandwidthMbps >= 0 ? row.bandwidthMbps : cells.bandwidth;
    default:
      return cells[column] === '' ? null : cells[column];
  }
}

/**
 * Rows as JSON for a program: what names a listener, then the chosen columns with the values of the domain, in no language
 * (`bandwidthMbps` in Mbit/s, -1 is no cap).
 */
export function listenersJson(rows: readonly ListedListener[], columns: readonly ListColumn[]): string {
  const objects = rows.map((row) => ({
    regionId: row.regionId,
    loadBalancerId: row.loadBalancerId,
    listenerPort: row.listenerPort,
    protocol: row.protocol,
    ...Object.assign({}, ...columns.map((column) => valuesOf(row, column))),
  }));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

function valuesOf(row: ListedListener, column: ListColumn): object {
  switch (column) {
    case 'port':
    case 'region':
      return {};
    case 'status':
      return { status: row.status };
    case 'instance':
      return { loadBalancerName: row.loadBalancer.name };
    case 'backend':
      return { backend: row.backend };
    case 'scheduler':
      return { scheduler: row.scheduler };
    case 'bandwidth':
      return { bandwidthMbps: row.bandwidthMbps };
    case 'access':
      return { access: row.access };
    case 'healthy':
      return { health: seenHealthOf(row) };
    case 'health-check':
      return { healthCheck: row.healthCheck };
    case 'changed':
      return { changedAt: changedAt(row) };
    case 'description':
      return { description: row.description };
  }
}

function changedAt({ changedAtMillis }: ListedListener): string | null {
  return changedAtMillis === null ? null : new Date(changedAtMillis).toISOString();
}
