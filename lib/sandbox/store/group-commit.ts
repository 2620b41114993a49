import type { ChangeList } from './changes';

/** Told when what happened so far is on the disk, or with the error that kept it from there: then it has not happened. */
export type OnSettled = (error: Error | null) => void;

export type GroupCommit = {
  /**
   * Runs `work` at once; only this is undone if it throws. It has not happened until it has settled.
   */
  write<Value>(work: () => Value): Value;
  /** Call before every response, even to a read: it may contain data that is not yet on disk. */
  whenSettled(onSettled: OnSettled): void;
};

export type Disk = {
  /** Writes the changes of a group, and its nonces, as one transaction that is not yet forced to the disk. */
  readonly commit: () => void;
  /** Forces to the disk what was committed. */
  readonly sync: (onSynced: (error: Error | null) => void) => void;
  /** Keeps the nonces of a group that wrote nothing. */
  readonly appendNonces: () => void;
};

/**
 * A group as large as this does not wait for the end of the turn: the disk, or its clients, can be at work in the
 * meantime.
 */
const ENOUGH = 4;

/**
 * Requests that come while the disk is busy with earlier ones share the next transaction, and so one wait for the disk,
 * which is waited for on another thread.
 */
export function groupCommit(changes: ChangeList, disk: Disk): GroupCommit {
  let waiting: OnSettled[] = [];
  let isClosing = false;
  let isSyncing = false;

  const tell = (group: readonly OnSettled[], error: Error | null): void => {
    for (const onSettled of group) onSettled(error);
  };

  const closeTurn = (): void => {
    isClosing = false;
    if (!isSyncing && waiting.length > 0) close();
  };

  const close = (): void => {
    const group = waiting;
    waiting = [];
    const hasWritten = changes.length > 0;
    try {
      if (hasWritten) disk.commit();
      else disk.appendNonces();
    } catch (error) {
      changes.undoTo(0);
      tell(group, asError(error));
      return;
    }
    changes.forget();
    if (hasWritten) sync(group);
    else tell(group, null);
  };

  const sync = (group: readonly OnSettled[]): void => {
    isSyncing = true;
    disk.sync((error) => {
      // Nobody knows what of it is on the disk: whatever was said now could be a lie. The next start reads what there is.
      if (error !== null) throw error;
      isSyncing = false;
      tell(group, null);
      if (waiting.length > 0) close();
    });
  };

  return {
    write: (work) => {
      const before = changes.length;
      try {
        return work();
      } catch (error) {
        changes.undoTo(before);
        throw error;
      }
    },
    whenSettled: (onSettled) => {
      waiting.push(onSettled);
      if (isSyncing) return;
      if (waiting.length >= ENOUGH) close();
      else if (!isClosing) {
        isClosing = true;
        setImmediate(closeTurn);
      }
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
