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
/** One refusal in a quiet moment says little of the rate: below this, refusals are waited out one by one. */
const LEAST_PER_WINDOW = 10;
/** How long a rate is kept to before a higher one is tried. */
const TRY_MORE_MILLIS = 10_000;
const TRY_MORE = 1.25;
/** A service that has not throttled for so long is asked as fast as at first. */
const FORGET_MILLIS = 60_000;

/** `now`: somebody waits for it. `background`: nobody does. `last`: what only adorns what the background reads. */
export type Lane = 'now' | 'background' | 'last';

/** A read that counts against the rate until then (epoch ms); Infinity while it is under way. */
type Mark = { untilMillis: number };
type Waiting = { isRead: boolean; start: (mark: Mark | null) => void };

type Limiter = {
  running: number;
  runningBackground: number;
  waiting: Record<Lane, Waiting[]>;
  marks: Set<Mark>;
  /** Reads in a window; null while the service has not throttled any. */
  rate: { perWindow: number; sinceMillis: number; throttledAtMillis: number } | null;
  /** Those under way when one was throttled: what becomes of them tells the rate, so no others are sent until then. */
  settling: { marks: Set<Mark>; letThrough: Set<Mark>; untilMillis: number } | null;
  timer: NodeJS.Timeout | null;
};

// On globalThis because a Next server may load one module twice, and the cap is for the process.
const held: typeof globalThis & { sluiceCallLimiter?: Limiter } = globalThis;

export type Turn<T> = {
  lane: Lane;
  /** Writes are never held back by what reads have met: they are few, and have rates of their own. */
  isRead: boolean;
  /** It was sent before: it goes before those that were not. */
  again: boolean;
  wasThrottled: (result: T) => boolean;
};

/**
 * Runs `call` when it is its turn, within a lane first come, first served. A read that was throttled teaches the rate: as
 * many a second as were let through in the last one. It rises while nothing is throttled, and is forgotten after a minute.
 */
export async function withinLimit<T>(call: () => Promise<T>, turn: Turn<T>): Promise<T> {
  const limiter = (held.sluiceCallLimiter ??= newLimiter());
  const { lane, isRead, again, wasThrottled } = turn;
  const mark = await new Promise<Mark | null>((start) => {
    if (again) limiter.waiting[lane].unshift({ isRead, start });
    else limiter.waiting[lane].push({ isRead, start });
    admit(limiter);
  });
  try {
    const result = await call();
    if (mark !== null && wasThrottled(result)) {
      limiter.marks.delete(mark);
      limiter.settling ??= {
        marks: underWay(limiter),
        letThrough: new Set(limiter.marks),
        untilMillis: Date.now() + WINDOW_MILLIS,
      };
      limiter.settling.letThrough.delete(mark);
    }
    return result;
  } finally {
    // From its answer on: the service may have counted it at any time until then.
    if (mark !== null) {
      mark.untilMillis = Date.now() + WINDOW_MILLIS;
      limiter.settling?.marks.delete(mark);
    }
    limiter.running -= 1;
    if (lane !== 'now') limiter.runningBackground -= 1;
    admit(limiter);
  }
}

/** Forgets what was learnt: for tests, each of which meets a service of its own. */
export function forgetRate(): void {
  if (!held.sluiceCallLimiter) return;
  held.sluiceCallLimiter.rate = null;
  held.sluiceCallLimiter.marks.clear();
}

function newLimiter(): Limiter {
  return {
    running: 0,
    runningBackground: 0,
    waiting: { now: [], background: [], last: [] },
    marks: new Set(),
    rate: null,
    settling: null,
    timer: null,
  };
}

/** Lets in all whose turn it is. */
function admit(limiter: Limiter): void {
  while (limiter.running < MAX_PARALLEL_CALLS && (admitFrom(limiter, 'now') || admitBackground(limiter)));
  const isWaiting = Object.values(limiter.waiting).some((queue) => queue.length > 0);
  const waitMillis = isWaiting ? readDelayMillis(limiter) : 0;
  if (limiter.timer !== null) clearTimeout(limiter.timer);
  limiter.timer = null;
  // Where every place is taken, the call that ends lets the next one in.
  if (waitMillis === 0 || waitMillis === Infinity) return;
  limiter.timer = setTimeout(() => admit(limiter), waitMillis);
}

function admitBackground(limiter: Limiter): boolean {
  if (limiter.runningBackground >= MAX_PARALLEL_BACKGROUND) return false;
  return admitFrom(limiter, 'background') || admitFrom(limiter, 'last');
}

function admitFrom(limiter: Limiter, lane: Lane): boolean {
  const queue = limiter.waiting[lane];
  const mayRead = readDelayMillis(limiter) === 0;
  const index = mayRead ? 0 : queue.findIndex(({ isRead }) => !isRead);
  const entry = index < 0 ? undefined : queue[index];
  if (entry === undefined) return false;
  queue.splice(index, 1);
  limiter.running += 1;
  if (lane !== 'now') limiter.runningBackground += 1;
  const mark = entry.isRead ? { untilMillis: Infinity } : null;
  if (mark !== null) limiter.marks.add(mark);
  entry.start(mark);
  return true;
}

/** How long the next read has to wait for the rate: 0 where it need not, Infinity until one under way is answered. */
function readDelayMillis(limiter: Limiter): number {
  const now = Date.now();
  for (const mark of limiter.marks) if (mark.untilMillis <= now) limiter.marks.delete(mark);
  if (limiter.settling !== null) {
    if (limiter.settling.marks.size > 0 && now < limiter.settling.untilMillis)
      return limiter.settling.untilMillis - now;
    learnRate(limiter, limiter.settling.letThrough.size);
    limiter.settling = null;
  }
  const rate = currentRate(limiter, now);
  if (rate === null || limiter.marks.size < rate) return 0;
  return Math.max(1, Math.min(...[...limiter.marks].map(({ untilMillis }) => untilMillis)) - now);
}

function underWay({ marks }: Limiter): Set<Mark> {
  return new Set([...marks].filter(({ untilMillis }) => untilMillis === Infinity));
}

function currentRate(limiter: Limiter, now: number): number | null {
  const { rate } = limiter;
  if (rate === null) return null;
  if (now - rate.throttledAtMillis > FORGET_MILLIS) limiter.rate = null;
  else if (now - rate.sinceMillis > TRY_MORE_MILLIS) {
    rate.perWindow = Math.ceil(rate.perWindow * TRY_MORE);
    rate.sinceMillis = now;
  }
  return limiter.rate?.perWindow ?? null;
}

/** The reads that were let through in the second before one was throttled are as many as a second takes. */
function learnRate(limiter: Limiter, letThrough: number): void {
  const now = Date.now();
  const perWindow = Math.max(LEAST_PER_WINDOW, letThrough);
  limiter.rate = {
    perWindow: Math.min(perWindow, limiter.rate?.perWindow ?? Infinity),
    sinceMillis: now,
    throttledAtMillis: now,
  };
}
