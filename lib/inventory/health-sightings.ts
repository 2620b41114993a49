import 'server-only';
import type { Selectable, Transaction } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema, HealthSightingsTable } from '@/lib/db/schema';
import type { ListenerKey } from '@/lib/listeners/outcome';
import type { BackendHealth } from '@/lib/slb/responses';
import { LOOKING_MILLIS, STRIP_MINUTES, type SeenBackend, type Stretch } from './health-types';
import { noteSeen } from './seen-tallies';

/**
 * The table of what Sluice saw. A look that finds what the look before it found makes the newest row longer; another finding, or a
 * look after nobody had looked for a while, begins a new row. See docs/decisions/073.
 */

type Row = Selectable<HealthSightingsTable>;

/** What was seen longer ago is let go when its listener is looked at again. */
const KEEP_MILLIS = 7 * 24 * 3_600_000;

/** Records one look and answers every server of it with what is known of it. */
export async function recordSightings(
  key: ListenerKey,
  found: readonly BackendHealth[],
  atMillis: number,
): Promise<SeenBackend[]> {
  const open = await database();
  const seen = await open.transaction().execute(async (transaction) => {
    await forgetOld(transaction, key, atMillis);
    const known = byServer(await rowsOf(transaction, key));
    const backends: SeenBackend[] = [];
    // A look that came late for its time changes nothing.
    for (const backend of found) {
      const rows = known.get(serverKey(backend.serverId, backend.port)) ?? [];
      const newest = rows.at(-1);
      if (newest !== undefined && continues(newest, backend.status, atMillis)) {
        newest.last_seen_at = iso(Math.max(Date.parse(newest.last_seen_at), atMillis));
        await transaction
          .updateTable('health_sightings')
          .set({ last_seen_at: newest.last_seen_at, server_ip: backend.serverIp })
          .where('id', '=', newest.id)
          .execute();
      } else if (newest === undefined || Date.parse(newest.last_seen_at) <= atMillis) {
        rows.push(await append(transaction, key, backend, atMillis));
      }
      backends.push(seenOf(rows, atMillis));
    }
    return backends;
  });
  await noteSeen(key, found, atMillis);
  return seen;
}

/** What was seen of the servers of one listener, the newest look of each first of all. Empty where nobody ever looked. */
export async function sightingsOf(key: ListenerKey): Promise<SeenBackend[]> {
  const open = await database();
  const rows = await rowsOf(open, key);
  return [...byServer(rows).values()].map((ofServer) => seenOf(ofServer, Date.now()));
}

/** One after a long silence says nothing of the silence. */
function continues(newest: Row, status: string, atMillis: number): boolean {
  return newest.status === status && atMillis - Date.parse(newest.last_seen_at) <= LOOKING_MILLIS;
}

async function append(
  transaction: Transaction<DatabaseSchema>,
  key: ListenerKey,
  backend: BackendHealth,
  atMillis: number,
): Promise<Row> {
  const row = {
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
  const { insertId } = await transaction.insertInto('health_sightings').values(row).executeTakeFirstOrThrow();
  return { id: Number(insertId), ...row };
}

async function forgetOld(
  transaction: Transaction<DatabaseSchema>,
  key: ListenerKey,
  atMillis: number,
): Promise<void> {
  await transaction
    .deleteFrom('health_sightings')
    .where('load_balancer_id', '=', key.loadBalancerId)
    .where('listener_port', '=', key.listenerPort)
    .where('region_id', '=', key.regionId)
    .where('last_seen_at', '<', iso(atMillis - KEEP_MILLIS))
    .execute();
}

function rowsOf(open: Pick<Transaction<DatabaseSchema>, 'selectFrom'>, key: ListenerKey): Promise<Row[]> {
  return open
    .selectFrom('health_sightings')
    .selectAll()
    .where('load_balancer_id', '=', key.loadBalancerId)
    .where('listener_port', '=', key.listenerPort)
    .where('region_id', '=', key.regionId)
    .orderBy('id')
    .execute();
}

function byServer(rows: readonly Row[]): Map<string, Row[]> {
  const servers = new Map<string, Row[]>();
  for (const row of rows) {
    const key = serverKey(row.server_id, row.server_port);
    const ofServer = servers.get(key);
    if (ofServer) ofServer.push(row);
    else servers.set(key, [row]);
  }
  return servers;
}

/** `rows` are those of one server, oldest first, and never none. */
function seenOf(rows: readonly Row[], nowMillis: number): SeenBackend {
  const newest = rows.at(-1);
  if (newest === undefined) throw new Error('A server that was seen has no sighting.');
  const previous = rows.at(-2);
  const since = nowMillis - STRIP_MINUTES * 60_000;
  return {
    serverId: newest.server_id,
    serverIp: newest.server_ip,
    port: newest.server_port,
    status: newest.status,
    seen: stretchOf(newest),
    before: previous === undefined ? null : stretchOf(previous),
    recent: rows.map(stretchOf).filter(({ lastSeenMillis }) => lastSeenMillis >= since),
  };
}

function stretchOf(row: Row): Stretch {
  return {
    status: row.status,
    firstSeenMillis: Date.parse(row.first_seen_at),
    lastSeenMillis: Date.parse(row.last_seen_at),
  };
}

/** A server may serve on several ports. */
function serverKey(serverId: string, port: number | null): string {
  return `${serverId} ${port ?? ''}`;
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}
