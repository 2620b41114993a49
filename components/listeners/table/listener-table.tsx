import { getLocale, getTranslations } from 'next-intl/server';
import { writeKey, type WriteKey } from '@/lib/listeners/commands/awaited';
import type { Filter } from '@/lib/listeners/list/filter/filter';
import { formatListenerKey, listHref, type ListQuery } from '@/lib/listeners/list/list-query';
import { isSameListener, type ListPage } from '@/lib/listeners/list/list-query-apply';
import type { UnsettledWrite } from '@/lib/activity/unsettled-writes';
import type { ListSummary } from '@/lib/listeners/list/list-summary';
import type { OlderFacts } from '@/lib/inventory/fact-ages';
import type { ListedListener } from '@/lib/model/list-row';
import type { HealthAt } from '@/lib/model/row-health';
import { ageFormatter } from '@/components/listeners/freshness/age-formatter';
import type { CellMessages } from '../cell-messages';
import { groupViews } from './group-views';
import { rowId } from './ids';
import { ListenerRows } from './listener-rows';
import { RowActions } from './row-actions';
import { olderMessages, rowView, type RowSentences } from './row-view-of';
import { packJson } from './packed-json';
import { PageOfRows, PageSelect } from './select-boxes';
import { rowColumns, tableColumns } from './table-columns';
import { TableFrame } from './table-frame';
import { TablePlace } from './table-place';
import { TableRows } from './table-rows';

type Props = {
  page: ListPage;
  query: ListQuery;
  filter: Filter;
  /** All that were read, before any filter. */
  summary: ListSummary;
  /** The regions whose rows a newer reading has not confirmed. */
  oldRegions: readonly string[];
  messages: CellMessages;
  /** When what other calls tell of a row was read, where that is longer ago than the page says. */
  olderOf: (row: ListedListener) => OlderFacts | undefined;
  at: HealthAt;
  /** Writes of unknown outcome. */
  unsettled: readonly UnsettledWrite[];
};

/** The rows of the page. */
export async function ListenerTable({
  page,
  query,
  filter,
  summary,
  oldRegions,
  messages,
  olderOf,
  at,
  unsettled,
}: Props) {
  const { rows } = page;
  const columns = rowColumns(query, filter);
  const [unsettledMessages, locale, t, groups] = await Promise.all([
    readUnsettledMessages(unsettled, rows),
    getLocale(),
    getTranslations('list.table'),
    groupViews(page, summary, { at, protection: messages.protection }),
  ]);
  const { marked } = query;
  const markedRow = marked && rows.find((row) => isSameListener(row, marked));
  const sentences: RowSentences = {
    changing: (status, time) => t('changing', { status, time }),
    share: (percent, peak) => t('share', { percent: String(percent), peak: String(peak) }),
  };
  const ageOf = ageFormatter(locale);
  const views = rows.map((row) =>
    rowView(row, {
      messages,
      sentences,
      marked: row === markedRow,
      older: olderMessages(olderOf(row), (time) => t('asOf', { time })),
      old: oldRegions.includes(row.regionId) ? t('old') : null,
      unsettled: unsettledMessages.get(formatListenerKey(row)),
      ageOf,
      at,
      showsTags: columns.includes('tag'),
    }),
  );
  const selectable = views.some(({ readOnly }) => readOnly === undefined);
  return (
    <TableRows encoded={packJson(views)}>
      <TablePlace label={t('label')} page={page.page} markedRowId={markedRow ? rowId(markedRow) : null}>
        <PageOfRows>
          <RowActions>
            <TableFrame
              query={query}
              columns={columns}
              compact={query.density === 'compact'}
              withAction={markedRow !== null && markedRow !== undefined}
              select={selectable && <PageSelect />}
            >
              <ListenerRows
                columns={columns}
                groups={groups}
                // The checkbox before, the actions after.
                span={tableColumns(columns).length + 2}
                question={listHref({ ...query, peek: null })}
                peeked={query.peek && rowId(query.peek)}
              />
            </TableFrame>
          </RowActions>
        </PageOfRows>
      </TablePlace>
    </TableRows>
  );
}

/** What is said of listeners with a write of unknown outcome, by name. A status that shows its effect was read after it. */
async function readUnsettledMessages(
  writes: readonly UnsettledWrite[],
  rows: ListPage['rows'],
): Promise<ReadonlyMap<string, string>> {
  const t = await getTranslations('domain.unsettled');
  const statuses = new Map(rows.map((row) => [formatListenerKey(row), row.status]));
  return new Map(
    writes.flatMap((write) => {
      const name = formatListenerKey(write);
      const key = writeKey(write.operation);
      const isObserved = EFFECTS[key]?.includes(statuses.get(name) ?? '') ?? false;
      return write.phase === 'unknown' && !isObserved ? [[name, t('row', { write: t(`write.${key}`) })]] : [];
    }),
  );
}

const EFFECTS: Readonly<Partial<Record<WriteKey, readonly string[]>>> = {
  start: ['starting', 'running'],
  stop: ['stopping', 'stopped'],
};
