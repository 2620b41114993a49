import { changeList } from './changes';
import { openDatabase, type StoredRow } from './database';
import { groupCommit, type OnSettled } from './group-commit';
import { listenerTable, type ListenerTable } from './listeners';
import type { AccessControlList, Certificate, LoadBalancer, ServerGroup, StoredListener } from './models';
import { nonceMemory, type NonceGroup, type NonceMemory } from './nonces';
import {
  accessControlListTable,
  certificateTable,
  loadBalancerTable,
  serverGroupTable,
  type AccessControlListTable,
  type CertificateTable,
  type LoadBalancerTable,
  type ServerGroupTable,
} from './resources';
import { serverHealthTable, type ServerHealthEvent, type ServerHealthTable } from './server-health';
import { byAge, shelf } from './shelf';

export type Tables = {
  readonly loadBalancers: LoadBalancerTable;
  readonly listeners: ListenerTable;
  readonly serverGroups: ServerGroupTable;
  readonly accessControlLists: AccessControlListTable;
  readonly certificates: CertificateTable;
  readonly serverHealth: ServerHealthTable;
};

export type Store = {
  readonly tables: Tables;
  readonly nonces: NonceMemory;
  /** One write, undone when `work` throws. It counts once it has settled. */
  write<Value>(work: () => Value): Value;
  /** Call before every response, even to a read: it may contain data that is not yet on disk. */
  whenSettled(onSettled: OnSettled): void;
  settled(): Promise<void>;
  /** As part of a write: every resource goes (not the nonces: a used one stays used), and what `seed` inserts comes. */
  replaceAll(seed: (tables: Tables) => void): void;
  /** By how much the sandbox's clock is ahead of the machine's. It is kept, as the times in the data go by it. */
  readClockShift(): number;
  /** As part of a write. */
  writeClockShift(millis: number): void;
  close(): Promise<void>;
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
  const { rows, ...database } = openDatabase(dataDir, options.maximumPages);
  const changes = changeList();
  const tables: Tables = {
    loadBalancers: loadBalancerTable(changes),
    listeners: listenerTable(changes),
    serverGroups: serverGroupTable(changes),
    accessControlLists: accessControlListTable(changes),
    certificates: certificateTable(changes),
    serverHealth: serverHealthTable(changes),
  };
  const clockShift = shelf<{ readonly millis: number }>(changes, 'clock-shift', {
    keyOf: () => CLOCK,
    ownerOf: () => CLOCK,
    compare: byAge,
  });
  const nonces = nonceMemory(changes, dataDir);
  const load = ({ id, kind, value }: StoredRow): void => {
    // Each row was written from a value of its kind.
    switch (kind) {
      case 'load-balancer':
        return tables.loadBalancers.shelf.load(id, value as LoadBalancer);
      case 'server-group':
        return tables.serverGroups.shelf.load(id, value as ServerGroup);
      case 'access-control-list':
        return tables.accessControlLists.shelf.load(id, value as AccessControlList);
      case 'certificate':
        return tables.certificates.shelf.load(id, value as Certificate);
      case 'listener':
        return tables.listeners.shelf.load(id, value as StoredListener);
      case 'server-health':
        return tables.serverHealth.shelf.load(id, value as ServerHealthEvent);
      case 'clock-shift':
        return clockShift.load(id, value as { readonly millis: number });
      case 'nonces':
        return nonces.load(id, value as NonceGroup);
    }
  };
  rows.forEach(load);
  if (database.isNew) {
    seed(tables);
    database.commit(changes.byRow(), true);
    database.syncNow();
    changes.forget();
  }

  const group = groupCommit(changes, {
    commit: () => {
      nonces.store();
      database.commit(changes.byRow());
    },
    sync: database.sync,
    appendNonces: nonces.append,
  });
  const settled = () =>
    new Promise<void>((resolve, reject) => {
      group.whenSettled((error) => (error === null ? resolve() : reject(error)));
    });

  return {
    tables,
    nonces,
    write: group.write,
    whenSettled: group.whenSettled,
    settled,
    replaceAll: (insert) => {
      for (const table of Object.values(tables)) table.shelf.clear();
      clockShift.clear();
      insert(tables);
    },
    readClockShift: () => clockShift.find(CLOCK)?.millis ?? 0,
    writeClockShift: (millis) => {
      clockShift.remove(CLOCK);
      clockShift.insert({ millis });
    },
    close: async () => {
      await settled().catch(() => {});
      nonces.close();
      database.close();
    },
  };
}

const CLOCK = 'clock';
