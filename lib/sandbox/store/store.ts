import { inTransaction, openDatabase, readNumber } from './database';
import { groupCommit } from './group-commit';
import { listenerTable, type ListenerTable } from './listeners';
import { nonceMemory, type NonceMemory } from './nonces';
import {
  accessControlListTable,
  loadBalancerTable,
  serverGroupTable,
  type AccessControlListTable,
  type LoadBalancerTable,
  type ServerGroupTable,
} from './resources';
import { serverHealthTable, type ServerHealthTable } from './server-health';

export type Tables = {
  readonly loadBalancers: LoadBalancerTable;
  readonly listeners: ListenerTable;
  readonly serverGroups: ServerGroupTable;
  readonly accessControlLists: AccessControlListTable;
  readonly serverHealth: ServerHealthTable;
};

export type Store = {
  readonly tables: Tables;
  readonly nonces: NonceMemory;
  /** One write, undone when `work` returns false or throws. It counts once `settled()` has resolved. */
  write(work: () => boolean): void;
  /** Resolves when all that this turn of the event loop wrote is on the disk; rejects when none of it is. */
  settled(): Promise<void>;
  /** Removes every resource (not the nonces: a used one stays used) and lays what `seed` inserts, in one transaction. */
  replaceAll(seed: (tables: Tables) => void): void;
  /** By how much the sandbox's clock is ahead of the machine's. It is kept, as the times in the data go by it. */
  readClockShift(): number;
  writeClockShift(millis: number): void;
  close(): void;
};

/**
 * Opens the durable state of the sandbox; a folder without data is filled by `seed`. `maximumPages` stands in for a full
 * disk in tests.
 */
export function openStore(
  dataDir: string,
  seed: (tables: Tables) => void,
  options: { readonly maximumPages?: number } = {},
): Store {
  const { connection, ...database } = openDatabase(dataDir, options.maximumPages);
  const tables: Tables = {
    loadBalancers: loadBalancerTable(connection),
    listeners: listenerTable(connection),
    serverGroups: serverGroupTable(connection),
    accessControlLists: accessControlListTable(connection),
    serverHealth: serverHealthTable(connection),
  };
  const nonces = nonceMemory(connection, dataDir);
  const commit = groupCommit(connection, nonces);
  const setClockShift = connection.prepare(
    "INSERT OR REPLACE INTO facts (name, value) VALUES ('clock-shift-millis', ?)",
  );
  const store: Store = {
    tables,
    nonces,
    write: commit.write,
    settled: commit.settled,
    replaceAll: (insert) => {
      // What came before in this turn is a transaction of its own.
      commit.flush();
      inTransaction(connection, () => {
        for (const table of EMPTIED) connection.exec(`DELETE FROM ${table}`);
        insert(tables);
        database.markFilled();
        return true;
      });
    },
    readClockShift: () =>
      readNumber(connection, "SELECT value FROM facts WHERE name = 'clock-shift-millis'", 'value'),
    writeClockShift: (millis) => setClockShift.run(millis),
    close: () => {
      commit.flush();
      nonces.close();
      database.close();
    },
  };
  if (database.isNew) store.replaceAll(seed);
  return store;
}

/** What a reset empties; deleting in this order breaks no reference. */
const EMPTIED = [
  'server_health',
  'facts',
  'listeners',
  'server_groups',
  'access_control_lists',
  'load_balancers',
] as const;
