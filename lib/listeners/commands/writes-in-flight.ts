import 'server-only';
import type { ListenerKey } from '@/lib/model/outcome';

/** A pending write. Times in milliseconds since the epoch. */
export type WriteInFlight = {
  listener: ListenerKey;
  /** The API action. */
  operation: string;
  sentAtMillis: number;
  /** The response is awaited until then; after that the outcome is unknown. */
  untilMillis: number;
};

type Tracked = { write: WriteInFlight; abandon: () => void; ended: Promise<void> };

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & {
  sluiceWrites?: { tracked: Set<Tracked>; isLeaving: boolean; isStopping: boolean };
} = globalThis;
const state = () => (held.sluiceWrites ??= { tracked: new Set(), isLeaving: false, isStopping: false });

/**
 * Counts a write as in flight until `end`, which is called once its outcome is recorded. Its horizon counts from
 * `onSend`, which is called at each send. `signal` aborts when this process can wait no longer: the outcome is then
 * unknown.
 */
export function trackWrite(
  { listener, operation }: Pick<WriteInFlight, 'listener' | 'operation'>,
  horizonMillis: number,
): { signal: AbortSignal; onSend: () => void; untilMillis: () => number; end: () => void } {
  const { tracked } = state();
  const abandoned = new AbortController();
  let hasEnded = (): void => {};
  const write = { listener, operation, sentAtMillis: Date.now(), untilMillis: Date.now() + horizonMillis };
  const entry: Tracked = {
    write,
    abandon: () => abandoned.abort(),
    ended: new Promise((resolve) => (hasEnded = resolve)),
  };
  tracked.add(entry);
  return {
    signal: abandoned.signal,
    onSend: () => {
      write.sentAtMillis = Date.now();
      write.untilMillis = write.sentAtMillis + horizonMillis;
    },
    untilMillis: () => write.untilMillis,
    end: () => {
      tracked.delete(entry);
      hasEnded();
    },
  };
}

/** How many writes this process has in flight, and until when the last of them is awaited; null if there are none. */
export function writesInFlight(): { count: number; untilMillis: number | null } {
  const writes = listWritesInFlight();
  if (writes.length === 0) return { count: 0, untilMillis: null };
  return { count: writes.length, untilMillis: Math.max(...writes.map(({ untilMillis }) => untilMillis)) };
}

/** The same, one by one, in the order in which they began. */
export function listWritesInFlight(): WriteInFlight[] {
  return [...state().tracked].map(({ write }) => write);
}

/**
 * From now on a load balancer is told to send nothing more here, and this process begins no row of a run: another one
 * takes the runs over. What is requested here all the same is done.
 */
export function leaveService(): void {
  state().isLeaving = true;
}

export function isInService(): boolean {
  return !state().isLeaving;
}

/** From now on no write is sent: callers are told that Sluice is stopping, and rows of runs wait for the next start. */
export function stopAcceptingWrites(): void {
  leaveService();
  state().isStopping = true;
}

export function isAcceptingWrites(): boolean {
  return !state().isStopping;
}

/** Reverts both: for tests, which share a process. */
export function acceptWritesAgain(): void {
  state().isLeaving = false;
  state().isStopping = false;
}

/**
 * Resolves when no write is in flight any more. At `deadlineMillis` (since the epoch) the remaining ones are recorded
 * as unknown and no longer awaited.
 */
export async function whenWritesSettled(deadlineMillis: number): Promise<void> {
  const timer = setTimeout(
    () => {
      for (const { abandon } of state().tracked) abandon();
    },
    Math.max(0, deadlineMillis - Date.now()),
  );
  try {
    while (state().tracked.size > 0) await Promise.all([...state().tracked].map(({ ended }) => ended));
  } finally {
    clearTimeout(timer);
  }
}
