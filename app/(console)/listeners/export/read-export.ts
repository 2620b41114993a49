import 'server-only';
import { getTranslations } from 'next-intl/server';
import { entriesReadAtMillis, oldestFactTimes } from '@/lib/inventory/fact-ages';
import { readTimes } from '@/lib/inventory/overview';
import type { ExportFile } from '@/lib/export/export-response';
import { rejectedExport } from '@/lib/export/export-response';
import { inPieces } from '@/lib/export/pieces';
import {
  listenersCsv,
  listenersJson,
  type ExportSource,
  type ExportMessages,
} from '@/lib/listeners/list/export';
import { exportColumns } from '@/lib/listeners/list/export-columns';
import { coverageHeaders, coverageOf, exportFileName } from '@/lib/listeners/list/export-coverage';
import { shownColumns } from '@/lib/listeners/list/list-query';
import { filterCoverageOf } from '@/lib/listeners/list/filter-coverage';
import type { Actor } from '@/lib/model/actor';
import { healthCoverageOf } from '@/lib/model/row-health';
import type { CellMessages } from '@/components/listeners/cell-messages';
import { utcMinute } from '@/components/listeners/utc-minute';
import { ageOf } from '../read-list';
import { readMatches } from '../read-matches';

/** What an export of the list's URL would contain; null if no region was read, because a file would look like "none". */
export async function readExport(
  request: Request,
  actor: Actor,
): Promise<{
  source: ExportSource;
  words: CellMessages;
  /** In canonical form. */
  filterText: string;
} | null> {
  const [read, listenerReadAt, oldestOf] = await Promise.all([
    readMatches(request, actor),
    readTimes(),
    oldestFactTimes(),
  ]);
  const { query, filter, known, regions, searchable, matches, words } = read;
  // A line is as old as the oldest fact in it.
  const readAtMillis: ExportSource['readAtMillis'] = (row) => {
    const at = listenerReadAt(row);
    return at === null ? null : oldestOf(row, at);
  };
  const requested = {
    ...searchable,
    health: healthCoverageOf(searchable.listeners, searchable.context),
    entriesReadAtMillis: await entriesReadAtMillis(query.regions),
  };
  const ofFilter = filterCoverageOf(requested, filter);
  const coverage = coverageOf(regions, {
    filter: { ...ofFilter, entriesReadAtMillis: await olderThanRows(ofFilter.entriesReadAtMillis, read) },
    order: filterCoverageOf(requested, filter, query.sort),
    ofRegions: known.ok ? known.gaps : undefined,
  });
  if (coverage.isNothingRead || (regions.length === 0 && !known.ok)) return null;
  return {
    source: {
      rows: matches,
      columns: shownColumns(query, filter),
      coverage,
      readAtMillis,
      ...searchable.context,
    },
    words,
    filterText: query.text,
  };
}

/** A time of entries where the list would say it: it is older than the rows. */
async function olderThanRows(
  atMillis: number | null,
  { matches, regions }: Pick<Awaited<ReturnType<typeof readMatches>>, 'matches' | 'regions'>,
): Promise<number | null> {
  if (atMillis === null) return null;
  const { readAtMillis } = await ageOf(matches, regions, Date.now());
  return atMillis < readAtMillis ? atMillis : null;
}

/** The file itself, or why there is none. */
export async function makeExport(
  request: Request,
  format: 'csv' | 'json',
  actor: Actor,
): Promise<ExportFile | Response> {
  const t = await getTranslations('export');
  const read = await readExport(request, actor);
  if (read === null) return rejectedExport(t('problem.nothingRead'));
  const { source, words } = read;
  const lines =
    format === 'json' ? listenersJson(source) : listenersCsv(source, await exportMessages(words.status));
  return {
    pieces: inPieces(lines),
    headers: {
      'content-type': format === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${exportFileName(source.coverage, format, new Date(source.nowMillis))}"`,
      ...coverageHeaders(source.coverage),
    },
  };
}

export async function exportMessages(status: ExportMessages['status']): Promise<ExportMessages> {
  const t = await getTranslations('export');
  const columns = [...exportColumns.map(({ key }) => key), 'note'] as const;
  return {
    column: Object.fromEntries(columns.map((key) => [key, t(`column.${key}`)])) as ExportMessages['column'],
    value: (value) => t(`value.${value}`),
    status,
    missing: ({ regionId: region, reason, error }) =>
      reason === 'failed' && error !== null
        ? t('note.failed', { region, code: error.code, message: error.message })
        : t(reason === 'failed' ? 'note.reading' : `note.${reason}`, { region }),
    partialHealth: ({ known, total }) => t('note.partialHealth', { known, total }),
    partialServers: ({ known, total }) => t('note.partialServers', { known, total }),
    partialOrder: ({ known, total }) => t('note.partialOrder', { known, total }),
    undecided: (count) => t('note.undecided', { count }),
    olderEntries: (atMillis) => t('note.olderEntries', { time: utcMinute(atMillis) }),
    unidentifiedRegions: (count) => t('note.unidentifiedRegions', { count }),
    outdated: ({ regionId: region, error }) =>
      error === null
        ? t('note.late', { region })
        : t('note.outdated', { region, code: error.code, message: error.message }),
  };
}
