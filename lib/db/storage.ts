import 'server-only';

/**
 * Whether the disk accepts writes. A full disk must not stop reads: observations are kept in memory, what has to be
 * durable before a call is rejected with a message, and the UI can show why.
 */

/** `full`: there is no space. `failing`: the file cannot be written for another reason. */
export type StorageProblem = { kind: 'full' | 'failing'; sinceMillis: number };

// On globalThis because a Next server may load one module twice, and the header must know what a service found.
const held: typeof globalThis & { sluiceStorageProblem?: StorageProblem } = globalThis;

/** Why nothing can be written right now, as of the newest attempt; null if it succeeded. */
export function storageProblem(): StorageProblem | null {
  return held.sluiceStorageProblem ?? null;
}

/** Whether a failure is the disk's: nothing was written, and the same may be written later. */
export function isStorageFailure(error: unknown): boolean {
  return kindOf(error) !== null;
}

/** Notes whether a write succeeded. */
export function noteWrite(failure: unknown): void {
  const kind = kindOf(failure);
  if (kind === null) delete held.sluiceStorageProblem;
  else held.sluiceStorageProblem = { kind, sinceMillis: storageProblem()?.sinceMillis ?? Date.now() };
}

/**
 * Runs `write`, or skips it if the disk is full: for observations that can be made again. Returns whether it was
 * written. Other failures are thrown.
 */
export async function whereThereIsRoom(write: () => Promise<unknown>): Promise<boolean> {
  return (await valueOfWrite(write)) !== null;
}

/** The same for a write that returns something; null if the disk is full. */
export async function valueOfWrite<Value>(write: () => Promise<Value>): Promise<{ value: Value } | null> {
  try {
    return { value: await write() };
  } catch (error) {
    if (isStorageFailure(error)) return null;
    throw error;
  }
}

/** SQLite's own codes, the operating system's for a file SQLite opens, and PostgreSQL's. */
function kindOf(error: unknown): StorageProblem['kind'] | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (/^(?:SQLITE_FULL|ENOSPC|EDQUOT|53100)$/.test(error.code)) return 'full';
  return /^(?:SQLITE_IOERR|SQLITE_READONLY|EROFS$)/.test(error.code) ? 'failing' : null;
}
