import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { HeadCell, Row, Table } from '@/components/ui/table';
import type { ListColumn, ListQuery } from '@/lib/listeners/list/list-query';
import { SortLink } from './sort-link';
import css from './table.module.css';

type Props = {
  /** Null while nothing can be sorted yet. */
  query: ListQuery | null;
  columns: readonly ListColumn[];
  compact?: boolean;
  busy?: boolean;
  /** The box that takes all rows of the page; absent while there are none. */
  select?: ReactNode;
  children: ReactNode;
};

/** The least width of each column (table.module.css); what is narrower scrolls. */
const WIDTHS: Record<ListColumn, number> = {
  port: 88,
  status: 134,
  instance: 190,
  region: 110,
  address: 124,
  'address-type': 76,
  backend: 120,
  scheduler: 76,
  bandwidth: 68,
  access: 130,
  healthy: 78,
  'health-check': 104,
  changed: 84,
  description: 70,
};
/** Beside the usual columns they make the table wider than most screens. */
const WIDE: readonly ListColumn[] = ['address', 'address-type', 'changed'];
/** The checkbox before, the actions after. */
const SIDES_WIDTH = 88;

/**
 * The table around its rows: the same columns for rows and skeleton.
 */
export async function TableFrame({ query, columns, compact = false, busy = false, select, children }: Props) {
  const t = await getTranslations('list');
  return (
    <Table
      label={t('table.label')}
      busy={busy}
      className={cx(
        css.grid,
        compact && css.compact,
        WIDE.some((column) => columns.includes(column)) && css.wide,
      )}
      minWidth={columns.reduce((sum, column) => sum + WIDTHS[column], SIDES_WIDTH)}
      head={
        <Row>
          <HeadCell className={css.select}>
            {select ?? <span className="sr-only">{t('column.select')}</span>}
          </HeadCell>
          {columns.map((column) => (
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
