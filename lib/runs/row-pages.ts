import 'server-only';
import type { makeQueues } from './queues';
import { waitingInstances, waitingRows, type InstanceOfRun, type OpenRun } from './rows-to-do';

/** How many rows of an instance are in memory. */
const PAGE_ROWS = 20;

type Page = { instance: InstanceOfRun; after: number };

/**
 * The waiting rows that are not in memory yet. They are read by instance and in order, a few at a time, for about as many
 * instances as are worked on: `instances`.
 */
export function makeRowPages(queues: ReturnType<typeof makeQueues>, instances: number) {
  const runs = new Map<number, { run: OpenRun; pages: Set<Page> }>();

  return {
    async add(run: OpenRun): Promise<void> {
      const pages = (await waitingInstances(run.id)).map((instance): Page => ({ instance, after: 0 }));
      if (pages.length > 0) runs.set(run.id, { run, pages: new Set(pages) });
    },
    drop(runId: number): void {
      runs.delete(runId);
    },
    has: (runId: number): boolean => runs.has(runId),
    isEmpty: (): boolean => runs.size === 0,
    /** Reads more rows of each run whose rows in memory are not enough to keep as many instances busy. */
    async refill(nowMillis: number): Promise<void> {
      for (const { run, pages } of runs.values()) {
        let served = queues.served(run.id, nowMillis);
        for (const page of pages) {
          if (served >= instances) break;
          if (queues.holds(run.id, page.instance)) continue;
          const rows = await waitingRows(run, page.instance, { after: page.after, limit: PAGE_ROWS });
          queues.add(rows);
          page.after = rows.at(-1)?.position ?? page.after;
          if (rows.length < PAGE_ROWS) pages.delete(page);
          if (rows.length > 0) served += 1;
        }
        if (pages.size === 0) runs.delete(run.id);
      }
    },
  };
}
