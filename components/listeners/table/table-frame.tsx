import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { HeadCell, Row, Table } from '@/components/ui/table';
import type { ListColumn, ListQuery } from '@/lib/listeners/list/list-query';
import { SortLink } from './sort-link';
import { tableColumns, type TableColumn } from './table-columns';
import css from './table.module.css';

type Props = {
  /** Null while nothing can be sorted yet. */
  query: ListQuery | null;
  columns: readonly ListColumn[];
  compact?: boolean;
  busy?: boolean;
  /** A row has an action beside its menu. */
  withAction?: boolean;
  /** The box that takes all rows of the page; absent while there are none. */
  select?: ReactNode;
  children: ReactNode;
};

/** Beside the usual columns they make the table wider than most screens. */
const WIDE: readonly ListColumn[] = ['address', 'address-type', 'scheduler', 'health-check', 'tag'];
/** The checkbox before, the actions after. */
const SIDES_WIDTH = 88;

/**
 * The table around its rows: the same columns for rows and skeleton.
 */
export async function TableFrame({
  query,
  columns,
  compact = false,
  busy = false,
  withAction = false,
  select,
  children,
}: Props) {
  const t = await getTranslations('list');
  const shown = tableColumns(columns);
  return (
    <Table
      label={t('table.label')}
      busy={busy}
      className={cx(
        css.grid,
        compact && css.compact,
        withAction && css.withAction,
        WIDE.some((column) => columns.includes(column)) && css.wide,
      )}
      minWidth={shown.reduce((sum, { width }) => sum + width, SIDES_WIDTH)}
      head={
        <Row>
          <HeadCell className={css.select}>
            {select ?? <span className="sr-only">{t('column.select')}</span>}
          </HeadCell>
          {shown.map((column) => (
            <ColumnHead
              key={column.name}
              column={column}
              words={(fact) => t(`column.${fact}`)}
              query={query}
            />
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

type HeadProps = {
  column: TableColumn;
  words: (fact: ListColumn) => string;
  query: ListQuery | null;
};

/** Each fact of the column is named, and the rows can be sorted by each. */
function ColumnHead({ column: { name, facts }, words, query }: HeadProps) {
  const sorted = query !== null && facts.includes(query.sort.column);
  return (
    <HeadCell
      aria-sort={sorted ? (query.sort.descending ? 'descending' : 'ascending') : undefined}
      className={cx(css[name], facts.length > 1 && css.paired)}
    >
      {facts.map((fact) =>
        query === null ? (
          <span key={fact}>{words(fact)} </span>
        ) : (
          <SortLink key={fact} column={fact} words={words(fact)} className={css.sort} />
        ),
      )}
    </HeadCell>
  );
}
