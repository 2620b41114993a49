'use client';

import { Chip } from '@/components/ui/chip';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Status } from '@/components/ui/status';
import { cx } from '@/components/ui/class-names';
import { Cell, Row } from './cells';
import type { AccessWords, TwoLines } from './cell-words';
import { RowActions, StartButton } from './row-actions';
import type { BandwidthView, RowView } from './row-view';
import { RowSelect } from './select-boxes';
import css from './table.module.css';
import { fill } from './template';

export type RowLabels = Record<'isNew' | 'copyId' | 'copied' | 'mbps', string>;

/** The rows of a page. */
export function ListenerRows({ rows, labels }: { rows: readonly RowView[]; labels: RowLabels }) {
  return rows.map((row) => (
    <ListenerRow key={`${row.subject.listenerKey.regionId}/${row.id}`} row={row} labels={labels} />
  ));
}

/** One listener. Normal is quiet; what is wrong, moving or new has a shape and a word. */
function ListenerRow({ row, labels }: { row: RowView; labels: RowLabels }) {
  const { subject, marked, description, loadBalancerName, protection } = row;
  const { regionId, loadBalancerId, listenerPort } = subject.listenerKey;
  return (
    <Row id={row.id} className={cx(marked && css.new, row.old !== null && css.old)}>
      <Cell className={css.select}>
        <RowSelect subject={subject} selectable={row.readOnly === null} />
      </Cell>
      <Cell className={css.port}>
        <span className={linesClass(row.readOnly !== null)}>
          <span>
            <span className={css.digits}>{listenerPort}</span>{' '}
            <span className={css.protocol}>{row.protocol}</span>
            {row.old !== null && <span className="sr-only"> {row.old}</span>}
          </span>
          {row.readOnly !== null && <span>{row.readOnly}</span>}
        </span>
      </Cell>
      <Cell className={css.status}>
        <Status status={subject.status}>{row.statusWords}</Status>
        {marked && row.obstacles.start === null && (
          <>
            {' '}
            <StartButton subject={subject} />
          </>
        )}
      </Cell>
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
      <Cell className={cx(css.region, 'mono text-ink-2')}>{regionId}</Cell>
      <Cell className={css.backend}>
        <Two lines={row.backend} />
      </Cell>
      <Cell className={cx(css.scheduler, 'mono text-ink-2')}>{row.scheduler}</Cell>
      <Cell className={css.bandwidth}>
        <Bandwidth bandwidth={row.bandwidth} unit={labels.mbps} />
      </Cell>
      <Cell className={css.access}>
        <Access access={row.access} />
      </Cell>
      <Cell className={cx(css['health-check'], 'text-ink-2')}>
        <Two lines={row.healthCheck} />
      </Cell>
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
