import type { Filter } from '@/lib/listeners/list/filter/filter';
import { shownColumns, type ListColumn, type ListQuery } from '@/lib/listeners/list/list-query';

/** A column of the table: one fact, or two that are read together. */
export type TableColumn = {
  /** Its class in table.module.css. */
  name: ListColumn | 'state';
  facts: readonly ListColumn[];
  /** The least width (table.module.css); what is narrower scrolls. */
  width: number;
};

const WIDTHS: Record<ListColumn, number> = {
  port: 112,
  // Beside the port.
  description: 76,
  status: 134,
  healthy: 78,
  instance: 190,
  region: 110,
  address: 124,
  'address-type': 76,
  backend: 120,
  scheduler: 76,
  'health-check': 104,
  access: 150,
  bandwidth: 68,
  changed: 96,
  tag: 140,
};

/** The facts in each row: below the line of its instance, a row does not repeat the instance. */
export function rowColumns(query: ListQuery, filter: Filter): readonly ListColumn[] {
  const columns = shownColumns(query, filter);
  return query.grouped ? columns.filter((column) => column !== 'instance') : columns;
}

/**
 * The table's columns for the chosen facts: the description belongs to the port, and status and health stand side by
 * side, as two marks, because they are independent.
 */
export function tableColumns(columns: readonly ListColumn[]): TableColumn[] {
  return columns.flatMap((fact): TableColumn[] => {
    const shows = (other: ListColumn) => columns.includes(other);
    if (fact === 'description') return [];
    if (fact === 'port' && shows('description')) return [columnOf('port', ['port', 'description'])];
    if (fact === 'status' && shows('healthy')) return [columnOf('state', ['status', 'healthy'])];
    return fact === 'healthy' && shows('status') ? [] : [columnOf(fact, [fact])];
  });
}

function columnOf(name: TableColumn['name'], facts: readonly ListColumn[]): TableColumn {
  return { name, facts, width: facts.reduce((sum, fact) => sum + WIDTHS[fact], 0) };
}
