import { planColumns, type PlanCells, type PlanColumn } from '../plan-types';
import { cellText } from '../values';
import { keyOf, type SourceColumn, type SourceDictionary } from './source-dictionary';
import {
  otherProtocols,
  said,
  succeeded,
  type SourceNote,
  type SourceNoteCode,
  type SourceResult,
} from './source-types';

/** One line of a file, by column. Absent: it has no such column, or the cell is blank. */
export type SourceRecord = { readonly [Column in SourceColumn]?: string };

/** The rows of the records of a file. `columns` are all that it has. */
export function rowsOfRecords(
  records: readonly SourceRecord[],
  columns: ReadonlySet<SourceColumn>,
  dictionary: SourceDictionary,
  notes: readonly SourceNote[] = [],
): SourceResult {
  const isTcp = (record: SourceRecord): boolean => /^(?:tcp)?$/i.test(record['export.protocol'] ?? '');
  const tcp = records.filter(isTcp);
  // Lines in which an export of the list says what it lacks.
  const listeners = tcp.filter(
    (record) => record['export.note'] === undefined || record.ListenerPort !== undefined,
  );
  const rows = listeners.map((record) => cellsOfRecord(record, dictionary));
  const count = (code: SourceNoteCode, number: number): SourceNote[] =>
    number === 0 ? [] : [said(code, { count: number })];
  return succeeded(
    rows.filter((cells) => Object.keys(cells).length > 0),
    [
      ...notes,
      ...lackingIn(columns),
      ...count(
        'unknown-values',
        listeners.reduce((sum, record) => sum + unknownIn(record, dictionary).length, 0),
      ),
      ...otherProtocols(records.filter((record) => !isTcp(record)).map(nameOf)),
      ...count('incomplete-export', tcp.length - listeners.length),
    ],
  );
}

/** "lb-1 53/udp". */
function nameOf({ LoadBalancerId, ListenerPort, ...record }: SourceRecord): string {
  const port = `${ListenerPort ?? ''}/${record['export.protocol'] ?? ''}`;
  return LoadBalancerId === undefined ? port : `${LoadBalancerId} ${port}`;
}

/** The export of the list has fewer columns than a plan; what it says in columns of its own is not lacking. */
function lackingIn(columns: ReadonlySet<SourceColumn>): SourceNote[] {
  if (![...columns].some((column) => column.startsWith('export.') && column !== 'export.note')) return [];
  const lacking = planColumns.filter(
    (column) => !columns.has(column) && !/GroupId$|^Acl|^Start$|^HealthCheckDomain$/.test(column),
  );
  return lacking.length === 0 ? [] : [said('own-export', { columns: lacking.join(', ') })];
}

/** Columns whose value the export did not know, and says so. A description may be any word. */
function unknownIn(record: SourceRecord, { values }: SourceDictionary): PlanColumn[] {
  return planColumns.filter(
    (column) => column !== 'Description' && values.unknown.has(keyOf(record[column] ?? '')),
  );
}

function cellsOfRecord(record: SourceRecord, dictionary: SourceDictionary): PlanCells {
  const unknown = unknownIn(record, dictionary);
  const texts = wireTexts(
    Object.fromEntries(Object.entries(record).filter(([column]) => !unknown.some((each) => each === column))),
    dictionary,
  );
  return Object.fromEntries(
    planColumns.flatMap((column): [PlanColumn, string][] => {
      const text = cellText(texts, column);
      return text === '' ? [] : [[column, text]];
    }),
  );
}

/** Words of Sluice's languages become those of the wire. What is no such word stays, and is judged as a cell. */
function wireTexts(record: SourceRecord, { values }: SourceDictionary) {
  const wordOf = (kind: keyof SourceDictionary['values'], text = ''): string | undefined =>
    values[kind].get(keyOf(text));
  const { Scheduler, HealthCheckSwitch, Bandwidth, AclStatus, AclType, AclId, Start } = record;
  const group = wordOf('backend', record['export.backendType']);
  const access = wordOf('access', AclStatus);
  return {
    ...record,
    ...(group !== undefined && { [group]: record['export.serverGroupId'] }),
    Scheduler: wordOf('scheduler', Scheduler) ?? Scheduler,
    HealthCheckSwitch: wordOf('switch', HealthCheckSwitch) ?? HealthCheckSwitch,
    Bandwidth: wordOf('bandwidth', Bandwidth ?? record['export.bandwidthLimit']) ?? Bandwidth,
    // The export says in one word whether access is controlled, and how.
    AclStatus: access === undefined ? (wordOf('switch', AclStatus) ?? AclStatus) : 'on',
    AclType: access ?? wordOf('access', AclType) ?? AclType,
    AclId: AclId?.replaceAll(/[;\uff1b]/g, ','),
    Start: wordOf('switch', Start) ?? Start ?? wordOf('status', record['export.status']),
  } satisfies PlanCells;
}
