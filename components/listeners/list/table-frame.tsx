import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { listColumns, type ListQuery } from '@/lib/listeners/list-query';
import { HeadCell, Row, Table } from './cells';
import { SortLink } from './sort-link';
import css from './table.module.css';

type Props = {
  /** Null while nothing can be sorted yet. */
  query: ListQuery | null;
  busy?: boolean;
  /** The box that takes all rows of the page; absent while there are none. */
  select?: ReactNode;
  children: ReactNode;
};

/**
 * The table around its rows: the same columns for rows and skeleton.
 */
export async function TableFrame({ query, busy = false, select, children }: Props) {
  const t = await getTranslations('list');
  return (
    <Table
      label={t('table.label')}
      busy={busy}
      className={css.grid}
      head={
        <Row>
          <HeadCell className={css.select}>
            {select ?? <span className="sr-only">{t('column.select')}</span>}
          </HeadCell>
          {listColumns.map((column) => (
            <ColumnHead key={column} column={column} words={t(`column.${column}`)} query={query} />
          ))}
          <HeadCell className={css.actions}>
            <span className="sr-only">{t('column.actions')}</span>
          </HeadCell>
        </Row>
      }
    >
      {children}
    </Table>
  );
}

type HeadProps = { column: ListQuery['sort']['column']; words: string; query: ListQuery | null };

function ColumnHead({ column, words, query }: HeadProps) {
  if (query === null) return <HeadCell className={css[column]}>{words}</HeadCell>;
  const sorted = query.sort.column === column;
  return (
    <HeadCell
      aria-sort={sorted ? (query.sort.descending ? 'descending' : 'ascending') : undefined}
      className={css[column]}
    >
      <SortLink column={column} words={words} className={css.sort} />
    </HeadCell>
  );
}
