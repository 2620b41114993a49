import 'server-only';

/**
 * The one gate that all calls of the process pass: so many at once, reads no faster than the service has shown to take, and
 * what somebody waits for before what is read in the background.
 */

// More calls at once than this gain nothing and only meet the throttle of the service.
const MAX_PARALLEL_CALLS = 32;
// What runs in the background leaves room, so that a press never waits for readings that hang.
const MAX_PARALLEL_BACKGROUND = 24;

const WINDOW_MILLIS = 1_000;
/** A read without an answer for so long was counted long ago, or never arrived: what hangs must not use the rate up. */
const UNANSWERED_MILLIS = 2 * WINDOW_MILLIS;
/** One refusal in a quiet moment says little of the rate: below this, refusals are waited out one by one. */
const LEAST_PER_WINDOW = 10;
/** How long a rate is kept to before one more is tried in each window. */
const TRY_MORE_MILLIS = 10_000;
/** A service that has not throttled for so long is asked as fast as at first. */
const FORGET_MILLIS = 60_000;
/** Background reads keep this share of an even distance, so that those that somebody waits for find room between them. */
const SPREAD = 0.6;

/** `interactive`: a user is waiting. `background`: nobody is. `idle`: only decorates what background reads returned. */
export type Priority = 'interactive' | 'background' | 'idle';

/** A read that counts against the rate until then. */
type Mark = { startedAt: number; isUnderWay: boolean; until: number };
type Waiting = { isRead: boolean; start: (mark: Mark | null) => void };

/** All times are those of `performance.now()`: a clock that is set must not hold calls back. */
type Limiter = {
  running: number;
  runningBackground: number;
  waiting: Record<Priority, Waiting[]>;
  marks: Set<Mark>;
  lastReadAt: number;
  /** What a read took at the least since they came without a pause. */
  leastMillis: number;
  /** Null while the service has not throttled any read. */
  rate: { perWindow: number; raiseAt: number; throttledAt: number } | null;
  /** Those under way when one was throttled: what becomes of them tells the rate, so no others are sent until then. */
  settling: { marks: Set<Mark>; letThrough: Set<Mark>; until: number } | null;
  timer: NodeJS.Timeout | null;
};

// On globalThis because a Next server may load one module twice, and the cap is for the process.
const held: typeof globalThis & { sluiceCallLimiter?: Limiter } = globalThis;

export type Turn<T> = {
  priority: Priority;
  /** Writes are never held back by what reads have met: they are few, and have rates of their own. */
  isRead: boolean;
  /** It was sent before: it goes before those that were not. */
  again: boolean;
  wasThrottled: (result: T) => boolean;
};

/**
 * Runs `call` when it is its turn, within a lane first come, first served. A read that was throttled teaches the rate: as
 * many in any second as were let through in the last one. After ten seconds without another, one more is tried in each
 * second; after a minute the rate is forgotten.
 */
export async function withinLimit<T>(call: () => Promise<T>, turn: Turn<T>): Promise<T> {
  const limiter = (held.sluiceCallLimiter ??= newLimiter());
  const { priority, isRead, again, wasThrottled } = turn;
  const mark = await new Promise<Mark | null>((start) => {
    if (again) limiter.waiting[priority].unshift({ isRead, start });
    else limiter.waiting[priority].push({ isRead, start });
    admit(limiter);
  });
  try {
    const result = await call();
    if (mark !== null && wasThrottled(result)) {
      limiter.marks.delete(mark);
      limiter.settling ??= {
        marks: new Set([...limiter.marks].filter(({ isUnderWay }) => isUnderWay)),
        letThrough: new Set(limiter.marks),
        until: performance.now() + WINDOW_MILLIS,
      };
      limiter.settling.letThrough.delete(mark);
    }
    return result;
  } finally {
    if (mark !== null) {
      mark.isUnderWay = false;
      mark.until = countedAt(limiter, mark) + WINDOW_MILLIS;
      limiter.settling?.marks.delete(mark);
    }
    limiter.running -= 1;
    if (priority !== 'interactive') limiter.runningBackground -= 1;
    admit(limiter);
  }
}

/** Forgets what was learnt: for tests, each of which meets a service of its own. */
export function forgetRate(): void {
  if (!held.sluiceCallLimiter) return;
  held.sluiceCallLimiter.rate = null;
  held.sluiceCallLimiter.settling = null;
  held.sluiceCallLimiter.marks.clear();
}

function newLimiter(): Limiter {
  return {
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
}

/** Lets in all whose turn it is. */
function admit(limiter: Limiter): void {
  // One time for all of it: what is found to come too early must also be found to be worth waiting for.
  const now = performance.now();
  while (
    limiter.running < MAX_PARALLEL_CALLS &&
    (admitFrom(limiter, 'interactive', now) || admitBackground(limiter, now))
  );
  if (limiter.timer !== null) clearTimeout(limiter.timer);
  limiter.timer = null;
  const { waiting } = limiter;
  const delays = (['interactive', 'background', 'idle'] as const)
    .filter((priority) => waiting[priority].length > 0)
    .map((priority) => readDelayMillis(limiter, priority, now))
    .filter((millis) => millis > 0);
  // Where there are none, every place is taken: the call that ends lets the next one in.
  if (delays.length > 0) limiter.timer = setTimeout(() => admit(limiter), Math.ceil(Math.min(...delays)));
}

function admitBackground(limiter: Limiter, now: number): boolean {
  if (limiter.runningBackground >= MAX_PARALLEL_BACKGROUND) return false;
  return admitFrom(limiter, 'background', now) || admitFrom(limiter, 'idle', now);
}

function admitFrom(limiter: Limiter, priority: Priority, now: number): boolean {
  const queue = limiter.waiting[priority];
  const mayRead = readDelayMillis(limiter, priority, now) === 0;
  const index = mayRead ? 0 : queue.findIndex(({ isRead }) => !isRead);
  const entry = index < 0 ? undefined : queue[index];
  if (entry === undefined) return false;
  queue.splice(index, 1);
  limiter.running += 1;
  if (priority !== 'interactive') limiter.runningBackground += 1;
  const mark = entry.isRead ? { startedAt: now, isUnderWay: true, until: now + UNANSWERED_MILLIS } : null;
  if (mark !== null) {
    if (limiter.marks.size === 0) limiter.leastMillis = Infinity;
    limiter.marks.add(mark);
    limiter.lastReadAt = now;
  }
  entry.start(mark);
  return true;
}

/** How long the next read of this lane has to wait for the rate: 0 where it need not. */
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
 * When the service has counted a read that is answered now, at the latest: its answer took its time as well, at least as
 * long as the quickest read took in all. (What that one took on its way there shifts all reads alike.)
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

/** The reads that were let through in the second before one was throttled are as many as a second takes. */
function learnRate(limiter: Limiter, letThrough: number, now: number): void {
  const { rate } = limiter;
  const perWindow = Math.max(LEAST_PER_WINDOW, letThrough);
  limiter.rate = {
    perWindow: Math.min(perWindow, rate?.perWindow ?? Infinity),
    raiseAt: now + TRY_MORE_MILLIS,
    throttledAt: now,
  };
}
