import { getTranslations } from 'next-intl/server';
import { listenersCsv, listenersJson } from '@/lib/listeners/export';
import { filterColumns } from '@/lib/listeners/filter/columns';
import { shownColumns } from '@/lib/listeners/list-query';
import { trustedRoute } from '@/lib/web/trusted-route';
import { readMatches } from '../read-matches';

/** All rows that the list shows, of all pages, as a file: `format` is `csv` or `json`, the rest is the list's own address. */
export const GET = trustedRoute(async (request) => {
  const format = new URL(request.url).searchParams.get('format');
  if (format !== 'csv' && format !== 'json') return new Response(null, { status: 400 });
  const [{ query, matches, words }, t] = await Promise.all([readMatches(request), getTranslations('query')]);
  const columns = shownColumns(query);
  if (format === 'json') return file('json', 'application/json', listenersJson(matches, columns));
  const labels = Object.fromEntries(filterColumns.map((column) => [column, t(`column.${column}`)]));
  return file(
    'csv',
    'text/csv; charset=utf-8',
    listenersCsv(matches, columns, words.row, {
      ...(labels as Record<(typeof filterColumns)[number], string>),
      instanceId: t('export.instanceId'),
    }),
  );
});

function file(extension: string, type: string, text: string): Response {
  const stamp = new Date().toISOString().slice(0, 16).replace(/[-:]/g, '');
  return new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="sluice-listeners-${stamp}Z.${extension}"`,
    },
  });
}
