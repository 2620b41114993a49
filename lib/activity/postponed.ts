import 'server-only';
import { isStorageFailure, whereThereIsRoom } from '@/lib/db/storage';

/**
 * Events that could not be written because the disk is full: outcomes of writes SLB has responded to, and rejections.
 * They wait in memory, in order, and are written when there is space again. If Sluice ends before that, a write shows
 * an unknown outcome.
 */
type Postponed = { append: (at: string) => Promise<unknown>; at: string; failed: (bug: unknown) => void };

type Queue = { entries: Postponed[]; last: Promise<unknown>; timer: NodeJS.Timeout | null };
// On globalThis because a Next server may load one module twice, and there is one order.
const held: typeof globalThis & { sluicePostponedActivity?: Queue } = globalThis;
const queue = (): Queue =>
  (held.sluicePostponedActivity ??= { entries: [], last: Promise.resolve(), timer: null });

const RETRY_MILLIS = 5_000;
/**
 * Limits rejections, which may be many while the disk is full. Outcomes are always kept: they are never many, because
 * nothing is sent then.
 */
const MOST_POSTPONED = 1_000;

/** How many entries wait for space. */
export function postponedCount(): number {
  return queue().entries.length;
}

/**
 * Writes an entry of the log after those that wait; if the disk is full it waits too. `append` gets the time it
 * happened. The number of waiting rejections is limited.
 */
export async function appendWhenThereIsRoom(
  append: (at: string) => Promise<unknown>,
  { isRejection }: { isRejection: boolean },
): Promise<void> {
  const { entries } = queue();
  if (isRejection && entries.length >= MOST_POSTPONED) {
    process.stderr.write(
      'Activity: the disk is full, and a rejection was dropped: too many are waiting for space.\n',
    );
    return;
  }
  const bugs: unknown[] = [];
  entries.push({ append, at: new Date().toISOString(), failed: (bug) => bugs.push(bug) });
  await whereThereIsRoom(appendPostponed);
  if (bugs.length > 0) throw bugs[0];
}

/** Writes what waits, oldest first. Throws if the disk is full: whatever was to follow must not happen then. */
export function appendPostponed(): Promise<void> {
  const waiting = queue();
  const next = waiting.last.catch(() => {}).then(() => appendAll(waiting));
  waiting.last = next;
  return next;
}

async function appendAll(waiting: Queue): Promise<void> {
  for (let [first] = waiting.entries; first !== undefined; [first] = waiting.entries) {
    try {
      await first.append(first.at);
    } catch (error) {
      if (isStorageFailure(error)) {
        retryLater(waiting);
        throw error;
      }
      first.failed(error);
    }
    waiting.entries.shift();
  }
}

function retryLater(waiting: Queue): void {
  if (waiting.timer !== null) return;
  waiting.timer = setTimeout(() => {
    waiting.timer = null;
    appendPostponed().catch(() => {});
  }, RETRY_MILLIS);
  waiting.timer.unref();
}
