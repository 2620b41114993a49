import type {
  Plan,
  PlanEdit,
  PlanEstimate,
  PlanMode,
  PlanOutcome,
  PlanRow,
  PlanVerdict,
} from '@/lib/plans/plan-types';
import type { GridView } from './grid/grid-places';
import { initialGrid, reduceGrid, type GridAction, type GridState } from './grid/grid-state';
import { createSaver, type Saving } from './saver';

/** A review as it is sent: `PlanReview` with its verdicts by row. */
export type ShownReview = {
  /** Of the plan. */
  readonly version: number;
  readonly verdicts: readonly (readonly [rowId: number, verdict: PlanVerdict])[];
  readonly estimate: PlanEstimate;
  readonly readAtMillis: number | null;
};

/** What the page of a plan begins with, and what is loaded again. */
export type OpenPlan = { readonly plan: Plan; readonly review: ShownReview };

/** The calls of the server that a plan in hand makes. Each rejects where Sluice does not answer. */
export type PlanCalls = {
  edit: (version: number, edits: readonly PlanEdit[]) => Promise<PlanOutcome>;
  setMode: (version: number, mode: PlanMode) => Promise<PlanOutcome>;
  review: (signal: AbortSignal) => Promise<ShownReview>;
  load: () => Promise<OpenPlan>;
};

export type PlanInHand = {
  readonly grid: GridState;
  readonly mode: PlanMode;
  /** A mode that the server has not confirmed. */
  readonly unsentMode: PlanMode | null;
  readonly saving: Saving;
  readonly verdicts: ReadonlyMap<number, PlanVerdict>;
  /** The cells that the verdicts are about: of a row that was changed since, nothing is known. */
  readonly reviewedCells: ReadonlyMap<number, PlanRow['cells']>;
  readonly estimate: PlanEstimate;
  readonly readAtMillis: number | null;
  /** `failed`: the verdicts are those from before. */
  readonly reviewing: 'done' | 'pending' | 'failed';
  /** Who made changes that were taken over. */
  readonly takenOver: string | null;
};

/** What is typed quickly is sent together. */
const REST_MILLIS = 250;
const nothingShown: GridView = { rowIds: [], columns: [] };

/**
 * A plan while it is worked on, outside of React: its rows change at once, the server keeps them in the background, and
 * reviews them once they are kept.
 */
export function createPlanStore(first: OpenPlan, calls: PlanCalls) {
  let now: PlanInHand = {
    grid: initialGrid(first.plan.rows),
    mode: first.plan.mode,
    unsentMode: null,
    saving: { is: 'saved' },
    reviewing: 'done',
    takenOver: null,
    ...reviewedAs(first.review, first.plan.rows),
  };
  const listeners = new Set<() => void>();
  let rest: ReturnType<typeof setTimeout> | undefined;
  let pendingReview = new AbortController();

  function set(changed: Partial<PlanInHand>): void {
    now = { ...now, ...changed };
    for (const listener of listeners) listener();
  }

  const saver = createSaver({
    version: first.plan.version,
    unsent: () => now.grid.unsent,
    unsentMode: () => now.unsentMode,
    send: calls.edit,
    sendMode: calls.setMode,
    onModeSent: (mode) => set({ unsentMode: now.unsentMode === mode ? null : now.unsentMode }),
    onSent: (count) => set({ grid: reduceGrid(now.grid, { type: 'sent', count }, nothingShown) }),
    onSaving: (saving) => {
      set({ saving });
      if (saving.is === 'conflict') void takeOver();
    },
  });

  /** The server's rows replace those here, and what was not kept is made again on them. */
  async function takeOver(): Promise<void> {
    try {
      const { plan, review } = await calls.load();
      set({
        grid: reduceGrid(now.grid, { type: 'reloaded', rows: plan.rows }, nothingShown),
        mode: now.unsentMode ?? plan.mode,
        takenOver: plan.changedBy,
        ...reviewedAs(review, plan.rows),
      });
      await saver.goOn(plan.version);
      if (now.saving.is === 'saved') await requestReview();
    } catch {
      set({ saving: { is: 'failed', problem: 'no-server' } });
    }
  }

  /** Has what is kept reviewedCells. A review that was asked for before is of no interest any more. */
  async function requestReview(): Promise<void> {
    pendingReview.abort();
    pendingReview = new AbortController();
    const { signal } = pendingReview;
    const { saved } = now.grid;
    const version = saver.version();
    set({ reviewing: 'pending' });
    try {
      const review = await calls.review(signal);
      if (signal.aborted) return;
      // It is of rows that somebody else has saved in the meantime.
      if (review.version !== version) await takeOver();
      else set({ reviewing: 'done', ...reviewedAs(review, saved) });
    } catch {
      if (!signal.aborted) set({ reviewing: 'failed' });
    }
  }

  async function save(): Promise<void> {
    clearTimeout(rest);
    await saver.save();
    if (now.saving.is === 'saved') await requestReview();
  }

  return {
    get: (): PlanInHand => now,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act: (action: GridAction, view: GridView): void => {
      const grid = reduceGrid(now.grid, action, view);
      const isChanged = grid.unsent !== now.grid.unsent;
      set(isChanged ? { grid, takenOver: null } : { grid });
      if (!isChanged || now.saving.is === 'failed') return;
      set({ saving: { is: 'saving' } });
      clearTimeout(rest);
      rest = setTimeout(() => void save(), REST_MILLIS);
    },
    setMode: async (mode: PlanMode): Promise<void> => {
      set({ mode, unsentMode: mode });
      if (now.saving.is !== 'failed') await save();
    },
    /** Tries again to keep what is not kept. */
    retry: async (): Promise<void> => {
      await saver.goOn();
      if (now.saving.is === 'saved') await requestReview();
    },
    /** Keeps what is typed at once: before it is left, or started. */
    save,
    requestReview,
    /** The version of the plan that is shown, once all is kept. */
    version: saver.version,
  };
}
export type PlanStore = ReturnType<typeof createPlanStore>;

function reviewedAs(
  review: ShownReview,
  rows: readonly PlanRow[],
): Pick<PlanInHand, 'verdicts' | 'reviewedCells' | 'estimate' | 'readAtMillis'> {
  return {
    verdicts: new Map(review.verdicts),
    reviewedCells: new Map(rows.map(({ id, cells }) => [id, cells])),
    estimate: review.estimate,
    readAtMillis: review.readAtMillis,
  };
}

/** The verdict of a row; null while it is not known. */
export function verdictOf({ verdicts, reviewedCells }: PlanInHand, row: PlanRow): PlanVerdict | null {
  return reviewedCells.get(row.id) === row.cells ? (verdicts.get(row.id) ?? null) : null;
}
