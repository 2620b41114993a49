import type { InstanceOfRun, RowToDo } from './rows-to-do';

/** After temporary rejections an instance is left alone for a second, then two, four …, at most this long. */
const PAUSE_MAX_MILLIS = 30_000;
const PAUSE_MIN_MILLIS = 1_000;

type Queue = {
  rows: RowToDo[];
  busy: boolean;
  /** Temporary rejections in a row. */
  rejections: number;
  notBeforeMillis: number;
};

/**
 * Decides which row is next. There is a queue per instance, because an instance takes one write at a time. Among free
 * instances, the run with the fewest rows in progress goes first, so that a small run does not wait for a large one.
 * Pure except for its state; times are passed in.
 */
export function makeQueues(random: () => number = Math.random) {
  const queues = new Map<string, Queue>();
  /** For each run, the rows queued or in progress, and those in progress. */
  const left = new Map<number, { rows: number; inProgress: number }>();

  const keyOf = ({ regionId, loadBalancerId }: InstanceOfRun): string => `${regionId}/${loadBalancerId}`;
  const queueOf = (row: RowToDo): Queue => {
    const key = keyOf(row.listener);
    const queue = queues.get(key) ?? { rows: [], busy: false, rejections: 0, notBeforeMillis: 0 };
    queues.set(key, queue);
    return queue;
  };
  const count = ({ runId }: RowToDo, by: { rows: number; inProgress: number }) => {
    const { rows, inProgress } = left.get(runId) ?? { rows: 0, inProgress: 0 };
    if (rows + by.rows === 0) left.delete(runId);
    else left.set(runId, { rows: rows + by.rows, inProgress: inProgress + by.inProgress });
  };

  return {
    /** Adds rows; those already begun come first on their instance. */
    add(rows: readonly RowToDo[]): void {
      for (const row of rows) {
        const queue = queueOf(row);
        if (row.begun) queue.rows.unshift(row);
        else queue.rows.push(row);
        count(row, { rows: 1, inProgress: 0 });
      }
    },
    /** The ids of the runs with a row left. */
    runs: (): number[] => [...left.keys()],
    isEmpty: (): boolean => left.size === 0,
    /** How many rows are queued or in progress. */
    size: (): number => [...left.values()].reduce((sum, { rows }) => sum + rows, 0),
    /** Whether rows of a run are queued on an instance. */
    holds: (runId: number, instance: InstanceOfRun): boolean =>
      queues.get(keyOf(instance))?.rows.some((row) => row.runId === runId) === true,
    /** On how many instances that are not paused a run has rows queued. */
    served: (runId: number, nowMillis: number): number =>
      [...queues.values()].filter(
        ({ rows, notBeforeMillis }) =>
          notBeforeMillis <= nowMillis && rows.some((row) => row.runId === runId),
      ).length,
    /** Removes what is queued of a run. What is in progress goes on. */
    drop(runId: number): void {
      for (const [key, queue] of queues) {
        const kept = queue.rows.filter((row) => row.runId !== runId);
        for (const row of queue.rows) if (row.runId === runId) count(row, { rows: -1, inProgress: 0 });
        queue.rows = kept;
        if (kept.length === 0 && !queue.busy) queues.delete(key);
      }
    },
    /** Takes the next row that may begin now; its instance is busy until `free` or `putBack`. */
    take(nowMillis: number, mayTake: (row: RowToDo) => boolean = () => true): RowToDo | null {
      let best: { queue: Queue; row: RowToDo; load: number } | null = null;
      for (const queue of queues.values()) {
        const [row] = queue.rows;
        if (row === undefined || queue.busy || queue.notBeforeMillis > nowMillis) continue;
        if (!mayTake(row)) continue;
        const load = left.get(row.runId)?.inProgress ?? 0;
        if (best === null || load < best.load) best = { queue, row, load };
      }
      if (best === null) return null;
      best.queue.rows.shift();
      best.queue.busy = true;
      count(best.row, { rows: 0, inProgress: 1 });
      return best.row;
    },
    /** The row's call has ended, for good: its instance takes the next one. The row is in progress until `finish`. */
    release(row: RowToDo): void {
      const queue = queueOf(row);
      queue.busy = false;
      queue.rejections = 0;
      if (queue.rows.length === 0) queues.delete(keyOf(row.listener));
    },
    /** The result of a released row is recorded. */
    finish: (row: RowToDo): void => count(row, { rows: -1, inProgress: -1 }),
    /** Both: nothing of the row is left to do. */
    free(row: RowToDo): void {
      this.release(row);
      this.finish(row);
    },
    /** The row waits for a temporary problem: its instance pauses, and its other rows come first. */
    putBack(row: RowToDo, nowMillis: number): void {
      const queue = queueOf(row);
      queue.busy = false;
      queue.rows.push({ ...row, begun: false });
      const pause = Math.min(PAUSE_MAX_MILLIS, PAUSE_MIN_MILLIS * 2 ** queue.rejections);
      queue.rejections += 1;
      queue.notBeforeMillis = nowMillis + pause / 2 + random() * (pause / 2);
      count(row, { rows: 0, inProgress: -1 });
    },
    /** In how many milliseconds the next paused instance may be served; null if none is paused. */
    nextMillis(nowMillis: number): number | null {
      const pausing = [...queues.values()].filter(
        (queue) => queue.rows.length > 0 && !queue.busy && queue.notBeforeMillis > nowMillis,
      );
      if (pausing.length === 0) return null;
      return Math.min(...pausing.map((queue) => queue.notBeforeMillis)) - nowMillis;
    },
  };
}
