import { getTranslations } from 'next-intl/server';
import type { ListQuery } from '@/lib/listeners/list-query';
import { isSameListener } from '@/lib/listeners/list-query-apply';
import type { ListedListener } from '@/lib/listeners/overview-types';
import type { CellWords } from './cell-words';
import { rowId } from './ids';
import { ListenerRow, type RowLabels } from './listener-row';
import { TableFrame } from './table-frame';
import { TablePlace } from './table-place';
import css from './table.module.css';

type Props = {
  rows: readonly ListedListener[];
  query: ListQuery;
  page: number;
  words: CellWords;
  nowMillis: number;
};

/** The rows of the page. */
export async function ListenerTable({ rows, query, page, words, nowMillis }: Props) {
  const t = await getTranslations('list.table');
  const { marked } = query;
  const markedRow = marked && rows.find((row) => row.protocol === 'tcp' && isSameListener(row, marked));
  const labels: RowLabels = {
    isNew: t('new'),
    changing: (status, time) => t('changing', { status, time }),
    share: (percent, peak) => t('share', { percent: String(percent), peak: String(peak) }),
    copyId: (id) => t('copyId', { id }),
    copied: t('copied'),
    mbps: t('mbps'),
  };
  return (
    <TablePlace
      label={t('label')}
      className={css.wrap}
      page={page}
      markedRowId={markedRow ? rowId(markedRow, markedRow.protocol) : null}
    >
      <TableFrame query={query}>
        {rows.map((row) => (
          <ListenerRow
            key={`${row.regionId}/${rowId(row, row.protocol)}`}
            listener={row}
            words={words}
            labels={labels}
            marked={row === markedRow}
            nowMillis={nowMillis}
          />
        ))}
      </TableFrame>
    </TablePlace>
  );
}
