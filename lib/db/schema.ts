import type { Generated, Selectable } from 'kysely';

/** The tables of the application's database. Times are ISO 8601 texts in UTC; what varies in shape is JSON text. */
export type DatabaseSchema = {
  activity: ActivityTable;
  activity_open: ActivityOpenTable;
  inventory_connections: InventoryConnectionsTable;
  inventory_regions: InventoryRegionsTable;
  inventory_instances: InventoryInstancesTable;
  inventory_listeners: InventoryListenersTable;
  inventory_groups: InventoryGroupsTable;
  inventory_access_control_lists: InventoryAccessControlListsTable;
  health_sightings: HealthObservationsTable;
  runs: RunsTable;
  run_rows: RunRowsTable;
  saved_views: SavedViewsTable;
  unsettled_writes: UnsettledWritesTable;
};

/**
 * Append-only and chained: triggers refuse to change or remove a row, and one that does not hold the hash of the newest. A deed is
 * one row, or two: `begun`, and its outcome, which names the first by `begun_id` and does not repeat the states.
 */
export type ActivityTable = {
  id: Generated<number>;
  at: string;
  actor: string;
  operation: string;
  region_id: string;
  load_balancer_id: string;
  listener_port: number;
  before_json: string;
  after_json: string;
  outcome: 'begun' | 'succeeded' | 'refused' | 'unknown';
  code: string | null;
  message: string | null;
  request_id: string | null;
  duration_millis: number | null;
  from_address: string | null;
  begun_id: number | null;
  /** The bulk run (`runs`) it is a part of. */
  run_id: number | null;
  /** The run of Sluice that wrote it; null in what was written before there were any. */
  process_id: string | null;
  previous_hash: string;
  hash: string;
};

export type ActivityRow = Selectable<ActivityTable>;

/** The deeds that were begun and have no outcome yet, kept by triggers. */
export type ActivityOpenTable = { id: number };

/**
 * Writes that were sent and whose outcome is unknown, by their intents in the activity log. A row comes with its intent and goes with its outcome; that of
 * an unknown outcome stays, and is settled later.
 */
export type UnsettledWritesTable = {
  begun_id: number;
  /** The connection that sent it; empty where that is not known. */
  connection: string;
  sent_at: string;
  /** The call is over then. */
  until_at: string;
  settled_at: string | null;
  settled_as: 'seen' | 'gone' | 'acknowledged' | null;
};

/** A stretch of looks at one server behind one listener that all found the same; the newest of a server grows while they do. */
export type HealthObservationsTable = {
  id: Generated<number>;
  region_id: string;
  load_balancer_id: string;
  listener_port: number;
  server_id: string;
  server_ip: string | null;
  server_port: number | null;
  status: string;
  first_seen_at: string;
  last_seen_at: string;
};

/**
 * `settings_json`: what a run of changes sets, `null` for other kinds. `connection`: whose listeners it is about, null where it was begun
 * before that was kept. `ended_at` is null while a row is left to do.
 */
export type RunsTable = {
  id: Generated<number>;
  kind: string;
  settings_json: string;
  actor: string;
  from_address: string | null;
  connection: string | null;
  created_at: string;
  cancelled_at: string | null;
  ended_at: string | null;
  /** The run of Sluice that it was confirmed to; null in what was begun before that was kept. */
  process_id: string | null;
};

/**
 * `state` stands here before the row's call is made; `attempts` counts how often it was. `only_if_stopped` is 1 where a deletion was
 * confirmed of a stopped listener.
 */
export type RunRowsTable = {
  run_id: number;
  position: number;
  region_id: string;
  load_balancer_id: string;
  listener_port: number;
  protocol: string;
  load_balancer_name: string | null;
  state: string;
  outcome: string | null;
  obstacle: string | null;
  status: string | null;
  code: string | null;
  message: string | null;
  request_id: string | null;
  attempts: number;
  only_if_stopped: number;
  /** The newest write of unknown outcome that its confirmation warned of, by its intent; 0 where it warned of none. */
  despite_unsettled: number;
  /** What the list told of the listener when it was confirmed, by setting; null where nothing was. */
  confirmed_json: string | null;
  started_at: string | null;
  /** Null where it was not accepted, or settled at once. */
  accepted_at: string | null;
  ended_at: string | null;
};

/** A view of the list that somebody keeps. `query` is the search string of the list's address. */
export type SavedViewsTable = {
  id: string;
  actor: string;
  name: string;
  query: string;
  created_at: string;
};

/** Whose copy of the cloud it is: a sandbox, or a cloud's access key. Deleting it deletes all that was read with it. */
export type InventoryConnectionsTable = {
  id: Generated<number>;
  identity: string;
  /** Of what is kept as JSON: another number means that it is to be read anew. */
  shape: number;
  used_at: string;
};

type OfRegion = { connection_id: number; region_id: string };

export type InventoryRegionsTable = OfRegion & {
  endpoint: string;
  /** By locale. */
  names_json: string;
  /** When the last whole reading began, and how long it took; null where there was none. */
  read_at: string | null;
  read_millis: number | null;
  /** When what other calls tell beside the listeners was read (epoch ms), by what it is: an object of JSON. */
  facts_read_json: string | null;
  /** The failure that has been the newest answer since then; null where the newest is none. */
  failed_since: string | null;
  failed_at: string | null;
  failure_json: string | null;
  /** `RegionGaps`, where there are any. */
  gaps_json: string | null;
};

export type InventoryInstancesTable = OfRegion & {
  load_balancer_id: string;
  data_json: string;
};

export type InventoryListenersTable = OfRegion & {
  load_balancer_id: string;
  listener_port: number;
  protocol: string;
  data_json: string;
  /** When its changing status was first seen; null while it is stable. */
  changing_since: string | null;
  /** When Sluice first met it, and last saw it differ; null where it was there, and as it is, from the first reading on. */
  first_seen_at: string | null;
  changed_at: string | null;
};

export type InventoryGroupsTable = OfRegion & {
  load_balancer_id: string;
  group_id: string;
  kind: 'vserver-group' | 'primary-secondary-group';
  name: string;
  server_count: number | null;
};

export type InventoryAccessControlListsTable = OfRegion & {
  acl_id: string;
  name: string | null;
  /** A JSON list of texts; null while they could not be read. */
  entries_json: string | null;
};
