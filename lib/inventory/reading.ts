import 'server-only';
import { describeListeners } from '@/lib/slb/operations/listeners';
import { describeLoadBalancers } from '@/lib/slb/operations/load-balancers';
import type { CallOptions, SlbFailure, SlbResult } from '@/lib/slb/result';
import type { ListenerSummary } from '@/lib/slb/responses';
import { metrics, regionLabels } from '@/lib/telemetry/metrics';
import { inSpan, markFailed } from '@/lib/telemetry/tracing';
import { save, type Inventory, type PendingFetch, type RegionSync } from './inventory';
import { readNames } from './names';
import { byOneProcess } from './one-reader';
import {
  NO_GAPS,
  takeGaps,
  takeInstances,
  takeListeners,
  takePartGaps,
  prune,
  type RegionCopy,
  type RegionFailure,
  type RegionGaps,
} from './region-copy';

type Priority = CallOptions['priority'];

/**
 * Reads all of a region, or joins the pending read: it is as new as any, so a region that hangs is not requested again
 * at every refresh. Rows are stored page by page; what the full read no longer contains is pruned at its end. The
 * promises reject for bugs only: a rejection by SLB is stored in the copy as its failure. If another process is reading the
 * region, its read is joined too, unless it began before `sinceMillis`.
 */
export function readWhole(
  inv: Inventory,
  copy: RegionCopy,
  priority: Priority,
  { sinceMillis = 0 }: { sinceMillis?: number } = {},
): RegionSync {
  const last = inv.wholes.get(copy.regionId);
  // Its names may still be read while the next one begins: they are requested once (names.ts).
  if (last !== undefined && !last.areRowsRead) return last;

  let instancesAnswered = (): void => {};
  const instances = new Promise<void>((resolve) => (instancesAnswered = resolve));
  const startedAtMillis = Date.now();
  const isRead = isReadSince(copy, sinceMillis);
  let isOwn = true;
  const rowsRead = trackFetch(inv, copy, (noteResponse) =>
    inSpan('inventory refresh', { attributes: { 'cloud.region': copy.regionId } }, async (span) => {
      const read = () =>
        readRows(copy, { startedAtMillis: Date.now(), priority, noteResponse, instancesAnswered });
      isOwn = await byOneProcess(inv, copy, { name: copy.regionId, isRead, read });
      if (copy.failure !== null) markFailed(span, copy.failure.error.code);
    }),
  );
  const reading: RegionSync = {
    startedAtMillis,
    instances,
    rowsRead: rowsRead.then(() => save(inv, copy)),
    done: Promise.resolve(),
    areRowsRead: false,
    isDone: false,
  };
  // Another process that has read the rows reads their names too.
  reading.done = finish(inv, copy, reading, () => isOwn).finally(() => {
    instancesAnswered();
    reading.areRowsRead = true;
    reading.isDone = true;
  });
  // Nobody may be waiting; whoever reads next sees the bug again.
  reading.done.catch(() => {});
  reading.rowsRead.catch(() => {});
  inv.wholes.set(copy.regionId, reading);
  return reading;
}

/** Whether a full read has ended after this was called, and began at `sinceMillis` or later. */
function isReadSince(copy: RegionCopy, sinceMillis: number): () => boolean {
  const endedAt = () => [copy.readAtMillis ?? 0, copy.failure?.of === 'whole' ? copy.failure.atMillis : 0];
  const before = endedAt();
  return () => endedAt().some((at, index) => at > (before[index] ?? 0) && at >= sinceMillis);
}

async function finish(
  inv: Inventory,
  copy: RegionCopy,
  reading: RegionSync,
  isOwn: () => boolean,
): Promise<void> {
  await reading.rowsRead;
  reading.areRowsRead = true;
  if (copy.failure !== null || !isOwn()) return;
  // Rows of every region first; whoever shows some requests their names separately (screen.ts).
  await readNames(copy, { priority: 'idle' });
  await save(inv, copy);
}

type Rows = {
  startedAtMillis: number;
  priority: Priority;
  noteResponse: () => void;
  instancesAnswered: () => void;
};

async function readRows(
  copy: RegionCopy,
  { startedAtMillis, priority, noteResponse, instancesAnswered }: Rows,
): Promise<void> {
  const { regionId } = copy;
  const gaps: RegionGaps = { ...NO_GAPS };
  const readInstances = async (): Promise<SlbFailure | null> => {
    const result = await describeLoadBalancers({ regionId }, { priority });
    if (result.ok) {
      gaps.instances = result.gaps ?? null;
      takeInstances(copy, result.value, startedAtMillis, { isWhole: gaps.instances === null });
    }
    noteResponse();
    instancesAnswered();
    return result.ok ? null : result.error;
  };
  const readListeners = async (): Promise<SlbFailure | null> => {
    const result = await describeListeners(
      {
        regionId,
        onPage: (listeners, requestedAtMillis) => {
          takeListeners(copy, listeners, requestedAtMillis);
          noteResponse();
        },
      },
      { priority },
    );
    if (result.ok) gaps.listeners = result.gaps ?? null;
    return result.ok ? null : result.error;
  };
  // Most regions are empty: for those, one call is enough.
  const failures = mayHaveListeners(copy)
    ? await Promise.all([readInstances(), readListeners()])
    : [
        await readInstances().then(
          (failure) =>
            failure ?? (copy.instances.size > 0 || gaps.instances !== null ? readListeners() : null),
        ),
      ];

  const failure = failures.find((each) => each !== null) ?? null;
  if (failure !== null) return fail(copy, failure, 'whole');
  prune(copy, startedAtMillis);
  takeGaps(copy, { ...gaps, ...(copy.gaps.names && { names: copy.gaps.names }) });
  for (const instance of copy.instances.values()) instance.listenersRequestedAtMillis = startedAtMillis;
  copy.readAtMillis = startedAtMillis;
  copy.readMillis = Date.now() - startedAtMillis;
  metrics().inventoryReadAt.set(regionLabels(copy.regionId), startedAtMillis / 1000);
  succeed(copy, 'whole');
}

function mayHaveListeners(copy: RegionCopy): boolean {
  return copy.instances.size > 0 || copy.listeners.size > 0;
}

/**
 * Reads some instances of a region and their listeners, ten per call; those that no longer exist are pruned. Joins the
 * same pending read, unless it began before `sinceMillis`: then another one follows it.
 */
export function readPart(
  inv: Inventory,
  copy: RegionCopy,
  loadBalancerIds: readonly string[],
  sinceMillis = 0,
): Promise<void> {
  const ids = loadBalancerIds.toSorted();
  const key = [copy.regionId, ...ids].join(' ');
  const pending = inv.parts.get(key);
  if (pending !== undefined)
    return pending.startedAtMillis >= sinceMillis
      ? pending.done
      : pending.done.then(() => readPart(inv, copy, ids, sinceMillis));
  const startedAtMillis = Date.now();
  const readAt = (id: string): number => copy.instances.get(id)?.listenersRequestedAtMillis ?? 0;
  const before = new Map(ids.map((id) => [id, readAt(id)]));
  const isRead = (): boolean =>
    ids.every((id) => readAt(id) > (before.get(id) ?? 0) && readAt(id) >= sinceMillis);
  const done = trackFetch(inv, copy, async (noteResponse) => {
    const read = () => readInstancesOf(copy, ids, noteResponse);
    await byOneProcess(inv, copy, { name: key, isRead, read });
    await save(inv, copy);
  }).finally(() => inv.parts.delete(key));
  done.catch(() => {});
  inv.parts.set(key, { startedAtMillis, done });
  return done;
}

async function readInstancesOf(
  copy: RegionCopy,
  ids: readonly string[],
  noteResponse: () => void,
): Promise<void> {
  const requestedAtMillis = Date.now();
  const { regionId } = copy;
  const [instances, result] = await Promise.all([
    describeLoadBalancers({ regionId, loadBalancerIds: ids }),
    describeListeners({ regionId, loadBalancerIds: ids, onPage: noteResponse }),
  ]);
  // If they could not be read they keep their age, which the rows then show.
  if (instances.ok)
    takeInstances(copy, instances.value, requestedAtMillis, {
      isWhole: instances.gaps === undefined,
      isMeant: (id) => ids.includes(id),
    });
  takePart(copy, result, requestedAtMillis, ({ loadBalancerId }) => ids.includes(loadBalancerId));
  if (!result.ok) return;
  takePartGaps(copy, ids, result.gaps);
  for (const id of ids) {
    const instance = copy.instances.get(id);
    if (instance === undefined) continue;
    instance.listenersRequestedAtMillis = Math.max(requestedAtMillis, instance.listenersRequestedAtMillis);
    copy.unsaved.partsRead.add(id);
  }
}

/** Stores a response about a part of the region; `isMeant` tells what it should have contained. */
export function takePart(
  copy: RegionCopy,
  result: SlbResult<ListenerSummary[]>,
  requestedAtMillis: number,
  isMeant: Parameters<typeof prune>[2],
): void {
  if (!result.ok) return fail(copy, result.error, 'part');
  takeListeners(copy, result.value, requestedAtMillis);
  prune(copy, requestedAtMillis, isMeant);
  succeed(copy, 'part');
}

function fail(copy: RegionCopy, error: SlbFailure, of: RegionFailure['of']): void {
  const atMillis = Date.now();
  const before = copy.failure;
  copy.failure = {
    error,
    atMillis,
    sinceMillis: before?.sinceMillis ?? atMillis,
    of: before?.of === 'whole' ? 'whole' : of,
  };
  copy.respondedAtMillis = atMillis;
  copy.unsaved.region = true;
}

function succeed(copy: RegionCopy, of: RegionFailure['of']): void {
  if (of === 'whole' || copy.failure?.of === 'part') copy.failure = null;
  copy.respondedAtMillis = Date.now();
  copy.unsaved.region = true;
}

/** Notes a pending request to a region, so that a page can distinguish late from pending. */
async function trackFetch(
  inv: Inventory,
  copy: RegionCopy,
  ask: (noteResponse: () => void) => Promise<void>,
): Promise<void> {
  const entry: PendingFetch = { lastResponseAtMillis: Date.now() };
  const pendingFetches = inv.pendingFetches.get(copy.regionId) ?? new Set();
  inv.pendingFetches.set(copy.regionId, pendingFetches.add(entry));
  try {
    await ask(() => {
      entry.lastResponseAtMillis = Date.now();
    });
  } finally {
    pendingFetches.delete(entry);
  }
}
