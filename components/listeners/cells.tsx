/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label --
   the cards of a narrow screen take the table's own roles away, so they are written out */
import type { ComponentProps, CSSProperties, ReactNode } from 'react';

type TableProps = {
  label: string;
  busy: boolean;
  className: string | undefined;
  /** In px: a narrower place scrolls. */
  minWidth?: number;
  head: ReactNode;
  children: ReactNode;
};

/** A table whose roles survive `display: grid`. */
export function Table({ label, busy, className, minWidth, head, children }: TableProps) {
  return (
    <table
      role="table"
      aria-label={label}
      aria-busy={busy || undefined}
      className={className}
      style={minWidth === undefined ? undefined : ({ '--grid-min': `${minWidth}px` } as CSSProperties)}
    >
      <thead role="rowgroup">{head}</thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
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
