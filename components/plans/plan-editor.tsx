'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { useFieldMessages } from '@/components/listeners/form/state/use-field-messages';
import { Banner } from '@/components/ui/banner';
import { EmptyState } from '@/components/ui/empty-state';
import { usePagePaste } from '@/components/ui/use-page-paste';
import { pathOfColumn } from '@/lib/plans/column-paths';
import { planColumns, type PlanColumn, type PlanRow } from '@/lib/plans/plan-types';
import { Estimate } from './estimate';
import { parseTsv } from './grid/clipboard';
import type { GridView } from './grid/grid-places';
import type { CellIssues } from './grid/grid-row';
import { PlanGrid } from './grid/plan-grid';
import type { GridAction } from './grid/grid-state';
import { useColumnTexts } from './grid/use-column-texts';
import { useShownColumns } from './grid/use-shown-columns';
import type { ShownVerdict } from './grid/verdict-mark';
import { InventoryAge } from './inventory-age';
import { ModeChoice } from './plan-head';
import { verdictOf, type PlanStore } from './plan-store';
import { RowDetail } from './row-detail';
import { Toolbar } from './toolbar';
import { countVerdicts, isShownVerdict, rowsShown, shownVerdictOf } from './verdict-filter';
import { VerdictSummary } from './verdict-summary';

type Props = {
  store: PlanStore;
  /** The names of instances by id. */
  instanceNames: Readonly<Record<string, string>>;
};

/** The rows of a plan with their results: how many do what, the grid, and what the active row means. */
export function PlanEditor({ store, instanceNames }: Props) {
  const t = useTranslations('plans');
  const plan = useSyncExternalStore(store.subscribe, store.get, store.get);
  const { grid } = plan;
  const search = useSearchParams();
  const texts = useColumnTexts();
  const requested = search.get('result');
  const shown = isShownVerdict(requested) ? requested : null;
  const chosen = search.get('columns')?.split(',') ?? [];
  const columns = useShownColumns(
    grid.rows,
    planColumns.filter((column) => chosen.includes(column)),
  );
  const rowIds = useRowsShown(store, shown);
  const view = useMemo((): GridView => ({ rowIds, columns }), [rowIds, columns]);
  const act = useCallback((action: GridAction) => store.act(action, view), [store, view]);
  const issuesOf = useIssues(store);
  const tReason = useTranslations('plans.reason');
  const reasonOf = (each: PlanRow): string => {
    const verdict = verdictOf(plan, each);
    return verdict?.kind === 'blocked' ? tReason(verdict.block.reason) : '';
  };
  const isEmpty = grid.rows.length === 0;
  const counts = countVerdicts(plan);
  const at = grid.rows.findIndex(({ id }) => id === grid.active?.rowId);
  const row = grid.rows[at] ?? null;
  const names = useMemo(
    () => ({
      ...instanceNames,
      ...Object.fromEntries(plan.estimate.instances.map((each) => [each.loadBalancerId, each.name])),
    }),
    [instanceNames, plan.estimate],
  );
  usePagePaste((text) => {
    // While there is no row, there is no cell to paste into.
    if (isEmpty) act({ type: 'paste', lines: parseTsv(text) });
    return isEmpty;
  });
  const options = () => (
    <>
      <ModeChoice mode={plan.mode} onChange={(mode) => void store.setMode(mode)} />
      <InventoryAge
        readAtMillis={plan.readAtMillis}
        regionIds={[...new Set(grid.rows.flatMap(({ cells }) => cells.RegionId ?? []))]}
        onRead={store.requestReview}
      />
    </>
  );

  return (
    <>
      <div className="flex flex-none flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 pb-2 max-sm:hidden">
        {options()}
      </div>
      {plan.takenOver !== null && (
        <output className="mx-5 mb-2 max-sm:mx-4">
          <Banner kind="info" fact={t('head.takenOver', { who: plan.takenOver })} />
        </output>
      )}
      {plan.reviewing === 'failed' && (
        <Banner kind="bad" role="alert" className="mx-5 mb-2 max-sm:mx-4" fact={t('summary.failed')} />
      )}
      <VerdictSummary
        total={grid.rows.length}
        counts={counts}
        shown={shown}
        onShow={(verdict) => setSearch('result', verdict ?? '')}
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] max-lg:block max-lg:overflow-auto max-sm:overflow-visible">
        <div className="flex min-h-0 min-w-0 flex-col max-lg:h-[62dvh] max-lg:min-h-80">
          <Toolbar
            grid={grid}
            view={view}
            texts={texts}
            act={act}
            onColumnsChange={(next) => setSearch('columns', next.join(','))}
            mode={plan.mode}
            options={options}
          />
          {rowIds.length === 0 ? (
            <EmptyState title={t(isEmpty ? 'empty.title' : 'empty.noMatch')}>
              {t(isEmpty ? 'empty.text' : 'empty.noMatchText')}
            </EmptyState>
          ) : (
            <PlanGrid
              state={grid}
              view={view}
              dispatch={act}
              verdictOf={(each) => shownVerdictOf(plan, each)}
              issuesOf={issuesOf}
              reasonOf={reasonOf}
              instanceNames={names}
            />
          )}
        </div>
        <aside
          aria-label={t('summary.label')}
          className="min-h-0 overflow-y-auto border-l border-line bg-canvas max-lg:border-t max-lg:border-l-0"
        >
          <RowDetail
            row={row}
            number={at + 1}
            verdict={row === null ? null : verdictOf(plan, row)}
            texts={texts}
            numberOf={(rowId) => grid.rows.findIndex(({ id }) => id === rowId) + 1}
            onGoTo={(column) => {
              if (row !== null) act({ type: 'choose', place: { rowId: row.id, column }, extend: false });
              act({ type: 'edit', text: null });
            }}
          />
          <Estimate estimate={plan.estimate} />
        </aside>
      </div>
    </>
  );
}

/** The state of the view is in the address, without asking the server for the page again. */
function setSearch(name: string, value: string): void {
  const url = new URL(window.location.href);
  if (value === '') url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  window.history.replaceState(null, '', url);
}

/** The rows with a result. What was shown stays until another result is asked for, also once it has another one. */
function useRowsShown(store: PlanStore, shown: ShownVerdict | null): readonly number[] {
  const plan = useSyncExternalStore(store.subscribe, store.get, store.get);
  const { rows } = plan.grid;
  const [kept, setKept] = useState<{ of: ShownVerdict | null; ids: ReadonlySet<number> }>({
    of: null,
    ids: new Set(),
  });
  const stays = kept.of === shown ? kept.ids : new Set<number>();
  const rowIds = rowsShown(plan, shown, stays);
  if (shown !== null && (kept.of !== shown || rowIds.some((id) => !stays.has(id))))
    setKept({ of: shown, ids: new Set([...stays, ...rowIds]) });
  const key = shown === null ? null : rowIds.join();
  // oxlint-disable-next-line react/exhaustive-deps -- the same while the same rows are shown
  return useMemo(() => rowIds, [rows, key]);
}

/** What is said at invalid cells; the same object while the verdict of a row is the same. */
function useIssues(store: PlanStore): (row: PlanRow) => CellIssues | null {
  const { issue } = useFieldMessages();
  const [known] = useState(() => new WeakMap<object, CellIssues>());
  return (row) => {
    const verdict = verdictOf(store.get(), row);
    if (verdict?.kind !== 'invalid') return null;
    let issues = known.get(verdict);
    if (issues === undefined) {
      issues = Object.fromEntries(
        verdict.issues.map((each): [PlanColumn, string] => [
          each.column,
          issue(pathOfColumn(each.column), each.issue),
        ]),
      );
      known.set(verdict, issues);
    }
    return issues;
  };
}
