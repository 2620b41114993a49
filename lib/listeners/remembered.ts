import 'server-only';

/** A value that was read, and the reading that is to replace it. */
export type Remembered<T> = {
  last: { value: T; readAtMillis: number; freshUntilMillis: number } | null;
  reading: Promise<T> | null;
};

export function nothingRemembered<T>(): Remembered<T> {
  return { last: null, reading: null };
}

/** What is older than this is no answer any more, not even until a newer one has come. */
const STALE_MILLIS = 3_600_000;

/**
 * The value, read where it is not known. One that is no longer fresh is answered all the same while it is read anew, so that
 * nobody waits for what hardly ever changes; the next to ask gets the newer one. `freshMillisOf` says for how long a value is fresh;
 * 0: it is not remembered; null: it is no answer (a failure), and what is remembered stands. Callers that come while it is being read share the one reading. Throws what `read` throws where nothing
 * is remembered.
 */
export function remembered<T>(
  memory: Remembered<T>,
  read: () => Promise<T>,
  freshMillisOf: (value: T) => number | null,
): Promise<T> {
  const now = Date.now();
  const { last } = memory;
  if (last !== null && now < last.freshUntilMillis) return Promise.resolve(last.value);
  const reading = (memory.reading ??= replace(memory, read, freshMillisOf));
  if (last === null || now - last.readAtMillis > STALE_MILLIS) return reading;
  // Whoever asks next reads again, and meets what was thrown then.
  reading.catch(() => {});
  return Promise.resolve(last.value);
}

async function replace<T>(
  memory: Remembered<T>,
  read: () => Promise<T>,
  freshMillisOf: (value: T) => number | null,
): Promise<T> {
  const readAtMillis = Date.now();
  try {
    const value = await read();
    const freshMillis = freshMillisOf(value);
    if (freshMillis === 0) memory.last = null;
    else if (freshMillis !== null)
      memory.last = { value, readAtMillis, freshUntilMillis: Date.now() + freshMillis };
    return value;
  } finally {
    memory.reading = null;
  }
}
