import 'server-only';
import { getTranslations } from 'next-intl/server';
import { entriesReadAtMillis, oldestFactTimes } from '@/lib/inventory/fact-ages';
import { readTimes } from '@/lib/inventory/overview';
import type { ExportFile } from '@/lib/export/export-response';
import { rejectedExport } from '@/lib/export/export-response';
import { inPieces } from '@/lib/export/pieces';
import { config } from '@/lib/config';
import {
  coverageNotes,
  listenersCsv,
  listenersJson,
  type ExportSource,
  type ExportMessages,
} from '@/lib/listeners/list/export';
import { exportColumns } from '@/lib/listeners/list/export-columns';
import { coverageHeaders, coverageOf, exportFileName } from '@/lib/listeners/list/export-coverage';
import { shownColumns } from '@/lib/listeners/list/list-query';
import { filterCoverageOf } from '@/lib/listeners/list/filter-coverage';
import {
  planFile,
  planFileTypes,
  planFormats,
  withoutTerraform,
  type PlanFormat,
} from '@/lib/plans/plan-export';
import { knownRows } from '@/lib/plans/sources/known-rows';
import { noteText } from '@/lib/plans/sources/source-text';
import { otherProtocols } from '@/lib/plans/sources/source-types';
import type { Actor } from '@/lib/model/actor';
import { coverageOfHealth } from '@/lib/listeners/list/row-index';
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
    health: coverageOfHealth(searchable),
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

/** A file for a spreadsheet or a program, or one that a plan reads back as the same listeners. */
export type ExportFormat = 'csv' | 'json' | `plan-${PlanFormat}`;
export const exportFormats: readonly ExportFormat[] = [
  'csv',
  'json',
  ...planFormats.map((format) => `plan-${format}` as const),
];

/** The file itself, or why there is none. */
export async function makeExport(
  request: Request,
  format: ExportFormat,
  actor: Actor,
): Promise<ExportFile | Response> {
  const t = await getTranslations('export');
  const read = await readExport(request, actor);
  if (read === null) return rejectedExport(t('problem.nothingRead'));
  const { source, words } = read;
  const plan = planFormats.find((each) => `plan-${each}` === format);
  const { extension, mediaType } = planFileTypes[plan ?? (format === 'json' ? 'json' : 'csv')];
  const messages = await exportMessages(words.status);
  return {
    pieces: inPieces(
      plan !== undefined
        ? await planLines(source, plan, messages)
        : format === 'json'
          ? listenersJson(source)
          : listenersCsv(source, messages),
    ),
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${exportFileName(source.coverage, extension, new Date(source.nowMillis))}"`,
      ...coverageHeaders(source.coverage),
    },
  };
}

/** The TCP listeners with all their settings, and in sentences what the file lacks. */
async function planLines(source: ExportSource, format: PlanFormat, messages: ExportMessages) {
  const [t, place] = await Promise.all([
    getTranslations('plans.sourceNote'),
    getTranslations('plans.sourceProblem'),
  ]);
  const endpoints = config().connection;
  const tcp = source.rows.filter(({ protocol }) => protocol === 'tcp');
  const { rows, notes } = await knownRows(tcp);
  const lost = format === 'terraform' ? withoutTerraform(rows, endpoints) : [];
  const others = source.rows
    .filter(({ protocol }) => protocol !== 'tcp')
    .map(({ loadBalancerId, listenerPort, protocol }) => `${loadBalancerId} ${listenerPort}/${protocol}`);
  return planFile(format, rows, {
    endpoints,
    notes: [
      ...coverageNotes(source.coverage, messages),
      ...source.coverage.missing.map(messages.missing),
      ...[...otherProtocols(others), ...notes].map((note) => noteText(note, t, place)),
      ...(lost.length === 0 ? [] : [t('without-argument', { columns: lost.join(', ') })]),
    ],
  });
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
