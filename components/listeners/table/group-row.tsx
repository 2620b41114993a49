import { cx } from '@/components/ui/class-names';
import { Row } from '@/components/ui/table';
import css from './table.module.css';

/** The header of an instance's rows, in the reader's language. */
export type GroupView = {
  name: string;
  loadBalancerId: string;
  count: string;
  bandwidth: string;
  /** More is held than there is. */
  over: boolean;
  /** Shown if its first rows are on the previous page; else empty. */
  continued: string;
};

export function GroupRow({ group, span }: { group: GroupView; span: number }) {
  return (
    <Row className={css.groupRow}>
      {/* oxlint-disable-next-line jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- cards take the table's roles away */}
      <th role="rowheader" scope="rowgroup" colSpan={span} className={css.group}>
        <span className={css.heading}>
          <b className="font-medium text-ink">{group.name}</b>{' '}
          {group.name !== group.loadBalancerId && (
            <span translate="no" className="mono text-12">
              {group.loadBalancerId}
            </span>
          )}{' '}
          <span className="text-12">{group.count}</span>{' '}
          <span className={cx('text-12', group.over && 'text-warn')}>{group.bandwidth}</span>{' '}
          {group.continued !== '' && <span className="text-12 text-ink-3">{group.continued}</span>}
        </span>
      </th>
    </Row>
  );
}
