import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { instanceHealthKey } from '@/lib/model/row-health';
import { recordAllObservations, type Observation } from './health-observations';

/**
 * Records what the sweep observes, a few observations in one transaction and with a pause after each. SQLite works on the thread that answers
 * pages: one commit for each instance holds them up by hundreds of waits for the disk, and one for a whole sweep by a single long one. See
 * docs/decisions/103.
 */

/** A transaction takes observations until they name so many servers: some 5 ms of work. */
const SERVERS_AT_ONCE = 200;
/** Pages and calls go on meanwhile. */
const PAUSE_MILLIS = 20;

type Recorder = { waiting: Observation[]; running: Promise<void> | null };

// On globalThis because a Next server may load one module twice, and both must know what waits.
const held: typeof globalThis & { sluiceHealthRecorder?: Recorder } = globalThis;

function recorder(): Recorder {
  return (held.sluiceHealthRecorder ??= { waiting: [], running: null });
}

/** Records an observation soon, and waits for nothing. What a full disk does not take is left out, as it can be observed again. */
export function recordLater(observation: Observation): void {
  if (observation.found.size === 0) return;
  const { waiting } = recorder();
  waiting.push(observation);
  recorder().running ??= recordWaiting();
}

/** Records what waits of an instance now: for whoever reads its history, or adds to it. */
export async function recordWaitingOf(instance: Observation['instance']): Promise<void> {
  const { waiting } = recorder();
  const key = instanceHealthKey(instance);
  const own = waiting.filter((each) => instanceHealthKey(each.instance) === key);
  if (own.length === 0) return;
  recorder().waiting = waiting.filter((each) => !own.includes(each));
  await recordAllObservations(own);
}

/** Resolves when nothing waits any more: for tests. */
export async function allRecorded(): Promise<void> {
  await recorder().running;
}

async function recordWaiting(): Promise<void> {
  while (recorder().waiting.length > 0) {
    await sleep(PAUSE_MILLIS, null, { ref: false });
    try {
      await recordAllObservations(takePart(recorder().waiting));
    } catch (error) {
      // A bug, or a database that was closed: what waits is recorded all the same.
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`Recording backend health: ${words}\n`);
    }
  }
  // In the same turn as the last look at the queue, so that nothing is left in it.
  recorder().running = null;
}

/** Takes the oldest out of the queue, one at the least. */
function takePart(waiting: Observation[]): Observation[] {
  let servers = 0;
  const end = waiting.findIndex(({ found }) => {
    for (const backends of found.values()) servers += backends.length;
    return servers >= SERVERS_AT_ONCE;
  });
  return waiting.splice(0, end < 0 ? waiting.length : end + 1);
}
