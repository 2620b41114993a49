import { getTranslations } from 'next-intl/server';
import type { ListQuery } from '@/lib/listeners/list-query';
import { isSameListener } from '@/lib/listeners/list-query-apply';
import type { ListedListener } from '@/lib/listeners/overview-types';
import type { CellWords } from './cell-words';
import { rowId } from './ids';
import { ListenerRows } from './listener-rows';
import { rowView, type RowSentences } from './row-view';
import { TableFrame } from './table-frame';
import { TablePlace } from './table-place';
import css from './table.module.css';

type Props = {
  rows: readonly ListedListener[];
  query: ListQuery;
  page: number;
  /** The regions whose rows a newer reading has not confirmed. */
  oldRegions: readonly string[];
  words: CellWords;
  nowMillis: number;
};

/** The rows of the page. */
export async function ListenerTable({ rows, query, page, oldRegions, words, nowMillis }: Props) {
  const t = await getTranslations('list.table');
  const { marked } = query;
  const markedRow = marked && rows.find((row) => row.protocol === 'tcp' && isSameListener(row, marked));
  const sentences: RowSentences = {
    changing: (status, time) => t('changing', { status, time }),
    share: (percent, peak) => t('share', { percent: String(percent), peak: String(peak) }),
  };
  return (
    <TablePlace
      label={t('label')}
      className={css.wrap}
      page={page}
      markedRowId={markedRow ? rowId(markedRow, markedRow.protocol) : null}
    >
      <TableFrame query={query}>
        <ListenerRows
          rows={rows.map((row) =>
            rowView(row, {
              words,
              sentences,
              marked: row === markedRow,
              old: oldRegions.includes(row.regionId) ? t('old') : null,
              nowMillis,
            }),
          )}
          labels={{ isNew: t('new'), copyId: t.raw('copyId'), copied: t('copied'), mbps: t('mbps') }}
        />
      </TableFrame>
    </TablePlace>
  );
}
