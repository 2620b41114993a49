import type { Connection } from './database';
import type { NonceMemory } from './nonces';

export type GroupCommit = {
  /**
   * Runs `work` at once, as one write among those of this turn of the event loop; it alone is undone when it returns
   * false or throws. It has not happened until `settled()` resolves.
   */
  write(work: () => boolean): void;
  /** Resolves when what this turn wrote is on the disk. Rejects when it could not be: then none of it has happened. */
  settled(): Promise<void>;
  /** Settles what is open now instead of at the end of the turn. */
  flush(): void;
};

type Group = {
  readonly settled: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  isOpen: boolean;
  hasChanged: boolean;
  failure: Error | null;
};

/**
 * Writes of one turn share a transaction, and so one wait for the disk. Requests that came together are answered
 * together, each only after that wait.
 */
export function groupCommit(connection: Connection, nonces: NonceMemory): GroupCommit {
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const savepoint = connection.prepare('SAVEPOINT write');
  const release = connection.prepare('RELEASE write');
  const undo = connection.prepare('ROLLBACK TO write');
  let current: Group | null = null;

  const join = (): Group => {
    if (current !== null) return current;
    const group = newGroup();
    current = group;
    setImmediate(() => settle(group));
    return group;
  };

  const settle = (group: Group): void => {
    if (current !== group) return;
    current = null;
    try {
      if (group.failure !== null) throw group.failure;
      if (group.hasChanged) {
        nonces.commit();
        commit.run();
      } else {
        if (group.isOpen) connection.exec('ROLLBACK');
        nonces.append();
      }
      group.resolve();
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      group.reject(error);
    }
  };

  return {
    write: (work) => {
      const group = join();
      if (group.failure !== null) throw group.failure;
      if (!group.isOpen) {
        begin.run();
        group.isOpen = true;
      }
      savepoint.run();
      try {
        const isDone = work();
        if (!isDone) undo.run();
        release.run();
        group.hasChanged ||= isDone;
      } catch (error) {
        // A full disk may end the whole transaction: then every write of this turn is lost, and says so.
        if (!connection.inTransaction) {
          group.failure = error instanceof Error ? error : new Error(String(error));
        } else {
          undo.run();
          release.run();
        }
        throw error;
      }
    },
    settled: () => join().settled,
    flush: () => {
      if (current !== null) settle(current);
    },
  };
}

function newGroup(): Group {
  let resolve: () => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const settled = new Promise<void>((onSettled, onFailed) => {
    resolve = onSettled;
    reject = onFailed;
  });
  // Whoever wrote awaits it; a write whose client is gone has nobody left to tell.
  settled.catch(() => {});
  return { settled, resolve, reject, isOpen: false, hasChanged: false, failure: null };
}
