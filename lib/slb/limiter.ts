import 'server-only';

// More calls at once than this gain nothing and only meet the throttle of the service.
const MAX_PARALLEL_CALLS = 32;

type Limiter = { running: number; waiting: (() => void)[] };

// On globalThis because a Next server may load one module twice, and the cap is for the process.
const held: typeof globalThis & { sluiceCallLimiter?: Limiter } = globalThis;

/** Runs `call` when fewer than the cap are running. First come, first served. */
export async function withinLimit<T>(call: () => Promise<T>): Promise<T> {
  const limiter = (held.sluiceCallLimiter ??= { running: 0, waiting: [] });
  if (limiter.running < MAX_PARALLEL_CALLS) {
    limiter.running += 1;
  } else {
    // The one that ends hands its place over, so `running` stays.
    await new Promise<void>((resolve) => limiter.waiting.push(resolve));
  }
  try {
    return await call();
  } finally {
    const next = limiter.waiting.shift();
    if (next) next();
    else limiter.running -= 1;
  }
}
