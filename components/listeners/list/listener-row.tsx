import { Chip } from '@/components/ui/chip';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Status } from '@/components/ui/status';
import { cx } from '@/components/ui/class-names';
import { defaultListQuery, listHref } from '@/lib/listeners/list-query';
import type { ListedListener } from '@/lib/listeners/overview-types';
import { Cell, Row } from './cells';
import type { AccessWords, CellWords, TwoLines } from './cell-words';
import { rowId } from './ids';
import type { Subject } from './list-client';
import { RowActions, StartButton } from './row-actions';
import css from './table.module.css';

export type RowLabels = {
  isNew: string;
  changing: (status: string, time: string) => string;
  share: (percent: number, peak: number) => string;
  copyId: (id: string) => string;
  copied: string;
  mbps: string;
};

type Props = {
  listener: ListedListener;
  words: CellWords;
  labels: RowLabels;
  /** Just made. */
  marked: boolean;
  nowMillis: number;
};

/** One listener. Normal is quiet; what is wrong, moving or new has a shape and a word. */
export function ListenerRow({ listener, words, labels, marked, nowMillis }: Props) {
  const { loadBalancer, protocol, status } = listener;
  const subject: Subject = {
    listenerKey: {
      regionId: listener.regionId,
      loadBalancerId: listener.loadBalancerId,
      listenerPort: listener.listenerPort,
    },
    name: words.name(listener),
    status,
    backends: words.backendsPhrase(listener),
    href: listHref({
      ...defaultListQuery,
      regions: [listener.regionId],
      filters: { ...defaultListQuery.filters, instance: [listener.loadBalancerId] },
      text: String(listener.listenerPort),
    }),
  };
  const obstacles = {
    start: words.obstacle('start', listener),
    stop: words.obstacle('stop', listener),
    delete: words.obstacle('delete', listener),
  };
  const protection = words.protection(listener);
  const statusWords =
    listener.changingSinceMillis === null
      ? words.status(status)
      : labels.changing(
          words.status(status),
          words.duration(Math.max(0, Math.round((nowMillis - listener.changingSinceMillis) / 1000))),
        );

  return (
    <Row id={rowId(listener, protocol)} className={marked ? css.new : undefined}>
      <Cell className={css.port}>
        <span className={css.two}>
          <span>
            <span className={css.digits}>{listener.listenerPort}</span>{' '}
            <span className={css.protocol}>{protocol.toUpperCase()}</span>
          </span>
          {protocol !== 'tcp' && <span>{words.readOnly}</span>}
        </span>
      </Cell>
      <Cell className={css.status}>
        <Status status={status}>{statusWords}</Status>
        {marked && obstacles.start === null && (
          <>
            {' '}
            <StartButton subject={subject} />
          </>
        )}
      </Cell>
      <Cell className={css.instance}>
        <span className={css.two}>
          <span className={css.name}>
            <span className={css.clip} title={loadBalancer.name}>
              {loadBalancer.name}
            </span>
            {protection !== '' && (
              <span title={protection} className="text-ink-3">
                <Icon name="lock" size={14} />
                <span className="sr-only">{protection}</span>
              </span>
            )}
            <span className={css.copy}>
              <CopyButton
                value={listener.loadBalancerId}
                label={labels.copyId(listener.loadBalancerId)}
                done={labels.copied}
              />
            </span>
          </span>
          {loadBalancer.name !== listener.loadBalancerId && (
            <span className={css.id}>{listener.loadBalancerId}</span>
          )}
        </span>
      </Cell>
      <Cell className={cx(css.region, 'mono text-ink-2')}>{listener.regionId}</Cell>
      <Cell className={css.backend}>
        <Two lines={words.backend(listener)} />
      </Cell>
      <Cell className={cx(css.scheduler, 'mono text-ink-2')}>{listener.scheduler}</Cell>
      <Cell className={css.bandwidth}>
        <Bandwidth listener={listener} words={words} labels={labels} />
      </Cell>
      <Cell className={css.access}>
        <Access access={words.access(listener)} />
      </Cell>
      <Cell className={cx(css['health-check'], 'text-ink-2')}>
        <Two lines={words.healthCheck(listener)} />
      </Cell>
      <Cell className={css.description}>
        <span className={css.clip} title={listener.description ?? undefined} {...languageOf(listener)}>
          {marked && (
            <>
              <Chip kind="accent">{labels.isNew}</Chip>{' '}
            </>
          )}
          {listener.description}
        </span>
      </Cell>
      <Cell className={css.actions}>
        <div className={css.deeds}>
          <RowActions subject={subject} obstacles={obstacles} />
        </div>
      </Cell>
    </Row>
  );
}

function Two({ lines: [first, second] }: { lines: TwoLines }) {
  return (
    <span className={css.two}>
      <span title={first}>{first}</span>
      {second !== '' && <span>{second}</span>}
    </span>
  );
}

/** A share is shown where the instance's listeners share a peak: pay by bandwidth. */
function Bandwidth({ listener, words, labels }: Pick<Props, 'listener' | 'words' | 'labels'>) {
  const { bandwidthMbps } = listener;
  const peak = listener.loadBalancer.sharedMbps;
  const text = words.bandwidth(listener);
  if (bandwidthMbps === null || bandwidthMbps < 0) return <span className="text-ink-3">{text}</span>;
  const percent = peak ? Math.min(100, Math.round((bandwidthMbps / peak) * 100)) : null;
  return (
    <>
      {text}
      <span className={css.unit}> {labels.mbps}</span>
      {percent !== null && peak !== null && (
        <span
          className={css.usage}
          data-high={percent >= 90 || undefined}
          title={labels.share(percent, peak)}
        >
          <i style={{ width: `${percent}%` }} />
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
    <span className={css.two}>
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
function languageOf({ description }: ListedListener): { lang?: string } {
  return description !== null && /\p{Script=Han}/u.test(description) ? { lang: 'zh-CN' } : {};
}
