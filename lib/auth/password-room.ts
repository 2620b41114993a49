import 'server-only';

/** Each check of a password keeps a processor and 19 MB for tens of milliseconds. */
const AT_ONCE = 4;
/** More than these would wait longer than a browser does. */
const MAX_WAITING = 32;

let running = 0;
const waiting: (() => void)[] = [];

/** Does `work`, a few at a time: strangers who type passwords must not keep all processors busy. Null: too many wait. */
export async function inPasswordRoom<Value>(work: () => Promise<Value>): Promise<Value | null> {
  if (running < AT_ONCE) running += 1;
  else if (waiting.length >= MAX_WAITING) return null;
  // Whoever leaves hands the place on.
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
