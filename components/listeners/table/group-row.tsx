import type { Route } from 'next';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Row } from '@/components/ui/table';
import type { Translator } from '@/lib/i18n/translator';
import { useRowActions } from './row-actions';
import { Protection } from './row-cells';
import css from './table.module.css';

export type PortView = {
  port: number;
  /** In lower case. One port may have a TCP and a UDP listener. */
  protocol: string;
  state: 'running' | 'stopped' | 'changing' | 'some' | 'none';
  /** What is not as usual. */
  words?: string;
};

export type GroupHealth = { kind: 'bad' | 'warn' | 'quiet'; text: string };

/** The line of an instance above its rows, in the reader's language. */
export type GroupView = {
  name: string;
  loadBalancerId: string;
  /** Begins a plan that copies its listeners to other instances. */
  copyTo: { href: Route; label: string };
  /** What protects the instance; empty if nothing does. */
  protection: string;
  count: string;
  bandwidth: string;
  /** Percent of the bandwidth its listeners share; null where they share none. */
  used: number | null;
  /** More is held than there is. */
  over: boolean;
  /** The ports that match, on all pages, as many as are shown. */
  portsLabel: string;
  ports: readonly PortView[];
  morePorts: string;
  health: readonly GroupHealth[];
  /** Shown if its first rows are on the previous page; else empty. */
  continued: string;
};

type Props = {
  group: GroupView;
  t: Translator<'list.table'>;
  span: number;
  /** Its rows are not shown. */
  folded: boolean;
  onFold: () => void;
};

const HEALTH = { bad: 'font-medium text-bad', warn: 'font-medium text-warn', quiet: 'text-ink-3' };

export function GroupRow({ group, t, span, folded, onFold }: Props) {
  const { copyId } = useRowActions();
  const { name, loadBalancerId, protection, used, over } = group;
  return (
    <Row className={css.groupRow}>
      {/* oxlint-disable-next-line jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- cards take the table's roles away */}
      <th role="rowheader" scope="rowgroup" colSpan={span} className={css.group}>
        <div className={css.heading}>
          <span className={css.nameAndId}>
            <button type="button" aria-expanded={!folded} onClick={onFold} className={css.fold}>
              <Icon name={folded ? 'chevron-right' : 'chevron-down'} size={14} />
              <b className="font-medium text-ink">{name}</b>
            </button>{' '}
            {protection !== '' && <Protection words={protection} />}
            {name !== loadBalancerId && (
              <button
                type="button"
                aria-label={t('copyId', { id: loadBalancerId })}
                onClick={(event) => copyId(loadBalancerId, event.currentTarget)}
                translate="no"
                className={cx(css.id, css.copy)}
              >
                {loadBalancerId}
              </button>
            )}
          </span>{' '}
          <span>{group.count}</span>{' '}
          <span>
            {group.health.map(({ kind, text }) => (
              <span key={kind} className={cx('block', HEALTH[kind])}>
                {text}{' '}
              </span>
            ))}
          </span>
          <span className={cx(css.bandwidthOf, over && 'text-warn', used === null && 'text-ink-3')}>
            {used !== null && (
              <span className={css.usage} data-high={over || undefined}>
                <i style={{ width: `${used}%` }} />
              </span>
            )}
            {group.bandwidth}
          </span>{' '}
          <ul aria-label={group.portsLabel} className={css.ports}>
            {group.ports.map(({ port, protocol, state, words }) => (
              <li key={`${port}/${protocol}`} data-state={state} title={words}>
                <span translate="no">
                  {port}
                  {protocol !== 'tcp' && `/${protocol.toUpperCase()}`}
                </span>
                {words !== undefined && <span className="sr-only"> {words}</span>}
              </li>
            ))}
            {group.morePorts !== '' && <li>{group.morePorts}</li>}
          </ul>{' '}
          <Link href={group.copyTo.href} className="text-12 print:hidden">
            {group.copyTo.label}
          </Link>{' '}
          {group.continued !== '' && <span className="text-ink-3">{group.continued}</span>}
        </div>
      </th>
    </Row>
  );
}
