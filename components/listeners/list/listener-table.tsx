import { getTranslations } from 'next-intl/server';
import type { ListQuery } from '@/lib/listeners/list-query';
import { isSameListener } from '@/lib/listeners/list-query-apply';
import type { ListedListener } from '@/lib/listeners/overview-types';
import type { CellWords } from './cell-words';
import { rowId } from './ids';
import { ListenerRows } from './listener-rows';
import { rowView, type RowSentences } from './row-view';
import { PageOfRows, PageSelect } from './select-boxes';
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
  const [t, select] = await Promise.all([getTranslations('list.table'), getTranslations('selection')]);
  const { marked } = query;
  const markedRow = marked && rows.find((row) => row.protocol === 'tcp' && isSameListener(row, marked));
  const sentences: RowSentences = {
    changing: (status, time) => t('changing', { status, time }),
    share: (percent, peak) => t('share', { percent: String(percent), peak: String(peak) }),
  };
  const views = rows.map((row) =>
    rowView(row, {
      words,
      sentences,
      marked: row === markedRow,
      old: oldRegions.includes(row.regionId) ? t('old') : null,
      nowMillis,
    }),
  );
  const selectable = views.filter(({ readOnly }) => readOnly === null);
  return (
    <TablePlace
      label={t('label')}
      className={css.wrap}
      page={page}
      markedRowId={markedRow ? rowId(markedRow, markedRow.protocol) : null}
    >
      <PageOfRows
        keys={selectable.map(({ subject }) => subject.listenerKey)}
        words={{ row: select.raw('row'), page: select('page'), onlyTcp: select('onlyTcp') }}
      >
        <TableFrame query={query} select={selectable.length > 0 && <PageSelect />}>
          <ListenerRows
            rows={views}
            labels={{ isNew: t('new'), copyId: t.raw('copyId'), copied: t('copied'), mbps: t('mbps') }}
          />
        </TableFrame>
      </PageOfRows>
    </TablePlace>
  );
}
