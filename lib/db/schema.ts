import type { Generated, Selectable } from 'kysely';
import type { PeopleSchema } from './people-schema';

/** The tables of the application's database. Times are ISO 8601 texts in UTC; variable structures are JSON text. */
export type DatabaseSchema = PeopleSchema & {
  activity: ActivityTable;
  activity_open: ActivityOpenTable;
  inventory_connections: InventoryConnectionsTable;
  inventory_regions: InventoryRegionsTable;
  inventory_instances: InventoryInstancesTable;
  inventory_listeners: InventoryListenersTable;
  inventory_groups: InventoryGroupsTable;
  inventory_access_control_lists: InventoryAccessControlListsTable;
  inventory_changes: InventoryChangesTable;
  health_sightings: HealthObservationsTable;
  runs: RunsTable;
  run_rows: RunRowsTable;
  plan_rows: PlanRowsTable;
  plans: PlansTable;
  saved_views: SavedViewsTable;
  unsettled_writes: UnsettledWritesTable;
};

/**
 * Append-only and chained: triggers reject changing or deleting a row, and inserting one without the newest entry's
 * hash. A write is one row, or two: `begun`, and its outcome, which names the first by `begun_id` and does not repeat
 * the states.
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
  /** The run of Sluice that wrote it; null in rows from before there was one. */
  process_id: string | null;
  /** The account it was about; null if Sluice had only one. */
  account: string | null;
  /** Identifies the session that requested it, without being its token; null without sign-in. */
  session_id: string | null;
  /** The request to Sluice that requested it, as in the log and on error pages; `request_id` is SLB's. */
  sluice_request_id: string | null;
  /** Null: TCP, or it is about a whole run. */
  listener_protocol: string | null;
  previous_hash: string;
  hash: string;
};

export type ActivityRow = Selectable<ActivityTable>;

/** The writes without an outcome yet, maintained by triggers. */
export type ActivityOpenTable = { id: number };

/**
 * Writes that were sent and whose outcome is unknown, by their intents in the audit log. A row is added with its intent
 * and removed with its outcome; one with an unknown outcome stays, and is settled later.
 */
export type UnsettledWritesTable = {
  begun_id: number;
  /** The connection that sent it; empty if unknown. */
  connection: string;
  sent_at: string;
  /** When the call's horizon ends. */
  until_at: string;
  settled_at: string | null;
  settled_as: 'seen' | 'gone' | 'acknowledged' | null;
};

/**
 * Consecutive observations of one server behind one listener with the same result; a server's newest row grows while
 * they match.
 */
export type HealthObservationsTable = {
  id: Generated<number>;
  /** Whose listener it is (`connectionIdentity`). */
  connection: string;
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
 * `settings_json`: what a bulk change sets, `null` for other kinds. `connection`: whose listeners it is about, null if
 * it was started before that was stored. `ended_at` is null while a row is left to do.
 */
export type RunsTable = {
  id: Generated<number>;
  kind: string;
  settings_json: string;
  actor: string;
  from_address: string | null;
  /** Who started it, and by which session; null without sign-in. */
  person_id: string | null;
  session_id: string | null;
  connection: string | null;
  created_at: string;
  cancelled_at: string | null;
  /** Since when nothing more of it begins; null unless somebody paused it. */
  paused_at: string | null;
  ended_at: string | null;
  /** The run of Sluice it was confirmed to; null if it was started before that was stored. */
  process_id: string | null;
  /** When its rows were last retried; null if never. */
  resumed_at: string | null;
  /** How long it was in progress before that. */
  worked_millis: Generated<number>;
  /** The run it follows, and how (`FollowUp`); null for a run of its own. */
  source_run: number | null;
  source_how: string | null;
  /** The plan it is of, which may be deleted by now; null for another kind of run. */
  plan_id: number | null;
};

/**
 * `state` is written before the row's call is made; `attempts` counts how often it was. `only_if_stopped` is 1 for a
 * deletion that was confirmed for a stopped listener.
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
  /** The newest write of unknown outcome its confirmation warned about, by its intent; 0 if none. */
  despite_unsettled: number;
  /**
   * What the list returned about the listener when it was confirmed, by setting; null if nothing. In a run that undoes
   * another: what that one left. After a creation: what it has left.
   */
  confirmed_json: string | null;
  /** What a change sets on this listener, if not the same on all. */
  set_json: string | null;
  /** In a run of a plan: what is done about this listener (`RowAction`). */
  action: string | null;
  /** What a creation creates. */
  spec_json: string | null;
  started_at: string | null;
  /** Null if it was not accepted, or settled at once. */
  accepted_at: string | null;
  ended_at: string | null;
};

/** The listener a row is about; without a protocol it is TCP. Rows of runs are about TCP listeners only. */
export function listenerOf(row: {
  region_id: string;
  load_balancer_id: string;
  listener_port: number;
  listener_protocol?: string | null;
}) {
  return {
    regionId: row.region_id,
    loadBalancerId: row.load_balancer_id,
    listenerPort: row.listener_port,
    ...(row.listener_protocol && { protocol: row.listener_protocol }),
  };
}

/** A saved view of the list. `query` is the search string of the list's URL. */
export type SavedViewsTable = {
  id: string;
  /** A person, or `local` without sign-in. */
  owner_id: string;
  /** The name of the account in which it was saved; empty if it had none. */
  account: string;
  name: string;
  query: string;
  /** 1 if everybody who may sign in sees it. */
  is_shared: number;
  created_at: string;
};

/**
 * A plan of listeners for one connection. `owner_id` is a person's, or `local` without sign-in. `version` counts its
 * changes. `run_id`: the newest run that carried it out.
 */
export type PlansTable = {
  id: Generated<number>;
  connection: string;
  owner_id: string;
  owner_name: string;
  is_shared: number;
  name: string;
  mode: string;
  version: number;
  changed_at: string;
  changed_by: string;
};

/** A row of a plan: its cells are texts by column, in JSON. `place` orders the rows and may have gaps. */
export type PlanRowsTable = {
  plan_id: number;
  row_id: number;
  place: number;
  cells_json: string;
};

/** Whose copy of the cloud it is: a sandbox, or a cloud access key. Deleting it deletes everything read with it. */
export type InventoryConnectionsTable = {
  id: Generated<number>;
  identity: string;
  /** Version of the stored JSON: with another number, everything is read again. */
  shape: number;
  used_at: string;
};

type OfRegion = { connection_id: number; region_id: string };

export type InventoryRegionsTable = OfRegion & {
  endpoint: string;
  /** By locale. */
  names_json: string;
  /** When the last full read began, and how long it took; null if there was none. */
  read_at: string | null;
  read_millis: number | null;
  /** When facts from other calls were read (epoch ms), by kind: a JSON object. */
  facts_read_json: string | null;
  /** The failure that has been the newest response since then; null if the newest was a success. */
  failed_since: string | null;
  failed_at: string | null;
  failure_json: string | null;
  /** `RegionGaps`, if there are any. */
  gaps_json: string | null;
  /** Counts how often anything of the region was written. */
  version: Generated<number>;
};

/** What the newest versions of a region have changed (`RegionChange`): where several processes use the database. */
export type InventoryChangesTable = OfRegion & { version: number; change_json: string };

export type InventoryInstancesTable = OfRegion & {
  load_balancer_id: string;
  data_json: string;
};

export type InventoryListenersTable = OfRegion & {
  load_balancer_id: string;
  listener_port: number;
  protocol: string;
  data_json: string;
  /** When its transitional status was first observed; null while it is stable. */
  changing_since: string | null;
  /**
   * When Sluice first observed it, and last saw it change; null if it has been there, unchanged, since the first read.
   */
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
  /** `ipv4` or `ipv6`; null if it is not known. */
  ip_version: string | null;
  /** A JSON list of texts; null while they could not be read. */
  entries_json: string | null;
};
