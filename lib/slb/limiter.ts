import 'server-only';
import { config, ofCurrentAccount } from '@/lib/config';
import {
  makeOwnBudget,
  makeSharedBudget,
  UNANSWERED_MILLIS,
  unlimited,
  type SendBudget,
  type Sent,
} from './send-budget';

/**
 * Every call passes its account's limiter. It caps concurrency and, if so configured, the calls per second, keeps reads to
 * the rate the service has accepted, and serves interactive calls before background ones.
 */

// More concurrent calls gain nothing and only run into the service's throttle.
const MAX_PARALLEL_CALLS = 32;
// Background calls leave room, so that a click never waits for reads that hang.
const MAX_PARALLEL_BACKGROUND = 24;

const WINDOW_MILLIS = 1_000;
/**
 * A single throttled call in a quiet moment says little about the rate. Below this, throttled calls are simply retried.
 */
const LEAST_PER_WINDOW = 10;
/** How long a rate is kept before one more read per window is tried. */
const TRY_MORE_MILLIS = 10_000;
/** After this long without throttling, the rate limit is dropped. */
const FORGET_MILLIS = 60_000;
/** Background reads are spaced by this share of an even distance, so that interactive ones fit in between. */
const SPREAD = 0.6;

/** `interactive`: a user is waiting. `background`: nobody is. `idle`: only decorates what background reads returned. */
export type Priority = 'interactive' | 'background' | 'idle';

/** A read that counts against the rate until `until`. */
type Mark = { startedAt: number; isInProgress: boolean; until: number };
type Waiting = { isRead: boolean; start: (admitted: { mark: Mark | null; sent: Sent }) => void };

/** All times are from `performance.now()`: setting the system clock must not delay calls. */
type Limiter = {
  running: number;
  runningBackground: number;
  waiting: Record<Priority, Waiting[]>;
  marks: Set<Mark>;
  /** Of the configured rate, if there is one: in memory, or in PostgreSQL. */
  budgets: { own: SendBudget; shared: SendBudget };
  lastReadAt: number;
  /** The shortest read duration since reads last paused. */
  leastMillis: number;
  /** Null while the service has not throttled any read. */
  rate: { perWindow: number; raiseAt: number; throttledAt: number } | null;
  /** The reads in flight when one was throttled. Their results reveal the rate, so no others are sent until then. */
  settling: { marks: Set<Mark>; letThrough: Set<Mark>; until: number } | null;
  timer: NodeJS.Timeout | null;
};

// On globalThis because a Next server may load one module twice. By account, because the service counts by account.
const held: typeof globalThis & { sluiceCallLimiters?: Map<string | null, Limiter> } = globalThis;

export type Turn<T> = {
  priority: Priority;
  /** Writes are never delayed by throttled reads: they are few, and have their own rates. */
  isRead: boolean;
  /** A retry goes before calls that have not been sent yet. */
  again: boolean;
  wasThrottled: (result: T) => boolean;
};

/**
 * Runs `call` when it is its turn: first come, first served within a priority. A throttled read teaches the limiter the
 * rate: as many per second as were accepted in the last one. After ten seconds without throttling, one more is tried
 * each second; after a minute the rate is forgotten. `call` awaits `leaves` before it sends its request.
 */
export async function withinLimit<T>(
  call: (leaves: () => Promise<void>) => Promise<T>,
  turn: Turn<T>,
): Promise<T> {
  const limiter = ofCurrentAccount((held.sluiceCallLimiters ??= new Map()), newLimiter);
  const { priority, isRead, again, wasThrottled } = turn;
  const { mark, sent } = await new Promise<{ mark: Mark | null; sent: Sent }>((start) => {
    if (again) limiter.waiting[priority].unshift({ isRead, start });
    else limiter.waiting[priority].push({ isRead, start });
    admit(limiter);
  });
  try {
    const result = await call(sent.leaves);
    if (mark !== null && wasThrottled(result)) {
      limiter.marks.delete(mark);
      limiter.settling ??= {
        marks: new Set([...limiter.marks].filter(({ isInProgress }) => isInProgress)),
        letThrough: new Set(limiter.marks),
        until: performance.now() + WINDOW_MILLIS,
      };
      limiter.settling.letThrough.delete(mark);
    }
    return result;
  } finally {
    if (mark !== null) {
      mark.isInProgress = false;
      mark.until = countedAt(limiter, mark) + WINDOW_MILLIS;
      limiter.settling?.marks.delete(mark);
    }
    sent.ends();
    limiter.running -= 1;
    if (priority !== 'interactive') limiter.runningBackground -= 1;
    admit(limiter);
  }
}

/** What the limiters of all accounts do right now. `readsPerSecond`: the lowest rate; null while SLB throttles nothing. */
export function limiterState(): {
  running: number;
  waiting: Readonly<Record<Priority, number>>;
  readsPerSecond: number | null;
} {
  const all = [...(held.sluiceCallLimiters?.values() ?? [])];
  const sum = (count: (limiter: Limiter) => number) => all.reduce((total, each) => total + count(each), 0);
  const rates = all.flatMap(({ rate }) => (rate === null ? [] : [rate.perWindow]));
  return {
    running: sum(({ running }) => running),
    waiting: {
      interactive: sum(({ waiting }) => waiting.interactive.length),
      background: sum(({ waiting }) => waiting.background.length),
      idle: sum(({ waiting }) => waiting.idle.length),
    },
    readsPerSecond: rates.length === 0 ? null : Math.min(...rates),
  };
}

/** Forgets the learned rate. For tests, each of which has a service of its own. */
export function forgetRate(): void {
  for (const limiter of held.sluiceCallLimiters?.values() ?? []) {
    limiter.rate = null;
    limiter.settling = null;
    limiter.marks.clear();
    limiter.budgets = newBudgets(() => admit(limiter));
  }
}

function newLimiter(): Limiter {
  const limiter: Omit<Limiter, 'budgets'> = {
    running: 0,
    runningBackground: 0,
    waiting: { interactive: [], background: [], idle: [] },
    marks: new Set(),
    lastReadAt: -Infinity,
    leastMillis: Infinity,
    rate: null,
    settling: null,
    timer: null,
  };
  const made: Limiter = Object.assign(limiter, { budgets: newBudgets(() => admit(made)) });
  return made;
}

function newBudgets(onChange: () => void): Limiter['budgets'] {
  return { own: makeOwnBudget(), shared: makeSharedBudget(onChange) };
}

/** Starts every call whose turn it is. */
function admit(limiter: Limiter): void {
  // One timestamp for all of it: a call found to be too early must also be found worth waiting for.
  const now = performance.now();
  let configured = 0;
  while (limiter.running < MAX_PARALLEL_CALLS) {
    const next = nextCall(limiter, now);
    // The budget is only asked for a call that could go: a shared one reserves a slot for it.
    if (next === null) break;
    configured = budgetOf(limiter).delayMillis(now, couldGo(limiter));
    if (configured > 0) break;
    start(limiter, next, now);
  }
  if (limiter.timer !== null) clearTimeout(limiter.timer);
  limiter.timer = null;
  const { waiting } = limiter;
  const learned = (['interactive', 'background', 'idle'] as const)
    .filter((priority) => waiting[priority].length > 0)
    .map((priority) => readDelayMillis(limiter, priority, now))
    .filter((millis) => millis > 0);
  const delays = configured > 0 ? [configured] : learned;
  // No delays means that every slot is taken: the next call to end admits another.
  if (delays.length > 0) limiter.timer = setTimeout(() => admit(limiter), Math.ceil(Math.min(...delays)));
}

type Place = { priority: Priority; index: number };

/** Which call is next, as far as the configured rate is not concerned; null if none may go. */
function nextCall(limiter: Limiter, now: number): Place | null {
  const hasRoom = limiter.runningBackground < MAX_PARALLEL_BACKGROUND;
  for (const priority of hasRoom
    ? (['interactive', 'background', 'idle'] as const)
    : (['interactive'] as const)) {
    const queue = limiter.waiting[priority];
    const mayRead = readDelayMillis(limiter, priority, now) === 0;
    const index = mayRead && queue.length > 0 ? 0 : queue.findIndex(({ isRead }) => !isRead);
    if (index >= 0) return { priority, index };
  }
  return null;
}

/** How many calls the configured rate may let through at once. If reads wait for the rate that was learned: one. */
function couldGo({ waiting, running, runningBackground, rate }: Limiter): number {
  if (rate !== null) return 1;
  const behind = waiting.background.length + waiting.idle.length;
  const inBackground = Math.min(behind, MAX_PARALLEL_BACKGROUND - runningBackground);
  return Math.min(MAX_PARALLEL_CALLS - running, waiting.interactive.length + inBackground);
}

function start(limiter: Limiter, { priority, index }: Place, now: number): void {
  const [entry] = limiter.waiting[priority].splice(index, 1);
  if (entry === undefined) return;
  limiter.running += 1;
  if (priority !== 'interactive') limiter.runningBackground += 1;
  const mark = entry.isRead ? { startedAt: now, isInProgress: true, until: now + UNANSWERED_MILLIS } : null;
  if (mark !== null) {
    if (limiter.marks.size === 0) limiter.leastMillis = Infinity;
    limiter.marks.add(mark);
    limiter.lastReadAt = now;
  }
  entry.start({ mark, sent: budgetOf(limiter).take(now, entry.isRead) });
}

function budgetOf({ budgets }: Limiter): SendBudget {
  const { databaseUrl, slb } = config();
  if (slb.callsPerSecond === null) return unlimited;
  return databaseUrl === null ? budgets.own : budgets.shared;
}

/** How long the next read of this priority has to wait for the rate; 0 if it does not. */
function readDelayMillis(limiter: Limiter, priority: Priority, now: number): number {
  for (const mark of limiter.marks) if (mark.until <= now) limiter.marks.delete(mark);
  if (limiter.settling !== null) {
    if (limiter.settling.marks.size > 0 && now < limiter.settling.until) return limiter.settling.until - now;
    learnRate(limiter, limiter.settling.letThrough.size, now);
    limiter.settling = null;
  }
  const rate = currentRate(limiter, now);
  if (rate === null) return 0;
  const spread =
    priority === 'interactive' ? 0 : limiter.lastReadAt + (SPREAD * WINDOW_MILLIS) / rate.perWindow;
  const free =
    limiter.marks.size < rate.perWindow ? 0 : Math.min(...[...limiter.marks].map(({ until }) => until));
  return Math.max(0, spread - now, free - now);
}

/**
 * The latest time at which the service has counted a read that is answered now. Its response took time too, at least as
 * long as the fastest read took in total. (How long that one took to get there shifts all reads alike.)
 */
function countedAt(limiter: Limiter, { startedAt }: Mark): number {
  const now = performance.now();
  limiter.leastMillis = Math.min(limiter.leastMillis, now - startedAt);
  return now - limiter.leastMillis;
}

function currentRate(limiter: Limiter, now: number): Limiter['rate'] {
  const { rate } = limiter;
  if (rate === null) return null;
  if (now - rate.throttledAt > FORGET_MILLIS) limiter.rate = null;
  else if (now >= rate.raiseAt) {
    rate.perWindow += 1;
    rate.raiseAt = now + WINDOW_MILLIS;
  }
  return limiter.rate;
}

/** The reads accepted in the second before one was throttled are as many as the service accepts per second. */
function learnRate(limiter: Limiter, letThrough: number, now: number): void {
  const { rate } = limiter;
  const perWindow = Math.max(LEAST_PER_WINDOW, letThrough);
  limiter.rate = {
    perWindow: Math.min(perWindow, rate?.perWindow ?? Infinity),
    raiseAt: now + TRY_MORE_MILLIS,
    throttledAt: now,
  };
}
