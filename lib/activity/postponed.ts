import 'server-only';
import { isStorageFailure, whereThereIsRoom } from '@/lib/db/storage';

/**
 * What has happened and could not be written, because the disk takes nothing: outcomes of writes that SLB has answered, and refusals. It
 * waits in memory, in its order, and is written when there is room again; where Sluice ends before, a write is shown as one of unknown outcome.
 */
type Postponed = { append: (at: string) => Promise<unknown>; at: string; failed: (bug: unknown) => void };

type Queue = { entries: Postponed[]; last: Promise<unknown>; timer: NodeJS.Timeout | null };
// On globalThis because a Next server may load one module twice, and there is one order.
const held: typeof globalThis & { sluicePostponedActivity?: Queue } = globalThis;
const queue = (): Queue =>
  (held.sluicePostponedActivity ??= { entries: [], last: Promise.resolve(), timer: null });

const RETRY_MILLIS = 5_000;
/** Refusals may be many while nobody makes room; outcomes never are, because nothing is sent then, and are always kept. */
const MOST_POSTPONED = 1_000;

/** How many entries wait for room. */
export function postponedCount(): number {
  return queue().entries.length;
}

/**
 * Writes an entry of the log, after those that wait; where the disk takes nothing it waits as well. `append` is given when it happened. Of
 * refusals only so many wait.
 */
export async function appendWhenThereIsRoom(
  append: (at: string) => Promise<unknown>,
  { isRejection }: { isRejection: boolean },
): Promise<void> {
  const { entries } = queue();
  if (isRejection && entries.length >= MOST_POSTPONED) {
    process.stderr.write('Activity: the disk is full, and a refusal is not kept: too many wait for room.\n');
    return;
  }
  const bugs: unknown[] = [];
  entries.push({ append, at: new Date().toISOString(), failed: (bug) => bugs.push(bug) });
  await whereThereIsRoom(appendPostponed);
  if (bugs.length > 0) throw bugs[0];
}

/** Writes what waits, oldest first. Throws where the disk takes nothing: whatever is to follow may not happen then. */
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
