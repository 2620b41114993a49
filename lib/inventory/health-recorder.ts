import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { isShared } from '@/lib/db/database';
import { instanceHealthKey } from '@/lib/model/row-health';
import { recordAllObservations, type Observation } from './health-observations';

/**
 * Records the sweep's observations, a few per transaction and with a pause after each. SQLite runs on the thread that
 * serves pages: one commit per instance would block it with hundreds of disk waits, one per sweep with a single long
 * one. See docs/decisions/103.
 */

/** A transaction takes observations up to this many servers: some 5 ms of work. */
const SERVERS_AT_ONCE = 200;
/** Pages and calls get their turn in between. */
const PAUSE_MILLIS = 20;

type Recorder = { waiting: Observation[]; running: Promise<void> | null };

// On globalThis because a Next server may load one module twice, and both must share the queue.
const held: typeof globalThis & { sluiceHealthRecorder?: Recorder } = globalThis;

function recorder(): Recorder {
  return (held.sluiceHealthRecorder ??= { waiting: [], running: null });
}

/**
 * Queues an observation to be recorded soon, without waiting. If the disk is full it is dropped: it can be observed
 * again.
 */
export function recordLater(observation: Observation): void {
  if (observation.connection === null) return;
  // Nothing is recorded of an instance without servers, but other processes are told.
  if (observation.found.size === 0 && !isShared()) return;
  const { waiting } = recorder();
  waiting.push(observation);
  recorder().running ??= recordWaiting();
}

/** Records an instance's queued observations now, for whoever reads or extends its history. */
export async function recordWaitingOf(instance: Observation['instance']): Promise<void> {
  const { waiting } = recorder();
  const key = instanceHealthKey(instance);
  const own = waiting.filter((each) => instanceHealthKey(each.instance) === key);
  if (own.length === 0) return;
  recorder().waiting = waiting.filter((each) => !own.includes(each));
  await recordAllObservations(own);
}

/** Resolves when the queue is empty: for tests. */
export async function allRecorded(): Promise<void> {
  await recorder().running;
}

async function recordWaiting(): Promise<void> {
  while (recorder().waiting.length > 0) {
    await sleep(PAUSE_MILLIS, null, { ref: false });
    try {
      await recordAllObservations(takePart(recorder().waiting));
    } catch (error) {
      // A bug, or a closed database: the rest of the queue is recorded anyway.
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`Recording backend health: ${words}\n`);
    }
  }
  // In the same turn as the last check of the queue, so that nothing is left in it.
  recorder().running = null;
}

/** Takes the oldest from the queue, at least one. */
function takePart(waiting: Observation[]): Observation[] {
  let servers = 0;
  const end = waiting.findIndex(({ found }) => {
    for (const backends of found.values()) servers += backends.length;
    return servers >= SERVERS_AT_ONCE;
  });
  return waiting.splice(0, end < 0 ? waiting.length : end + 1);
}
