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
  /** Those that were carried out. */
  writes: number;
  failure: Error | null;
};

/** Far below the time of one wait for the disk. */
const LONGEST_WAIT_MILLIS = 0.3;

/**
 * Writes of one turn share a transaction, and so one wait for the disk. Requests that came together are answered
 * together, each only after that wait.
 */
export function groupCommit(connection: Connection, nonces: NonceMemory): GroupCommit {
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const savepoint = connection.prepare('SAVEPOINT write');
  const release = connection.prepare('RELEASE write');
  let current: Group | null = null;
  let lastWrites = 0;

  const join = (): Group => {
    if (current !== null) return current;
    const group = newGroup();
    current = group;
    setImmediate(() => settleSoon(group, performance.now() + LONGEST_WAIT_MILLIS));
    return group;
  };

  /**
   * Clients that were answered together come back within a fraction of what the disk takes: as many as came last time are
   * waited for, so that they share its wait again.
   */
  const settleSoon = (group: Group, untilMillis: number): void => {
    const isComplete = group.writes === 0 || group.writes >= lastWrites;
    if (isComplete || performance.now() >= untilMillis) settle(group);
    else setImmediate(() => settleSoon(group, untilMillis));
  };

  const settle = (group: Group): void => {
    if (current !== group) return;
    current = null;
    try {
      if (group.failure !== null) throw group.failure;
      if (group.writes > 0) {
        nonces.commit();
        commit.run();
        lastWrites = group.writes;
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
        if (isDone) group.writes += 1;
        else connection.exec('ROLLBACK TO write');
        release.run();
      } catch (error) {
        // A full disk may end the whole transaction: then every write of this turn is lost, and says so.
        if (!connection.inTransaction) {
          group.failure = error instanceof Error ? error : new Error(String(error));
        } else {
          connection.exec('ROLLBACK TO write');
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
  return { settled, resolve, reject, isOpen: false, writes: 0, failure: null };
}
