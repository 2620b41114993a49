'use client';

/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- as in listener-rows.tsx */
import { Chip } from '@/components/ui/chip';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { Translator } from '@/lib/i18n/translator';
import type { AccessMessages, TwoLines } from '../cell-messages';
import { useRowActions } from './row-actions';
import type { BandwidthView, RowView } from './row-view';
import css from './table.module.css';

/** The name over the id, which is copied with one click. */
export function InstanceCell({ row, t }: { row: RowView; t: Translator<'list.table'> }) {
  const { copyId } = useRowActions();
  const { loadBalancerName: name, protection, silent, older } = row;
  const { loadBalancerId } = row.listenerKey;
  const words = t('copyId', { id: loadBalancerId });
  const named = name !== loadBalancerId;
  return (
    <td
      role="cell"
      className={cx(css.instance, css.two, named && css.both, older?.instance !== undefined && css.older)}
      title={older?.instance}
    >
      {(named || protection !== undefined) && (
        <span className={css.name}>
          {named && (
            <span translate="no" className={css.clip}>
              {name}
            </span>
          )}
          {protection !== undefined && <Protection words={protection} />}
        </span>
      )}
      <button
        type="button"
        aria-label={words}
        onClick={(event) => copyId(loadBalancerId, event.currentTarget)}
        translate="no"
        className={cx(css.id, css.copy)}
      >
        {loadBalancerId}
      </button>
      <Silent why={silent?.instance} />
      <Older words={older?.instance} />
    </td>
  );
}

/** That the instance is protected, and by what. */
export function Protection({ words }: { words: string }) {
  return (
    <span title={words} className="text-ink-3">
      <Icon name="lock" size={14} />
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** In the place of a value that is not there: why, on hover and to screen readers. */
export function Silent({ why }: { why: string | undefined }) {
  if (why === undefined) return null;
  return (
    <span title={why} className="text-ink-3">
      <span aria-hidden>—</span>
      <span className="sr-only">{why}</span>
    </span>
  );
}

/** Said of a cell whose facts were read before its row was; the eye sees its hatched edge. */
export function Older({ words }: { words: string | undefined }) {
  return words === undefined ? null : <span className="sr-only"> {words}</span>;
}

type TwoCellProps = {
  className: string | undefined;
  lines: TwoLines;
  silent: string | undefined;
  older?: string | undefined;
};

export function TwoCell({ className, lines: [first, second], silent, older }: TwoCellProps) {
  return (
    <td
      role="cell"
      className={cx(className, css.two, second !== '' && css.both, older !== undefined && css.older)}
      title={older}
    >
      <span className={css.clip}>{first}</span>
      <Silent why={silent} />
      <Older words={older} />
      {second !== '' && <span className={css.second}>{second}</span>}
    </td>
  );
}

/** Empty where Sluice did not see it change. */
export function ChangedCell({ changed, label }: { changed: RowView['changed']; label: string }) {
  return (
    <td role="cell" className={css.changed}>
      {changed !== undefined && (
        <>
          <span className={css.unit}>{label} </span>
          <time dateTime={changed.at} title={changed.at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}>
            {changed.age}
          </time>
        </>
      )}
    </td>
  );
}

type BandwidthCellProps = { bandwidth: BandwidthView; unit: string; silent: string | undefined };

export function BandwidthCell({ bandwidth, unit, silent }: BandwidthCellProps) {
  if (!bandwidth.capped)
    return (
      <td role="cell" className={cx(css.bandwidth, css.quiet)}>
        {bandwidth.text}
        <Silent why={silent} />
      </td>
    );
  const { text, share } = bandwidth;
  return (
    <td role="cell" className={css.bandwidth}>
      {text}
      <span className={css.unit}> {unit}</span>
      {share !== null && (
        <span className={css.usage} data-high={share.percent >= 90 || undefined} title={share.words}>
          <i style={{ width: `${share.percent}%` }} />
        </span>
      )}
    </td>
  );
}

const ACCESS_STYLES = {
  open: { kind: 'bare', icon: 'globe' },
  allow: { kind: 'plain', icon: 'allow' },
  deny: { kind: 'dashed', icon: 'deny' },
  care: { kind: 'warn', icon: 'warn' },
  other: { kind: 'plain', icon: 'list' },
  unknown: { kind: 'dashed', icon: 'list' },
} as const;

type AccessCellProps = { access: AccessMessages; silent: string | undefined; older: string | undefined };

export function AccessCell({ access, silent, older }: AccessCellProps) {
  const title = [access.title ?? silent, older].filter(Boolean).join('. ') || undefined;
  return (
    <td
      role="cell"
      className={cx(css.access, css.two, access.lists !== '' && css.both, older !== undefined && css.older)}
      title={older}
    >
      <Chip {...ACCESS_STYLES[access.kind]} {...(title === undefined ? {} : { title })}>
        {access.text}
        {silent !== undefined && <span className="sr-only"> {silent}</span>}
        <Older words={older} />
      </Chip>
      {access.lists !== '' && (
        <span translate="no" className={cx(css.id, css.clip)}>
          {access.lists}
        </span>
      )}
    </td>
  );
}
