/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label --
   the cards of a narrow screen take the table's own roles away, so they are written out */
import type { ComponentProps, CSSProperties, ReactNode } from 'react';
import { cx } from './class-names';
import css from './table.module.css';

type TableProps = {
  label: string;
  busy?: boolean;
  className?: string | undefined;
  /** In px: a narrower place scrolls. */
  minWidth?: number;
  head: ReactNode;
  /** Rows; or groups of them (`RowGroup`) if it is `grouped`. */
  children: ReactNode;
  grouped?: boolean;
};

/** A table whose roles survive `display: grid`. */
export function Table({ label, busy, className, minWidth, head, grouped, children }: TableProps) {
  return (
    <table
      role="table"
      aria-label={label}
      aria-busy={busy || undefined}
      className={cx(css.table, className)}
      style={minWidth === undefined ? undefined : ({ '--table-min': `${minWidth}px` } as CSSProperties)}
    >
      <thead role="rowgroup">{head}</thead>
      {grouped ? children : <tbody role="rowgroup">{children}</tbody>}
    </table>
  );
}

/** A table's scroll container, reached and scrolled by keyboard too. */
export function TableSection({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} className={css.place}>
      {children}
    </section>
  );
}

export function Row(props: ComponentProps<'tr'>) {
  return <tr role="row" {...props} />;
}

export function HeadCell(props: ComponentProps<'th'>) {
  return <th role="columnheader" scope="col" {...props} />;
}

export function Cell(props: ComponentProps<'td'>) {
  return <td role="cell" {...props} />;
}

/** The cell that names its row. */
export function RowHead(props: ComponentProps<'th'>) {
  return <th role="rowheader" scope="row" {...props} />;
}

/** Rows under a heading across all `span` columns; null: without one. */
export function RowGroup({
  heading,
  span,
  children,
}: {
  heading: ReactNode;
  span: number;
  children: ReactNode;
}) {
  return (
    <tbody role="rowgroup">
      {heading !== null && (
        <Row className={css.group}>
          <th role="rowheader" scope="rowgroup" colSpan={span}>
            {heading}
          </th>
        </Row>
      )}
      {children}
    </tbody>
  );
}
