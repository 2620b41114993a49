import { getLocale, getTranslations } from 'next-intl/server';
import { exportMessages, readExport } from '@/app/(console)/listeners/export/read-export';
import type { CellMessages } from '@/components/listeners/cell-messages';
import { utcMinute } from '@/components/listeners/utc-minute';
import { rejectedExport, respondWithExport, type ExportFile } from '@/lib/export/export-response';
import { inPieces } from '@/lib/export/pieces';
import { coverageNotes, type ExportMessages, type ExportSource } from '@/lib/listeners/list/export';
import { coverageHeaders } from '@/lib/listeners/list/export-coverage';
import { oldestReadAtMillis, PRINTED_MAX, printedList, type PrintedList } from '@/lib/listeners/list/print';
import { healthyText, listenerHealth } from '@/lib/model/row-health';
import type { Actor } from '@/lib/model/actor';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * `GET /listeners/print`, the rest as in the list's own URL: all rows of all pages with the columns shown, as a document
 * to be printed. It says what it lacks, as an export does, and counts as one.
 */
export const GET = trustedRoute(async (request, actor) => {
  const t = await getTranslations('export');
  return respondWithExport(request, { personId: actor.personId, busy: t('problem.busy') }, () =>
    makePrint(request, actor),
  );
});

async function makePrint(request: Request, actor: Actor): Promise<ExportFile | Response> {
  const [locale, t, list, read] = await Promise.all([
    getLocale(),
    getTranslations('export'),
    getTranslations('list'),
    readExport(request, actor),
  ]);
  if (read === null) return rejectedExport(t('problem.nothingRead'));
  const { source, words, filterText } = read;
  const messages = await exportMessages(words.status);
  const { coverage } = source;
  const count = source.rows.length;
  const isCut = count > PRINTED_MAX;
  const rows = isCut ? source.rows.slice(0, PRINTED_MAX) : source.rows;
  const readAtMillis = oldestReadAtMillis({ ...source, rows });
  const printed: PrintedList = {
    locale,
    title: list('title'),
    facts: [
      t('print.count', { count }),
      ...(readAtMillis === null ? [] : [t('print.readAt', { time: utcMinute(readAtMillis) })]),
      ...(filterText === '' ? [] : [t('print.filter', { filter: filterText })]),
    ],
    notes: [
      ...(isCut ? [t('print.cut', { max: PRINTED_MAX, count })] : []),
      ...coverageNotes(coverage, messages),
      ...coverage.missing.map(messages.missing),
      ...coverage.outdated.map(messages.outdated),
    ],
    hint: t('print.hint'),
    columns: source.columns.map((name) => ({ name, label: list(`column.${name}`) })),
    rows,
    cells: (row) => printedCells(row, source, words, messages),
    nonce: nonceOf(request),
  };
  return {
    pieces: inPieces(printedList(printed)),
    headers: { 'content-type': 'text/html; charset=utf-8', ...coverageHeaders(coverage) },
  };
}

/** The cells as in the list, in full, with what the list shows by its own elements. */
function printedCells(
  row: ExportSource['rows'][number],
  source: ExportSource,
  words: CellMessages,
  { value }: ExportMessages,
): ReturnType<CellMessages['row']> {
  const cells = words.row(row);
  const silent = words.silent(row);
  const unknown = Object.fromEntries(
    Object.keys(silent ?? {}).map((cell) => [cell, value('unknown')]),
  ) as Partial<typeof cells>;
  return {
    ...cells,
    ...unknown,
    port: [cells.port, row.owner?.name ?? ''].filter((text) => text !== '').join(' · '),
    healthy: row.protocol === 'tcp' ? healthyCell(row, source, value) : '',
    changed: row.changedAtMillis === null ? '' : utcMinute(row.changedAtMillis),
  };
}

function healthyCell(
  row: ExportSource['rows'][number],
  source: ExportSource,
  value: ExportMessages['value'],
): string {
  const { state, tally } = listenerHealth(row, source);
  const seen = healthyText(tally);
  if (seen === '') return value(state === 'not-checked' || tally?.all === 0 ? 'not-checked' : 'unknown');
  return state === 'older' ? `${seen} ${value('older')}` : seen;
}

/** The server puts the policy of the response on the request (lib/web/server.ts). */
function nonceOf(request: Request): string {
  const policy = request.headers.get('content-security-policy') ?? '';
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
}
