import 'server-only';
import { rereadListenersOf } from '@/lib/inventory/reread-listener';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListenerSummary } from '@/lib/slb/responses';
import { settleAccepted, type AcceptedRow, type Settled } from './row-store';
import type { RunKind } from './run-types';
import { isOnItsWay, type Step } from './steps';

/** Between two looks at a region: at first short, then growing with the age of its youngest row, as a page follows one listener. */
const PAUSE_MIN_MILLIS = 1_000;
const PAUSE_MAX_MILLIS = 6_000;
const PAUSE_SHARE = 0.4;
const FOLLOW_MILLIS = FOLLOW_MINUTES * 60_000;

/** The run of an accepted row, as far as settling asks about it. */
export type FollowedRun = { kind: RunKind; step: Step };

/**
 * Follows the rows that SLB accepted until their listeners have settled (slb-api.md 5.1): a look reads the instances of a region, ten a call,
 * into the list as well. Done is only what shows the effect of its change and is on its way no more; what does not for as long as a single
 * listener is followed is `unsettled`, and nothing is ever sent for it. Rows stay in the database until then, so a restart goes on with them.
 */
export function makeFollower(runOf: (runId: number) => FollowedRun) {
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
    add(accepted: readonly AcceptedRow[]): void {
      rows = [...rows, ...accepted];
    },
    /** The ids of the runs of which a row is followed. */
    runs: (): number[] => [...new Set(rows.map(({ runId }) => runId))],
    isEmpty: (): boolean => rows.length === 0,
    /** In how many milliseconds the next look is due; null where nothing is followed. */
    nextMillis(nowMillis: number): number | null {
      const due = [...regions()].map(([regionId, of]) => dueMillis(regionId, of));
      return due.length === 0 ? null : Math.max(0, Math.min(...due) - nowMillis);
    },
    /** Looks at the regions that are due, and writes which rows have come to their end. */
    async check(): Promise<void> {
      const startedAtMillis = Date.now();
      const due = [...regions()].filter(([regionId, of]) => dueMillis(regionId, of) <= startedAtMillis);
      await Promise.all(
        due.map(async ([regionId, of]) => {
          const ids = [...new Set(of.map(({ listener }) => listener.loadBalancerId))];
          const read = await rereadListenersOf(regionId, ids);
          const reading = read.ok ? { rows: read.value, isWhole: read.gaps === undefined } : null;
          const ended = new Set<AcceptedRow>();
          for (const row of of) {
            const settled = await settledState(row, runOf(row.runId), reading);
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

/** What a row has come to by a reading of its instance (null: there was no answer); null where it is to be followed on. */
async function settledState(
  { listener, acceptedAtMillis }: AcceptedRow,
  { kind, step }: FollowedRun,
  reading: { rows: readonly ListenerSummary[]; isWhole: boolean } | null,
): Promise<Settled | null> {
  const found = reading?.rows.find(
    (row) =>
      row.loadBalancerId === listener.loadBalancerId &&
      row.listenerPort === listener.listenerPort &&
      row.listenerProtocol === 'tcp',
  );
  // A row that could not be read may be this one: only a whole answer says that it is gone.
  if (reading?.isWhole === true && found === undefined) {
    const outcome = kind === 'delete' ? 'changed' : 'deleted-elsewhere';
    return { state: 'done', outcome, status: 'deleted' };
  }
  if (
    found !== undefined &&
    !isOnItsWay(found.status) &&
    (await isAsRequested(found.status, { kind, step }, listener))
  )
    return { state: 'done', outcome: 'changed', status: found.status };
  const isGivenUp = Date.now() - acceptedAtMillis >= FOLLOW_MILLIS;
  return isGivenUp ? { state: 'unsettled', status: found?.status ?? null } : null;
}

/** Whether a listener that has settled is what the run asked for: the list tells its status, of its settings only it itself tells. */
async function isAsRequested(
  status: string,
  { kind, step }: FollowedRun,
  listener: ListenerKey,
): Promise<boolean> {
  switch (kind) {
    case 'start':
      return status === 'running';
    case 'stop':
      return status === 'stopped';
    case 'change':
      return (await step.check(listener)).done;
    case 'delete':
      return false;
  }
}
