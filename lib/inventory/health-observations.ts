import 'server-only';
import type { Insertable, Kysely, Selectable } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema, HealthObservationsTable } from '@/lib/db/schema';
import { valueOfWrite, whereThereIsRoom } from '@/lib/db/storage';
import { inTransaction } from '@/lib/db/write-lock';
import type { ListenerKey } from '@/lib/model/outcome';
import type { BackendHealth } from '@/lib/slb/responses';
import { announceObservations } from './health-messages';
import {
  POLL_GAP_MILLIS,
  STRIP_MINUTES,
  type Found,
  type ObservedBackend,
  type Stretch,
} from '@/lib/model/health-types';

/**
 * The table of observations. An observation that matches the previous one extends the newest row; a different result,
 * or an observation after a gap, starts a new row. See docs/decisions/073.
 */

type Instance = Pick<ListenerKey, 'regionId' | 'loadBalancerId'>;
type Row = Selectable<HealthObservationsTable>;
type NewRow = Insertable<HealthObservationsTable>;

/** Older observations are deleted when their listener is observed again, and when Sluice starts. */
const KEEP_MILLIS = 7 * 24 * 3_600_000;
/** No row is stored with it. */
const NO_CONNECTION = '';
const STRIP_MILLIS = STRIP_MINUTES * 60_000;
/** SQLite binds some 32,000 values per statement, and a row has ten. */
const AT_ONCE = 3000;

/** What one check found about an instance's listeners, and when it was requested (epoch ms). */
export type Observation = {
  /** Whose instance it is (`connectionIdentity`); null if unknown: then it is not stored, for nobody could be shown it. */
  connection: string | null;
  instance: Instance;
  found: Found;
  atMillis: number;
  /** A sweep requested all listeners of the instance, and keeps what it observes current for so long. */
  sweep?: { currentMillis: number };
};

/**
 * Records one check and returns everything known about its servers, by the listener's port and in the order of `found`.
 * On a full disk nothing is recorded.
 */
export async function recordObservation(observation: Observation): Promise<Map<number, ObservedBackend[]>> {
  if (observation.found.size === 0) return new Map();
  const open = await database();
  const kept =
    observation.connection === null
      ? null
      : await valueOfWrite(() =>
          inTransaction(open, async (transaction) => {
            await announceObservations(transaction, [observation]);
            return follow(transaction, observation, write);
          }),
        );
  // Results are returned even if they cannot be stored.
  return kept?.value ?? follow(open, observation, keepNothing);
}

/** Records several in one transaction, in order: each commit waits for the disk. On a full disk nothing is recorded. */
export async function recordAllObservations(observations: readonly Observation[]): Promise<void> {
  const open = await database();
  await whereThereIsRoom(() =>
    inTransaction(open, async (transaction) => {
      for (const observation of observations)
        if (observation.found.size > 0) await follow(transaction, observation, write);
      await announceObservations(transaction, observations);
    }),
  );
}

/** Deletes old observations of whatever is no longer observed, such as instances of a connection that is gone. */
export async function pruneObservations(nowMillis = Date.now()): Promise<void> {
  const open = await database();
  await whereThereIsRoom(() =>
    open
      .deleteFrom('health_sightings')
      .where('last_seen_at', '<', iso(nowMillis - KEEP_MILLIS))
      .execute(),
  );
}

async function follow(
  open: Kysely<DatabaseSchema>,
  observation: Observation,
  keep: typeof write,
): Promise<Map<number, ObservedBackend[]>> {
  const { found, atMillis } = observation;
  const known = byServer(await rowsOf(open, observation));
  const changes = addObservation(known, observation);
  const gone = [...known.values()].flatMap((history) => noLongerShown(history, atMillis));
  await keep(open, { ...changes, gone }, atMillis);
  const isGone = new Set(gone);
  const observedNow = (key: string): ObservedBackend =>
    observedOf(
      (known.get(key) ?? []).filter((row) => !isGone.has(row)),
      atMillis,
    );
  return new Map(
    [...found].map(([listenerPort, backends]) => [
      listenerPort,
      backends.map(({ serverId, serverIp, port }) =>
        observedNow(serverKey(listenerPort, serverId, serverIp, port)),
      ),
    ]),
  );
}

/** What one check changes in the table. */
type RowChanges = {
  begun: NewRow[];
  /** Rows whose result was observed again. */
  longer: Row[];
};

/** Adds one check's results to what is known. A check older than what is known adds nothing. */
function addObservation(
  known: Map<string, Row[]>,
  { connection, instance, found, atMillis }: Observation,
): RowChanges {
  const changes: RowChanges = { begun: [], longer: [] };
  for (const [listenerPort, backends] of found)
    for (const backend of backends) {
      const key = serverKey(listenerPort, backend.serverId, backend.serverIp, backend.port);
      const history = known.get(key) ?? [];
      known.set(key, history);
      const newest = history.at(-1);
      if (newest !== undefined && Date.parse(newest.last_seen_at) > atMillis) continue;
      if (newest !== undefined && continues(newest, backend.status, atMillis)) {
        newest.last_seen_at = iso(atMillis);
        changes.longer.push(newest);
      } else {
        const row = rowOf(connection, { ...instance, listenerPort }, backend, atMillis);
        // The table assigns its number, which is read at the next check.
        history.push({ id: 0, ...row });
        changes.begun.push(row);
      }
    }
  return changes;
}

/** A check after a long gap says nothing about the gap. */
function continues(newest: Row, status: string, atMillis: number): boolean {
  return newest.status === status && atMillis - Date.parse(newest.last_seen_at) <= POLL_GAP_MILLIS;
}

/**
 * The timeline contains every row that overlaps it. Beyond it, each server keeps its latest and its previous status.
 */
function noLongerShown(history: readonly Row[], atMillis: number): Row[] {
  return history.filter((row, at) => {
    const age = atMillis - Date.parse(row.last_seen_at);
    return age > (at >= history.length - 2 ? KEEP_MILLIS : STRIP_MILLIS);
  });
}

async function write(
  open: Kysely<DatabaseSchema>,
  { begun, longer, gone }: RowChanges & { gone: Row[] },
  atMillis: number,
): Promise<void> {
  const table = 'health_sightings';
  for (const rows of inParts(gone)) await open.deleteFrom(table).where('id', 'in', rows.map(idOf)).execute();
  for (const rows of inParts(longer))
    await open
      .updateTable(table)
      .set({ last_seen_at: iso(atMillis) })
      .where('id', 'in', rows.map(idOf))
      .execute();
  for (const rows of inParts(begun)) await open.insertInto(table).values(rows).execute();
}

const keepNothing: typeof write = async () => {};

function* inParts<Item>(rows: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < rows.length; from += AT_ONCE) yield rows.slice(from, from + AT_ONCE);
}

const idOf = (row: Row): number => row.id;

function rowOf(connection: string | null, key: ListenerKey, backend: BackendHealth, atMillis: number) {
  return {
    connection: connection ?? NO_CONNECTION,
    region_id: key.regionId,
    load_balancer_id: key.loadBalancerId,
    listener_port: key.listenerPort,
    server_id: backend.serverId,
    server_ip: backend.serverIp,
    server_port: backend.port,
    status: backend.status,
    first_seen_at: iso(atMillis),
    last_seen_at: iso(atMillis),
  };
}

function rowsOf(open: Kysely<DatabaseSchema>, { connection, instance, found }: Observation): Promise<Row[]> {
  return open
    .selectFrom('health_sightings')
    .selectAll()
    .where('load_balancer_id', '=', instance.loadBalancerId)
    .where('listener_port', 'in', [...found.keys()])
    .where('region_id', '=', instance.regionId)
    .where('connection', '=', connection ?? NO_CONNECTION)
    .orderBy('id')
    .execute();
}

function byServer(rows: readonly Row[]): Map<string, Row[]> {
  const servers = new Map<string, Row[]>();
  for (const row of rows) {
    const key = serverKey(row.listener_port, row.server_id, row.server_ip, row.server_port);
    const ofServer = servers.get(key);
    if (ofServer) ofServer.push(row);
    else servers.set(key, [row]);
  }
  return servers;
}

/** `rows` are those of one server, oldest first, and never empty. */
function observedOf(rows: readonly Row[], nowMillis: number): ObservedBackend {
  const newest = rows.at(-1);
  if (newest === undefined) throw new Error('An observed server has no observation.');
  const previous = rows.at(-2);
  const since = nowMillis - STRIP_MILLIS;
  return {
    serverId: newest.server_id,
    serverIp: newest.server_ip,
    port: newest.server_port,
    status: newest.status,
    observed: stretchOf(newest),
    before: previous === undefined ? null : stretchOf(previous),
    recent: rows.map(stretchOf).filter(({ lastObservedMillis }) => lastObservedMillis >= since),
  };
}

function stretchOf(row: Row): Stretch {
  return {
    status: row.status,
    firstObservedMillis: Date.parse(row.first_seen_at),
    lastObservedMillis: Date.parse(row.last_seen_at),
  };
}

/**
 * A server may serve several listeners, on several ports; a network interface may be behind one with several addresses.
 */
function serverKey(
  listenerPort: number,
  serverId: string,
  serverIp: string | null,
  port: number | null,
): string {
  return `${listenerPort} ${serverId} ${serverIp ?? ''} ${port ?? ''}`;
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}
