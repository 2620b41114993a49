'use client';

import Link from 'next/link';
import { Fragment } from 'react';
import { Chip } from '@/components/ui/chip';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Status } from '@/components/ui/status';
import { cx } from '@/components/ui/class-names';
import type { ListColumn } from '@/lib/listeners/list-query';
import { Cell, Row } from './cells';
import type { AccessWords, TwoLines } from './cell-words';
import { GroupRow, type GroupView } from './group-row';
import { Healthy, type HealthyWords } from './healthy';
import { RowActions, StartButton } from './row-actions';
import { ROW_OF_KEYS } from './row-keys';
import type { BandwidthView, RowView } from './row-view';
import { RowSelect } from './select-boxes';
import css from './table.module.css';
import { fill } from './template';

export type RowLabels = Record<'isNew' | 'copyId' | 'copied' | 'mbps', string> & { healthy: HealthyWords };

type Props = {
  rows: readonly RowView[];
  labels: RowLabels;
  columns: readonly ListColumn[];
  /** The heads of instances, by the id of the row that each stands before. */
  groups: Readonly<Record<string, GroupView>>;
};

/** The rows of a page. */
export function ListenerRows({ rows, labels, columns, groups }: Props) {
  return rows.map((row) => {
    const group = groups[row.id];
    return (
      <Fragment key={`${row.subject.listenerKey.regionId}/${row.id}`}>
        {group && <GroupRow group={group} span={columns.length + 2} />}
        <ListenerRow row={row} labels={labels} columns={columns} />
      </Fragment>
    );
  });
}

/** One listener. Normal is quiet; what is wrong, moving or new has a shape and a word. */
function ListenerRow({ row, labels, columns }: Pick<Props, 'labels' | 'columns'> & { row: RowView }) {
  const shows = (column: ListColumn): boolean => columns.includes(column);
  const { subject, marked, description, loadBalancerName, protection } = row;
  const { regionId, loadBalancerId, listenerPort } = subject.listenerKey;
  return (
    <Row id={row.id} {...ROW_OF_KEYS} className={cx(marked && css.new, row.old !== null && css.old)}>
      <Cell className={css.select}>
        <RowSelect subject={subject} selectable={row.readOnly === null} />
      </Cell>
      <Cell className={css.port}>
        <span className={linesClass(row.readOnly !== null)}>
          <span>
            <Link href={row.href} prefetch={false} className="text-ink!">
              <span className={css.digits}>{listenerPort}</span>{' '}
              <span className={css.protocol}>{row.protocol}</span>
            </Link>
            {row.old !== null && <span className="sr-only"> {row.old}</span>}
          </span>
          {row.readOnly !== null && <span>{row.readOnly}</span>}
        </span>
      </Cell>
      {shows('status') && (
        <Cell className={css.status}>
          <Status status={subject.status}>{row.statusWords}</Status>
          {marked && row.obstacles.start === null && (
            <>
              {' '}
              <StartButton subject={subject} />
            </>
          )}
        </Cell>
      )}
      {shows('instance') && (
        <Cell className={css.instance}>
          <span className={linesClass(loadBalancerName !== loadBalancerId)}>
            <span className={css.name}>
              <span className={css.clip} title={loadBalancerName}>
                {loadBalancerName}
              </span>
              {protection !== '' && (
                <span title={protection} className="text-ink-3">
                  <Icon name="lock" size={14} />
                  <span className="sr-only">{protection}</span>
                </span>
              )}
              <span className={css.copy}>
                <CopyButton
                  value={loadBalancerId}
                  label={fill(labels.copyId, { id: loadBalancerId })}
                  done={labels.copied}
                />
              </span>
            </span>
            {loadBalancerName !== loadBalancerId && <span className={css.id}>{loadBalancerId}</span>}
          </span>
        </Cell>
      )}
      {shows('region') && <Cell className={cx(css.region, 'mono text-ink-2')}>{regionId}</Cell>}
      {shows('backend') && (
        <Cell className={css.backend}>
          <Two lines={row.backend} />
        </Cell>
      )}
      {shows('scheduler') && <Cell className={cx(css.scheduler, 'mono text-ink-2')}>{row.scheduler}</Cell>}
      {shows('bandwidth') && (
        <Cell className={css.bandwidth}>
          <Bandwidth bandwidth={row.bandwidth} unit={labels.mbps} />
        </Cell>
      )}
      {shows('access') && (
        <Cell className={css.access}>
          <Access access={row.access} />
        </Cell>
      )}
      {shows('healthy') && (
        <Cell className={css.healthy}>
          {row.readOnly === null && (
            <Healthy listenerKey={subject.listenerKey} before={row.healthy} words={labels.healthy} />
          )}
        </Cell>
      )}
      {shows('health-check') && (
        <Cell className={cx(css['health-check'], 'text-ink-2')}>
          <Two lines={row.healthCheck} />
        </Cell>
      )}
      {shows('description') && (
        <Cell className={css.description}>
          <span className={css.clip} title={description ?? undefined} {...languageOf(description)}>
            {marked && (
              <>
                <Chip kind="accent">{labels.isNew}</Chip>{' '}
              </>
            )}
            {description}
          </span>
        </Cell>
      )}
      <Cell className={css.actions}>
        <div className={css.deeds}>
          <RowActions subject={subject} obstacles={row.obstacles} />
        </div>
      </Cell>
    </Row>
  );
}

/** Of a cell that has, or may have, a second line. */
function linesClass(hasSecond: boolean): string {
  return cx(css.two, hasSecond && css.both);
}

function Two({ lines: [first, second] }: { lines: TwoLines }) {
  return (
    <span className={linesClass(second !== '')}>
      <span title={first}>{first}</span>
      {second !== '' && <span>{second}</span>}
    </span>
  );
}

function Bandwidth({ bandwidth, unit }: { bandwidth: BandwidthView; unit: string }) {
  if (!bandwidth.capped) return <span className="text-ink-3">{bandwidth.text}</span>;
  const { text, share } = bandwidth;
  return (
    <>
      {text}
      <span className={css.unit}> {unit}</span>
      {share !== null && (
        <span className={css.usage} data-high={share.percent >= 90 || undefined} title={share.words}>
          <i style={{ width: `${share.percent}%` }} />
        </span>
      )}
    </>
  );
}

const ACCESS_LOOKS = {
  open: { kind: 'bare', icon: 'globe' },
  allow: { kind: 'plain', icon: 'allow' },
  deny: { kind: 'dashed', icon: 'deny' },
  care: { kind: 'warn', icon: 'warn' },
  other: { kind: 'plain', icon: 'list' },
} as const;

function Access({ access }: { access: AccessWords }) {
  return (
    <span className={linesClass(access.lists !== '')}>
      <span>
        <Chip {...ACCESS_LOOKS[access.kind]} {...(access.title === undefined ? {} : { title: access.title })}>
          {access.text}
        </Chip>
      </span>
      {access.lists !== '' && (
        <span className={css.id} title={access.lists}>
          {access.lists}
        </span>
      )}
    </span>
  );
}

/** Chinese text in an English page is drawn and read as Chinese. */
function languageOf(description: string | null): { lang?: string } {
  return description !== null && /\p{Script=Han}/u.test(description) ? { lang: 'zh-CN' } : {};
}
