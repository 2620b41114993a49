import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { getTranslations } from 'next-intl/server';
import { cellMessages, rowLanguage } from '@/components/listeners/cell-messages';
import { NoMatch, NoneYet, NoRegion, NothingRead } from '@/components/listeners/table/empty-lists';
import { FilterBar } from '@/components/listeners/table/filter-bar';
import { startButtonId } from '@/components/listeners/table/ids';
import { LandingFocus } from '@/components/listeners/table/landing-focus';
import { coverageMessages } from '@/components/listeners/filter/coverage-messages';
import { ListClient } from '@/components/listeners/freshness/list-client';
import { ListFoot } from '@/components/listeners/table/list-foot';
import { ListHead } from '@/components/listeners/table/list-head';
import { ListSkeleton } from '@/components/listeners/table/list-skeleton';
import { ListViews } from '@/components/listeners/views/list-views';
import { ListenerTable } from '@/components/listeners/table/listener-table';
import { SelectionCodeButton } from '@/components/listeners/code/selection-code-button';
import { SelectionBar } from '@/components/listeners/selection/selection-bar';
import { AUTO_REFRESH_COOKIE } from '@/components/listeners/preferences';
import { FilterDiagnostics } from '@/components/listeners/filter/filter-diagnostics';
import { knownValues } from '@/components/listeners/filter/known-values';
import { describeDiagnostics } from '@/components/listeners/filter/diagnostic-messages';
import { Outage } from '@/components/listeners/freshness/outage';
import { FillNotice } from '@/components/listeners/freshness/fill-notice';
import { GapNotice } from '@/components/listeners/freshness/gap-notice';
import { RegionNotices, RegionsFailed } from '@/components/listeners/freshness/region-notices';
import { RowKeys } from '@/components/listeners/row-keys';
import { RememberList } from '@/components/listeners/list-link';
import { RenderBlockingMarker } from '@/components/shell/render-blocking-marker';
import { DelayedSkeleton } from '@/components/shell/delayed-skeleton';
import { EditAsPlan } from '@/components/plans/edit-as-plan';
import { BulkActions } from '@/components/runs/bulk-actions';
import { accessOf } from '@/lib/auth/access';
import { config } from '@/lib/config';
import { whereReachable } from '@/lib/db/storage';
import { healthSchedule, watchHealth } from '@/lib/inventory/health-sweep';
import { entriesReadAtMillis } from '@/lib/inventory/fact-ages';
import { observedHealth } from '@/lib/inventory/observed-health';
import { fillProgress, rowsAwaitingNames } from '@/lib/inventory/overview';
import { diagnosticsIn } from '@/lib/listeners/list/filter/diagnostics';
import { unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { filterOf, type Filter } from '@/lib/listeners/list/filter/filter';
import { knownInstances } from '@/lib/inventory/instance-names';
import { requiredValuesOf } from '@/lib/listeners/list/filter/predicate';
import { parseListQuery, type SearchParams } from '@/lib/listeners/list/list-query';
import { applyListQuery } from '@/lib/listeners/list/list-query-apply';
import { summaryOf } from '@/lib/listeners/list/list-summary';
import { filterCoverageOf } from '@/lib/listeners/list/filter-coverage';
import { countMatches, coverageOfHealth } from '@/lib/listeners/list/row-index';
import { isComplete } from '@/lib/model/row-health';
import { listSavedViews } from '@/lib/listeners/list/saved-views';
import { parseView } from '@/lib/listeners/list/views';
import { loadRunMembers, noRunMembers } from '@/lib/runs/run-members';
import { awaitedOf } from '@/lib/model/awaited-change';
import { listenersOf } from '@/lib/inventory/joined-rows';
import { unreadOf } from '@/lib/model/list-row';
import { requireActor } from '@/lib/web/require-actor';
import { startRun } from '../../runs/actions';
import { createPlanFromSelection } from '../plan/source-actions';
import { deleteListener, startListener, stopListener } from '../actions';
import { deleteListView, renameListView, saveListView, shareListView, updateListView } from '../view-actions';
import { ageOf, readAutoRefresh, readLayout, readRegionChoice, readRegions } from '../read-list';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('list');
  return { title: t('title') };
}

type Props = { searchParams: Promise<SearchParams> };

/** All listeners of the selected regions, as the URL requests them. */
export default async function ListenersPage({ searchParams }: Props) {
  await requireActor();
  return (
    <DelayedSkeleton
      content={readList(searchParams)}
      skeleton={<ListSkeleton searchParams={searchParams} />}
    />
  );
}

async function readList(searchParams: Props['searchParams']): Promise<ReactElement> {
  const requestedAtMillis = Date.now();
  const actor = await requireActor();
  const access = accessOf(actor);
  const requested = parseListQuery(await searchParams);
  const { known, chosen } = await readRegionChoice(requested);
  // Links name the regions they were made for, whatever is remembered when they are followed.
  const query = { ...requested, ...(await readLayout(requested)), regions: chosen };
  const [regions, messages, language, autoRefresh, savedViews, t] = await Promise.all([
    readRegions(chosen, query),
    cellMessages(access),
    rowLanguage(access),
    readAutoRefresh(),
    whereReachable(
      () => listSavedViews(actor),
      () => [],
    ),
    getTranslations('list'),
  ]);

  const filter = filterOf(query.text);
  const views = savedViews.map(parseView);
  const [health, runs] = await Promise.all([
    observedHealth(),
    whereReachable(
      () =>
        loadRunMembers(
          filter,
          views.map((view) => view.filter),
        ),
      () => noRunMembers,
    ),
  ]);

  const nowMillis = Date.now();
  const read = regions.filter((region) => region.state === 'read');
  const listeners = listenersOf(regions);
  const summary = summaryOf(listeners);
  const context = { health, runs: runs.states, nowMillis };
  const searchable = { listeners, language, context };
  const page = applyListQuery(searchable, filter, query);
  const countOf = (each: Filter) => countMatches(searchable, each);
  const coverage = coverageOfHealth(searchable);
  const [
    unsettled,
    schedule,
    { readAtMillis, isOld, olderOf },
    filling,
    namelessRows,
    instances,
    entriesReadAt,
  ] = await Promise.all([
    whereReachable(unsettledWrites, () => []),
    watchHealth({ regionIds: chosen, onScreen: page.rows }).then(() => healthSchedule(chosen)),
    ageOf(page.rows, regions, requestedAtMillis),
    fillProgress(chosen),
    rowsAwaitingNames(page.rows),
    read.length === regions.length ? knownInstances(chosen) : null,
    entriesReadAtMillis(chosen),
  ]);
  const filterable = {
    ...searchable,
    health: coverage,
    entriesReadAtMillis: entriesReadAt !== null && entriesReadAt < readAtMillis ? entriesReadAt : null,
  };
  const partialQuery = coverageMessages(t, filterCoverageOf(filterable, filter, query.sort));
  const regionIds = known.ok ? known.value.map(({ regionId }) => regionId) : [];
  // While regions are being read for the first time, the requested rows may be among those that follow.
  const diagnostics =
    filling === null && known.ok
      ? diagnosticsIn(
          filter,
          knownValues({
            query,
            summary,
            owners: config().owners.map(({ name }) => name),
            regionIds,
            instances,
            runs: runs.named,
            countOf,
          }),
        )
      : [];
  const shownDiagnostics = await describeDiagnostics(diagnostics, query);
  const noneYet = read.length > 0 && listeners.length === 0;
  const requiredInstances = requiredValuesOf(filter.tree, 'instance');
  const [onlyInstance] = requiredInstances.length === 1 ? requiredInstances : [];
  const create = {
    regionId: chosen.length === 1 ? chosen[0] : onlyInstance && summary.instances.get(onlyInstance)?.regionId,
    loadBalancerId: onlyInstance,
  };

  const newestReadAtMillis = Math.max(
    readAtMillis,
    ...regions.flatMap((region) => unreadOf(region)?.readAtMillis ?? []),
  );

  return (
    <ListClient
      query={query}
      actions={{ start: startListener, stop: stopListener, delete: deleteListener }}
      readAtMillis={newestReadAtMillis}
      oldestReadAtMillis={readAtMillis}
      screen={{
        regions: chosen,
        instances: [...new Set(page.rows.map((row) => `${row.regionId}/${row.loadBalancerId}`))],
      }}
    >
      <ListHead
        summary={listeners.length > 0 ? summary : null}
        regionCount={read.length}
        create={noneYet ? null : create}
      />
      {listeners.length > 0 && (
        <ListViews
          query={query}
          saved={views}
          isTeam={actor.personId !== null}
          actions={{
            save: saveListView,
            update: updateListView,
            rename: renameListView,
            share: shareListView,
            remove: deleteListView,
          }}
          countOf={countOf}
          partialOf={(each) => coverageMessages(t, filterCoverageOf(filterable, each))}
        />
      )}
      {listeners.length > 0 && (
        <FilterBar
          query={query}
          filter={filter}
          summary={summary}
          matchCount={page.matchCount}
          partial={partialQuery}
          diagnostics={shownDiagnostics}
        />
      )}
      {page.matchCount > 0 && shownDiagnostics.length > 0 && (
        <div className="px-5 pb-2 max-sm:px-4">
          <FilterDiagnostics diagnostics={shownDiagnostics} />
        </div>
      )}
      {filling && <FillNotice progress={filling} />}
      <Outage />
      <RegionNotices regions={regions} filling={filling !== null} messages={messages} nowMillis={nowMillis} />
      <GapNotice regions={regions} ofRegions={known.ok ? known.gaps : undefined} />
      <RenderBlockingMarker />
      {!known.ok && chosen.length === 0 && <RegionsFailed error={known.error} />}
      {known.ok && chosen.length === 0 && <NoRegion />}
      {regions.length > 0 && read.length === 0 && <NothingRead regions={regions} query={query} />}
      {noneYet && (
        <NoneYet
          regionCount={read.length}
          instanceCount={read.reduce((sum, { loadBalancerCount }) => sum + loadBalancerCount, 0)}
        />
      )}
      {listeners.length > 0 && page.matchCount === 0 && (
        <NoMatch
          query={query}
          total={listeners.length}
          regionCount={read.length}
          diagnostics={shownDiagnostics}
          partial={partialQuery}
        />
      )}
      {page.pageCount > 1 && (
        <p className="hidden px-5 py-2 print:block">
          {t('print', { page: page.page, pages: page.pageCount })}
        </p>
      )}
      {page.matchCount > 0 && (
        <ListenerTable
          page={page}
          query={query}
          filter={filter}
          summary={summary}
          oldRegions={read.flatMap(({ regionId, behind }) => (behind === null ? [] : [regionId]))}
          messages={messages}
          olderOf={olderOf}
          at={context}
          unsettled={unsettled}
        />
      )}
      {page.matchCount > 0 && <RowKeys />}
      <RememberList />
      {query.marked && <LandingFocus id={startButtonId(query.marked)} />}
      <SelectionBar query={query}>
        <BulkActions startRun={startRun} readAtMillis={newestReadAtMillis} />
        <EditAsPlan createFromSelection={createPlanFromSelection} />
        <SelectionCodeButton />
      </SelectionBar>
      {regions.length > 0 && (
        <ListFoot
          page={page}
          oldestReadAtMillis={readAtMillis}
          awaited={awaitedOf(regions, {
            oldRows: isOld,
            namelessRows,
            health: !isComplete(coverage) && schedule.isAdvancing ? coverage : null,
          })}
          health={{ ...coverage, ...schedule }}
          autoRefresh={autoRefresh}
          autoRefreshCookie={AUTO_REFRESH_COOKIE}
        />
      )}
    </ListClient>
  );
}
