import { CSV_START, csvLine, type Cell } from '@/lib/export/csv';
import { isPartial, type ExportCoverage, type MissingRegion, type OutdatedRegion } from './export-coverage';
import {
  exportColumns,
  timeOf,
  type ExportColumnKey,
  type ExportedRow,
  type SayValue,
} from './export-columns';
import type { ListColumn } from './list-query';
import type { ListedListener } from '@/lib/model/list-row';
import { listenerHealth, type HealthAt, type HealthCoverage } from '@/lib/model/row-health';

/** The texts of a CSV file, in the reader's language. */
export type ExportMessages = {
  column: Record<ExportColumnKey | 'note', string>;
  value: SayValue;
  status: (word: string) => string;
  missing: (region: MissingRegion) => string;
  outdated: (region: OutdatedRegion) => string;
  partialHealth: (health: HealthCoverage) => string;
  partialServers: (servers: Pick<HealthCoverage, 'known' | 'total'>) => string;
  partialOrder: (health: HealthCoverage) => string;
  undecided: (count: number) => string;
  olderEntries: (readAtMillis: number) => string;
  unidentifiedRegions: (count: number) => string;
};

export type ExportSource = HealthAt & {
  rows: readonly ListedListener[];
  /** Those that are shown. */
  columns: readonly ListColumn[];
  coverage: ExportCoverage;
  /** When the row was requested from SLB. */
  readAtMillis: (row: ListedListener) => number | null;
};

/**
 * Rows as the lines of a CSV file for a spreadsheet: the listener's key, then the chosen columns, one fact each, in the
 * reader's language; numbers are numbers. The last column is a note. A region that is missing or incomplete has a line
 * of its own above the others, with its id and a note and no port; rows older than the newest read say so. See
 * docs/decisions/094.
 */
export function* listenersCsv(
  source: ExportSource,
  words: ExportMessages,
): Generator<string, void, undefined> {
  const { missing, outdated } = source.coverage;
  const shown = exportColumns.filter(({ of }) => of === null || source.columns.includes(of));
  yield CSV_START + csvLine([...shown.map(({ key }) => words.column[key]), words.column.note]);

  const note = (text: string): string => csvLine([...shown.map((): Cell => null), text]);
  for (const text of coverageNotes(source.coverage, words)) yield note(text);
  for (const region of missing)
    yield csvLine([
      ...shown.map(({ key }): Cell => (key === 'region' ? region.regionId : null)),
      words.missing(region),
    ]);
  const notes = new Map(outdated.map((region) => [region.regionId, words.outdated(region)]));
  for (const row of source.rows) {
    const exported = exportedOf(row, source);
    yield csvLine([
      ...shown.map(({ cell }) => cell(exported, words.value, words.status)),
      notes.get(row.regionId) ?? null,
    ]);
  }
}

/** What the rows lack as a whole, in sentences. */
export function coverageNotes(coverage: ExportCoverage, words: ExportMessages): string[] {
  const { partialHealth, partialServers, partialOrder, undecided } = coverage;
  const { entriesReadAtMillis, unidentifiedRegions } = coverage;
  return [
    ...(partialHealth === null ? [] : [words.partialHealth(partialHealth)]),
    ...(partialServers === null ? [] : [words.partialServers(partialServers)]),
    ...(partialOrder === null ? [] : [words.partialOrder(partialOrder)]),
    ...(undecided > 0 ? [words.undecided(undecided)] : []),
    ...(entriesReadAtMillis === null ? [] : [words.olderEntries(entriesReadAtMillis)]),
    ...(unidentifiedRegions > 0 ? [words.unidentifiedRegions(unidentifiedRegions)] : []),
  ];
}

/**
 * Rows as a JSON document for a program: an object that first says whether it is complete, then the listeners with
 * domain values, independent of language (`bandwidthMbps` in Mbit/s, -1 is unlimited).
 */
export function* listenersJson(source: ExportSource): Generator<string, void, undefined> {
  const { missing, outdated, partialHealth, partialServers, partialOrder, undecided } = source.coverage;
  const { entriesReadAtMillis, unidentifiedRegions } = source.coverage;
  const health = partialHealth ?? partialOrder;
  const head = {
    exportedAt: timeOf(source.nowMillis),
    complete: !isPartial(source.coverage) && outdated.length === 0,
    missing: missing.map(({ regionId, reason, error }) => ({ regionId, reason, error: errorOf(error) })),
    outdated: outdated.map(({ regionId, readAtMillis, error }) => ({
      regionId,
      readAt: timeOf(readAtMillis),
      error: errorOf(error),
    })),
    ...(health !== null && { healthKnown: { listeners: health.known, of: health.total } }),
    ...(partialServers !== null && {
      serversKnown: { listeners: partialServers.known, of: partialServers.total },
    }),
    // For this many it was unknown whether they match.
    ...(undecided > 0 && { undecided }),
    // The access control part of the filter was decided by entries this old.
    ...(entriesReadAtMillis !== null && { accessListsReadAt: timeOf(entriesReadAtMillis) }),
    // SLB returned this many regions without an id, so their listeners are missing.
    ...(unidentifiedRegions > 0 && { unidentifiedRegions }),
  };
  const outdatedIds = new Set(outdated.map(({ regionId }) => regionId));
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "listeners": [`;
  let separator = '\n';
  for (const row of source.rows) {
    const exported = exportedOf(row, source);
    const object = {
      regionId: row.regionId,
      loadBalancerId: row.loadBalancerId,
      listenerPort: row.listenerPort,
      protocol: row.protocol,
      ...Object.assign({}, ...source.columns.map((column) => valuesOf(exported, column))),
      // Null means that SLB did not return it; the fields listed here were returned but could not be parsed.
      ...(row.unreadable !== undefined && { unreadable: row.unreadable }),
      readAt: timeOf(exported.readAtMillis),
      outdated: outdatedIds.has(row.regionId),
    };
    yield `${separator}    ${JSON.stringify(object)}`;
    separator = ',\n';
  }
  yield `${separator === '\n' ? '' : '\n  '}]\n}\n`;
}

function exportedOf(row: ListedListener, source: ExportSource): ExportedRow {
  const { state, tally } = listenerHealth(row, source);
  return { row, healthState: state, health: tally, readAtMillis: source.readAtMillis(row) };
}

function errorOf(error: MissingRegion['error']) {
  return error === null ? null : { code: error.code, message: error.message, requestId: error.requestId };
}

function valuesOf({ row, healthState, health }: ExportedRow, column: ListColumn): object {
  switch (column) {
    case 'port':
    case 'region':
      return {};
    case 'status':
      return { status: row.status };
    case 'instance':
      return { loadBalancerName: row.loadBalancer.name };
    case 'address':
      return { address: row.loadBalancer.address ?? null };
    case 'address-type':
      return { addressType: row.loadBalancer.addressType || null };
    case 'backend':
      return { backend: row.backend };
    case 'scheduler':
      return { scheduler: row.scheduler };
    case 'bandwidth':
      return { bandwidthMbps: row.bandwidthMbps };
    case 'access':
      return { access: row.access, reach: row.reach };
    case 'healthy':
      return {
        healthState,
        health:
          health === null
            ? null
            : {
                healthy: health.normal,
                unhealthy: health.abnormal,
                withoutResult: health.unknown,
                total: health.all,
                observedAt: timeOf(health.observedAtMillis),
              },
      };
    case 'health-check':
      return { healthCheck: row.healthCheck };
    case 'changed':
      return { changedAt: timeOf(row.changedAtMillis) };
    case 'description':
      return { description: row.description };
    case 'tag':
      return {
        tags: row.tags ?? [],
        instanceTags: row.loadBalancer.tags ?? null,
        owner: row.owner ?? null,
      };
  }
}
