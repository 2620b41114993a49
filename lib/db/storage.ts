import 'server-only';

/**
 * Whether the database accepts writes. A full disk, or a server that cannot be reached, must not stop what memory can
 * answer: observations are kept there, what has to be durable before a call is rejected with a message, and the UI can
 * show why.
 */

/**
 * `full`: there is no space. `failing`: the file cannot be written for another reason. `unreachable`: the server of
 * `DATABASE_URL` does not respond; nothing can be read from it either.
 */
export type StorageProblem = { kind: 'full' | 'failing' | 'unreachable'; sinceMillis: number };

// On globalThis because a Next server may load one module twice, and the header must know what a service found.
const held: typeof globalThis & {
  sluiceStorageProblem?: StorageProblem;
  sluiceAwaitingStorage?: Set<() => void>;
} = globalThis;

/** The database's server did not respond, or ended the connection: its query may or may not have been executed. */
export class UnreachableError extends Error {
  // A Next server may load this module twice, so the class does not tell.
  readonly code = 'SLUICE_UNREACHABLE';
  /** All that Next tells a browser of an error; the code that a rejection for the same reason has. */
  readonly digest = 'Sluice.DatabaseUnreachable';

  constructor(cause?: unknown) {
    const words = cause instanceof Error ? cause.message || ('code' in cause && String(cause.code)) : '';
    super(`it cannot be reached${words ? ` (${words})` : ''}`, { cause });
  }
}

/** Why nothing can be written right now, as of the newest attempt; null if it succeeded. */
export function storageProblem(): StorageProblem | null {
  return held.sluiceStorageProblem ?? null;
}

/** Whether a failure is that of the storage, and not a bug: the same may be written later. */
export function isStorageFailure(error: unknown): boolean {
  return kindOf(error) !== null || isPassing(error);
}

/** Notes whether a write succeeded (null). A failure that is not the storage's, or passes, says nothing about the storage. */
export function noteWrite(failure: unknown): void {
  const kind = kindOf(failure);
  if (kind !== null) {
    held.sluiceStorageProblem = { kind, sinceMillis: storageProblem()?.sinceMillis ?? Date.now() };
    return;
  }
  if (failure !== null) return;
  delete held.sluiceStorageProblem;
  for (const resolve of held.sluiceAwaitingStorage ?? []) resolve();
  held.sluiceAwaitingStorage?.clear();
}

/** Notes that the database's server responds, which says nothing about its disk. */
export function noteReachable(): void {
  if (storageProblem()?.kind === 'unreachable') noteWrite(null);
}

/** Resolves once the database's server responds again; at once if it does. */
export function whenReachable(): Promise<void> {
  if (storageProblem()?.kind !== 'unreachable') return Promise.resolve();
  return new Promise((resolve) => (held.sluiceAwaitingStorage ??= new Set()).add(resolve));
}

/** What `read` returns, or that of `otherwise` if the database cannot be reached: for what a page can do without. */
export async function whereReachable<Value>(
  read: () => Promise<Value>,
  otherwise: () => Value,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (kindOf(error) === 'unreachable') return otherwise();
    throw error;
  }
}

/**
 * Runs `write`, or skips it if the storage does not accept it: for observations that can be made again. Returns whether it was
 * written. Other failures are thrown.
 */
export async function whereThereIsRoom(write: () => Promise<unknown>): Promise<boolean> {
  return (await valueOfWrite(write)) !== null;
}

/** The same for a write that returns something; null if the storage does not accept it. */
export async function valueOfWrite<Value>(write: () => Promise<Value>): Promise<{ value: Value } | null> {
  try {
    return { value: await write() };
  } catch (error) {
    if (isStorageFailure(error)) return null;
    throw error;
  }
}

/** SQLite's own codes, the operating system's for a file SQLite opens, and PostgreSQL's; `UnreachableError`. */
function kindOf(error: unknown): StorageProblem['kind'] | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (error.code === 'SLUICE_UNREACHABLE') return 'unreachable';
  if (/^(?:SQLITE_FULL|ENOSPC|EDQUOT|53100)$/.test(error.code)) return 'full';
  return /^(?:SQLITE_IOERR|SQLITE_READONLY|(?:EROFS|25006)$)/.test(error.code) ? 'failing' : null;
}

/** PostgreSQL's: it took too long, was in the way of another, or the server lacks something for now. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return /^(?:57014|40001|40P01|55P03|53\d{3})$/.test(error.code);
}
