'use client';

/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label --
   the cards of a narrow screen take the table's own roles away, so they are written out; here without `ui/table.tsx`, whose elements would be a
   third of what React has to look at with every key of a search */
import type { Route } from 'next';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Fragment, useState, type MouseEvent } from 'react';
import { Chip } from '@/components/ui/chip';
import { Icon } from '@/components/ui/icon';
import { opensMenu } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import { cx } from '@/components/ui/class-names';
import type { Translator } from '@/lib/i18n/translator';
import type { ListColumn } from '@/lib/listeners/list/list-query';
import { GroupRow, type GroupView } from './group-row';
import { Healthy } from './healthy';
import { useRowActions } from './row-actions';
import { ROW_OF_KEYS } from '../row-keys';
import { noPlaces, placesAfter } from './row-places';
import { AccessCell, BandwidthCell, ChangedCell, InstanceCell, Older, Silent, TwoCell } from './row-cells';
import { hrefOf, subjectOf, type RowView } from './row-view';
import { RowSelect } from './select-boxes';
import { StartButton } from './start-button';
import css from './table.module.css';
import { useTableRows } from './table-rows';
import { useTintedChanges } from './use-tinted-changes';

type Props = {
  /** What these rows answer: where it is another one, they take over the elements of the rows before. */
  question: string;
  columns: readonly ListColumn[];
  /** The instance headers, by the id of the row each precedes. */
  groups: Readonly<Record<string, GroupView>>;
  /** How many columns such a header spans. */
  span: number;
  /** The id of the row that is shown in the panel beside the list. */
  peeked: string | null;
};

/** The rows of a page. */
export function ListenerRows({ question, columns, groups, span, peeked }: Props) {
  const rows = useTableRows();
  // Once for all rows: a hook in each would be a part of what a key of a search costs.
  const t = useTranslations('list.table');
  const tAction = useTranslations('list.action');
  const ids = rows.map(({ listenerKey, id }) => `${listenerKey.regionId}/${id}`);
  const [held, setHeld] = useState(() => placesAfter(noPlaces, question, ids));
  const now = placesAfter(held, question, ids);
  const router = useRouter();
  /** As Next's own link does, which is a good part of a row's weight. */
  function open(event: MouseEvent, href: Route) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.push(href);
  }
  if (now !== held) setHeld(now);
  useTintedChanges(rows, question);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  function fold(id: string) {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  }
  const isGrouped = Object.keys(groups).length > 0;
  return rows.map((row, at) => {
    const group = groups[row.id];
    const { loadBalancerId } = row.listenerKey;
    const isFolded = isGrouped && folded.has(loadBalancerId);
    return (
      <Fragment key={now.places.get(ids[at] ?? '')}>
        {group && (
          <GroupRow group={group} t={t} span={span} folded={isFolded} onFold={() => fold(loadBalancerId)} />
        )}
        {!isFolded && (
          <ListenerRow
            row={row}
            columns={columns}
            isPeeked={row.id === peeked}
            open={open}
            t={t}
            tAction={tAction}
          />
        )}
      </Fragment>
    );
  });
}

type RowProps = Pick<Props, 'columns'> & {
  row: RowView;
  isPeeked: boolean;
  open: (event: MouseEvent, href: Route) => void;
  t: Translator<'list.table'>;
  tAction: Translator<'list.action'>;
};

/** One listener. Normal is quiet; what is wrong, changing or new has a shape and a text. Stateless: its place may be reused for another row. */
function ListenerRow({ row, columns, isPeeked, open, t, tAction }: RowProps) {
  const shows = (column: ListColumn): boolean => columns.includes(column);
  const { listenerKey, marked = false, old, readOnly, description, scheduler, silent = {}, older = {} } = row;
  const subject = subjectOf(row, tAction);
  const stateName = !shows('healthy') ? 'status' : shows('status') ? 'state' : 'healthy';
  const hasSecond = shows('description') && (description !== null || silent.description !== undefined);
  const href = hrefOf(row);
  return (
    <tr
      role="row"
      id={row.id}
      {...ROW_OF_KEYS}
      aria-current={isPeeked || undefined}
      className={cx(marked && css.new, old !== undefined && css.old)}
    >
      <td role="cell" className={css.select}>
        <RowSelect listenerKey={listenerKey} name={subject.name} selectable={readOnly === undefined} />
      </td>
      <th role="rowheader" scope="row" className={cx(css.port, css.two, hasSecond && css.both)}>
        <span>
          <a href={href} onClick={(event) => open(event, href)} className="text-ink!">
            <span translate="no" className={css.digits}>
              {listenerKey.listenerPort}
            </span>{' '}
            <span translate="no" className={css.protocol}>
              {row.protocol}
            </span>
          </a>
          {old !== undefined && <span className="sr-only"> {old}</span>}
          {readOnly !== undefined && <span className={css.second}> {readOnly}</span>}
          {marked && (
            <>
              {' '}
              <Chip kind="accent">{t('new')}</Chip>
            </>
          )}
          {row.owner && (
            <>
              {' '}
              <Chip icon="owner" title={row.owner.title}>
                {row.owner.name}
              </Chip>
            </>
          )}
        </span>
        {hasSecond && (
          <span className={cx(css.second, css.clip)} {...languageOf(description)}>
            {description}
            <Silent why={silent.description} />
          </span>
        )}
      </th>
      {(shows('status') || shows('healthy')) && (
        <td role="cell" className={css[stateName]}>
          {shows('status') && (
            <span>
              <Status status={row.status}>{row.statusText}</Status>
              {row.unsettled !== undefined && (
                <span className={cx('block text-12 text-warn', css.clip)}>{row.unsettled}</span>
              )}
              <Silent why={silent.status} />
            </span>
          )}
          {shows('healthy') && row.healthy && <Healthy health={row.healthy} t={t} />}
        </td>
      )}
      {shows('instance') && <InstanceCell row={row} t={t} />}
      {shows('region') && (
        <td role="cell" translate="no" className={cx(css.region, css.mono, css.clip)}>
          {listenerKey.regionId}
        </td>
      )}
      {shows('address') && (
        <td
          role="cell"
          className={cx(css.address, css.mono, css.clip, older.instance !== undefined && css.older)}
          title={older.instance ?? row.address}
        >
          <span translate="no">{row.address}</span>
          <Silent why={silent.address} />
          <Older words={older.instance} />
        </td>
      )}
      {shows('address-type') && (
        <td
          role="cell"
          className={cx(css['address-type'], older.instance !== undefined && css.older)}
          title={older.instance}
        >
          {row.addressType}
          <Silent why={silent['address-type']} />
          <Older words={older.instance} />
        </td>
      )}
      {shows('backend') && (
        <TwoCell className={css.backend} lines={row.backend} silent={silent.backend} older={older.backend} />
      )}
      {shows('scheduler') && (
        <td role="cell" className={cx(css.scheduler, css.mono)}>
          <span translate="no">{scheduler}</span>
          <Silent why={silent.scheduler} />
        </td>
      )}
      {shows('health-check') && (
        <TwoCell className={css['health-check']} lines={row.healthCheck} silent={silent['health-check']} />
      )}
      {shows('access') && <AccessCell access={row.access} silent={silent.access} older={older.access} />}
      {shows('bandwidth') && (
        <BandwidthCell bandwidth={row.bandwidth} unit={t('mbps')} silent={silent.bandwidth} />
      )}
      {shows('changed') && <ChangedCell changed={row.changed} label={t('changed')} />}
      {shows('tag') && (
        <td role="cell" className={cx(css.tag, css.mono, css.clip)} title={row.tags?.join('\n')}>
          <span translate="no">{row.tags?.join(' ')}</span>
          <Silent why={silent.tag} />
        </td>
      )}
      <td role="cell" className={css.actions}>
        {marked && row.blockReasons?.start === undefined && (
          <StartButton key={row.id} row={row} subject={subject} />
        )}
        <MenuButton row={row} label={tAction('menu', { name: subject.name })} />
      </td>
    </tr>
  );
}

function MenuButton({ row, label }: { row: RowView; label: string }) {
  const { openMenu, busy } = useRowActions();
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label={label}
      onClick={(event) => openMenu(row, event.currentTarget)}
      onKeyDown={(event) => {
        if (!opensMenu(event)) return;
        event.preventDefault();
        openMenu(row, event.currentTarget, event.key === 'ArrowUp');
      }}
      className={cx(css.more, busy.has(row.id) && 'opacity-50')}
    >
      <Icon name="more" size={14} />
    </button>
  );
}

/** Chinese text in an English page is drawn and read as Chinese. */
function languageOf(description: string | null): { lang?: string } {
  return description !== null && /\p{Script=Han}/u.test(description) ? { lang: 'zh-CN' } : {};
}
