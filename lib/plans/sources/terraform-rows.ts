import { KEY_ARGUMENTS, SETTING_ARGUMENTS } from '@/lib/snippets/terraform-arguments';
import { planColumns, type PlanCells, type PlanColumn } from '../plan-types';
import { said, type SourceNote } from './source-types';

export const LISTENER_RESOURCE = 'alicloud_slb_listener';

/** The arguments of the provider and the columns of a plan: the table that writes them, read backwards. */
export const columnsOfArguments: ReadonlyMap<string, PlanColumn> = new Map(
  Object.entries({ ...KEY_ARGUMENTS, ...SETTING_ARGUMENTS }).flatMap(([wire, { name }]) => {
    const column = planColumns.find((each) => each === wire);
    return column === undefined ? [] : [[name, column] as const];
  }),
).set('acl_id', 'AclId');

/** Whether these arguments are those of a TCP listener. */
export function isTcp(written: Readonly<Record<string, unknown>>): boolean {
  return String(written['protocol']).toLowerCase() === 'tcp';
}

/**
 * The row of a listener's arguments. The provider starts every listener it creates, and writes 0 for a port, and an
 * empty text for anything, that was not given.
 */
export function cellsOfArguments(
  texts: Readonly<Record<string, string>>,
  regionId: string | undefined,
): PlanCells {
  const cells: { [Column in PlanColumn]?: string } = { Start: 'on' };
  if (regionId !== undefined && regionId !== '') cells.RegionId = regionId;
  for (const [name, text] of Object.entries(texts)) {
    const column = columnsOfArguments.get(name);
    if (column === undefined || text === '' || (text === '0' && column === 'HealthCheckConnectPort'))
      continue;
    cells[column] = text;
  }
  return cells;
}

/** A value of an argument as a cell has it; undefined for what no cell can be. */
export function textOfValue(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const texts = value.map(textOfValue);
    return texts.some((text) => text === undefined) ? undefined : texts.join(',');
  }
  return typeof value === 'object' || typeof value === 'symbol' ? undefined : String(value);
}

/** Collects the values that a file does not say: one note for each, with the first line and the number of listeners. */
export function openExpressions() {
  const found = new Map<
    string,
    { column: PlanColumn; expression: string; line: number | null; count: number }
  >();
  return {
    add(column: PlanColumn, expression: string, line: () => number | null = () => null): void {
      const key = `${column} ${expression}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { column, expression, line: line(), count: 1 });
      else known.count += 1;
    },
    notes: (): SourceNote[] =>
      [...found.values()]
        .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
        .map(({ line, ...values }) => said('expression', values, { line })),
  };
}

/** What every resource may have, and what decides the rows. */
const META_ARGUMENTS = [
  'protocol',
  'provider',
  'count',
  'for_each',
  'depends_on',
  'lifecycle',
  'timeouts',
  'provisioner',
  'connection',
];

/** Collects the arguments that no column of a plan has: one note for all of them. */
export function otherSettings() {
  const names = new Set<string>();
  let count = 0;
  return {
    add(texts: Readonly<Record<string, string>>): void {
      const others = Object.entries(texts).flatMap(([name, text]) =>
        columnsOfArguments.has(name) || META_ARGUMENTS.includes(name) || text === '' || text === 'false'
          ? []
          : [name],
      );
      for (const name of others) names.add(name);
      if (others.length > 0) count += 1;
    },
    notes: (): SourceNote[] =>
      count === 0 ? [] : [said('without-column', { settings: [...names].join(', '), count })],
  };
}

/** The arguments of a listener that Sluice knows, among everything that a state has. */
export function isKnownArgument(name: string): boolean {
  return (
    columnsOfArguments.has(name) ||
    Object.values(SETTING_ARGUMENTS).some((argument) => argument.name === name)
  );
}
