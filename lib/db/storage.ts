import 'server-only';

/**
 * Whether the disk takes what is written. A disk that is full must not end the reading: what is only an observation is kept in memory, what has to be
 * durable before a call is refused in words, and everybody can say that it is so.
 */

/** `full`: there is no room. `failing`: the file cannot be written for another reason. */
export type StorageProblem = { kind: 'full' | 'failing'; sinceMillis: number };

// On globalThis because a Next server may load one module twice, and the header must know what a service met.
const held: typeof globalThis & { sluiceStorageProblem?: StorageProblem } = globalThis;

/** Why nothing can be written just now, as the newest attempt found; null where it could. */
export function storageProblem(): StorageProblem | null {
  return held.sluiceStorageProblem ?? null;
}

/** Whether a failure is the disk's: nothing was written, and the same may be written later. */
export function isStorageFailure(error: unknown): boolean {
  return kindOf(error) !== null;
}

/** Notes whether a write found room. */
export function noteWrite(failure: unknown): void {
  const kind = kindOf(failure);
  if (kind === null) delete held.sluiceStorageProblem;
  else held.sluiceStorageProblem = { kind, sinceMillis: storageProblem()?.sinceMillis ?? Date.now() };
}

/**
 * Does `write`, or leaves it where the disk does not take it: for what is seen and can be seen again. Answers whether it was written. Other failures
 * are thrown.
 */
export async function whereThereIsRoom(write: () => Promise<unknown>): Promise<boolean> {
  return (await valueOfWrite(write)) !== null;
}

/** The same of a write that answers something; null where the disk does not take it. */
export async function valueOfWrite<Value>(write: () => Promise<Value>): Promise<{ value: Value } | null> {
  try {
    return { value: await write() };
  } catch (error) {
    if (isStorageFailure(error)) return null;
    throw error;
  }
}

/** SQLite's own codes, and those of the system for a file that it opens. */
function kindOf(error: unknown): StorageProblem['kind'] | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (/^(?:SQLITE_FULL|ENOSPC|EDQUOT)$/.test(error.code)) return 'full';
  return /^(?:SQLITE_IOERR|SQLITE_READONLY|EROFS$)/.test(error.code) ? 'failing' : null;
}
