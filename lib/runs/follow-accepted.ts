import 'server-only';
import { rereadListenersOf } from '@/lib/inventory/reread-listener';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import type { ListenerSummary } from '@/lib/slb/responses';
import { settleAccepted, type Settled } from './row-store';
import type { AcceptedRow } from './rows-to-do';
import { isOnItsWay, type Step } from './step-results';

/**
 * The pause between two polls of a region: short at first, then growing with the age of its youngest row, as for a
 * single listener on a page.
 */
const PAUSE_MIN_MILLIS = 1_000;
const PAUSE_MAX_MILLIS = 6_000;
const PAUSE_SHARE = 0.4;
const FOLLOW_MILLIS = FOLLOW_MINUTES * 60_000;

/**
 * Follows the rows SLB accepted until their listeners have settled (slb-api.md 5.1). A poll reads a region's instances,
 * ten per call, and updates the list too. A row is done only when its listener shows the effect and is no longer in
 * transition. A row that has not settled for as long as a single listener is followed becomes `unsettled`, and nothing
 * is ever sent for it. Until then rows stay in the database, so following continues after a restart.
 */
export function makeFollower(stepFor: (row: AcceptedRow) => Step) {
  let rows: AcceptedRow[] = [];
  const polledAtMillis = new Map<string, number>();

  const regions = (): Map<string, AcceptedRow[]> => {
    const of = new Map<string, AcceptedRow[]>();
    for (const row of rows) of.set(row.listener.regionId, [...(of.get(row.listener.regionId) ?? []), row]);
    return of;
  };
  const dueMillis = (regionId: string, of: readonly AcceptedRow[]): number => {
    const last = polledAtMillis.get(regionId);
    if (last === undefined) return 0;
    const youngest = Math.max(...of.map(({ acceptedAtMillis }) => acceptedAtMillis));
    const pause = Math.min(PAUSE_MAX_MILLIS, Math.max(PAUSE_MIN_MILLIS, PAUSE_SHARE * (last - youngest)));
    return last + pause;
  };

  return {
    /** Rows that are followed already are not added again. */
    add(accepted: readonly AcceptedRow[]): void {
      const isFollowed = ({ runId, position }: AcceptedRow) =>
        rows.some((row) => row.runId === runId && row.position === position);
      rows = [...rows, ...accepted.filter((row) => !isFollowed(row))];
    },
    /** Whether a row of a run is followed. */
    has: (runId: number): boolean => rows.some((row) => row.runId === runId),
    isEmpty: (): boolean => rows.length === 0,
    /** In how many milliseconds the next poll is due; null if nothing is followed. */
    nextMillis(nowMillis: number): number | null {
      const due = [...regions()].map(([regionId, of]) => dueMillis(regionId, of));
      return due.length === 0 ? null : Math.max(0, Math.min(...due) - nowMillis);
    },
    /** Polls the regions that are due, and records which rows have settled. */
    async poll(): Promise<void> {
      const startedAtMillis = Date.now();
      const due = [...regions()].filter(([regionId, of]) => dueMillis(regionId, of) <= startedAtMillis);
      await Promise.all(
        due.map(async ([regionId, of]) => {
          const ids = [...new Set(of.map(({ listener }) => listener.loadBalancerId))];
          const read = await rereadListenersOf(regionId, ids);
          const reading = read.ok ? { rows: read.value, isWhole: read.gaps === undefined } : null;
          const ended = new Set<AcceptedRow>();
          for (const row of of) {
            const settled = await settledState(row, stepFor(row), reading);
            if (settled === null) continue;
            await settleAccepted(row, settled);
            ended.add(row);
          }
          rows = rows.filter((row) => !ended.has(row));
          polledAtMillis.set(regionId, Date.now());
        }),
      );
    },
  };
}

/** A row's result according to a read of its instance (null: no response); null if it needs to be followed further. */
async function settledState(
  accepted: AcceptedRow,
  step: Step,
  reading: { rows: readonly ListenerSummary[]; isWhole: boolean } | null,
): Promise<Settled | null> {
  const { listener, acceptedAtMillis } = accepted;
  const found = reading?.rows.find(
    (row) =>
      row.loadBalancerId === listener.loadBalancerId &&
      row.listenerPort === listener.listenerPort &&
      row.listenerProtocol === 'tcp',
  );
  // An unreadable row may be this one: only a complete response proves that it is gone.
  if (reading?.isWhole === true && found === undefined) {
    const outcome = accepted.action === 'delete' ? 'changed' : 'deleted-elsewhere';
    return { state: 'done', outcome, status: 'deleted' };
  }
  if (found !== undefined && !isOnItsWay(found.status) && (await isAsRequested(found.status, step, accepted)))
    return { state: 'done', outcome: 'changed', status: found.status };
  const isGivenUp = Date.now() - acceptedAtMillis >= FOLLOW_MILLIS;
  return isGivenUp ? { state: 'unsettled', status: found?.status ?? null } : null;
}

/**
 * Whether a settled listener is what the run requested. The list returns its status; its settings come only from the
 * listener itself.
 */
async function isAsRequested(status: string, step: Step, row: AcceptedRow): Promise<boolean> {
  switch (row.action) {
    case 'start':
      return status === 'running';
    case 'stop':
      return status === 'stopped';
    case 'create':
    case 'change':
      return (await step.check(row)).done;
    case 'delete':
      return false;
  }
}
