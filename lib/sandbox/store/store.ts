import { inTransaction, openDatabase } from './database';
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

export type Tables = {
  readonly loadBalancers: LoadBalancerTable;
  readonly listeners: ListenerTable;
  readonly serverGroups: ServerGroupTable;
  readonly accessControlLists: AccessControlListTable;
};

export type Store = {
  readonly tables: Tables;
  readonly nonces: NonceMemory;
  /** One transaction, on the disk before this returns; undone when `work` returns false or throws. */
  write(work: () => boolean): void;
  /** Removes every resource (not the nonces: a used one stays used) and lays what `seed` inserts, in one transaction. */
  replaceAll(seed: (tables: Tables) => void): void;
  close(): void;
};

/** Opens the durable state of the sandbox; a folder without data is filled by `seed`. */
export function openStore(dataDir: string, seed: (tables: Tables) => void): Store {
  const database = openDatabase(dataDir);
  const tables: Tables = {
    loadBalancers: loadBalancerTable(database.main),
    listeners: listenerTable(database.main),
    serverGroups: serverGroupTable(database.main),
    accessControlLists: accessControlListTable(database.main),
  };
  const store: Store = {
    tables,
    nonces: nonceMemory(database.relaxed),
    write: (work) => inTransaction(database.main, work),
    replaceAll: (insert) =>
      inTransaction(database.main, () => {
        for (const table of ['listeners', 'server_groups', 'access_control_lists', 'load_balancers']) {
          database.main.exec(`DELETE FROM ${table}`);
        }
        insert(tables);
        database.markFilled();
        return true;
      }),
    close: () => database.close(),
  };
  if (database.isNew) store.replaceAll(seed);
  return store;
}
