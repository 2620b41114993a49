import 'server-only';
import { database, isShared } from '@/lib/db/database';
import { listenerOf } from '@/lib/db/schema';
import { whereThereIsRoom } from '@/lib/db/storage';

/**
 * A write of unknown outcome: still in flight, past its horizon, or interrupted by the end of its process. `id` is that
 * of its intent in the audit log. Times are ISO 8601 in UTC.
 */
export type UnsettledWrite = {
  id: number;
  /** The API action. */
  operation: string;
  /** The connection that sent it (`connectionIdentity`); empty if that was not stored. */
  connection: string;
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
  /** TCP unless given. */
  protocol?: string | undefined;
  before: unknown;
  after: unknown;
  runId: number | null;
  sentAt: string;
  /** When the call's horizon ends. */
  until: string;
  /** `awaited`: its response, or its effect, may still come. */
  phase: 'awaited' | 'unknown';
  /** This process awaits the response, or has yet to record it, so nobody else has to check. */
  isOwn: boolean;
  /** Another process may await the response: until its horizon has passed, nobody can tell whether it is still running. */
  isElsewhere: boolean;
  /** Its intent has no outcome in the log yet. */
  isOpen: boolean;
};

/** Whether a later read showed its effect or its listener gone, or somebody who was warned about it wrote again. */
export type SettledAs = 'seen' | 'gone' | 'acknowledged';

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceOwnWrites?: Map<number, OwnWrite> } = globalThis;
type OwnWrite = 'awaited' | 'succeeded' | 'refused' | 'unknown';

/**
 * Notes what this process knows about a write it sent, until its outcome is in the log (null): on a full disk that is
 * later than its response.
 */
export function noteOwnWrite(id: number, known: OwnWrite | null): void {
  const own = (held.sluiceOwnWrites ??= new Map());
  if (known === null) own.delete(id);
  else own.set(id, known);
}

/**
 * The result of a write of this process whose outcome is not in the log yet; null while its response is pending, and
 * for every other write.
 */
export function outcomeNotRecorded(id: number): Exclude<OwnWrite, 'awaited'> | null {
  const own = held.sluiceOwnWrites?.get(id) ?? 'awaited';
  return own === 'awaited' ? null : own;
}

type Wanted = {
  /**
   * The cloud or the sandbox (`connectionEndpoint`): includes writes whichever key sent them, because temporary keys
   * rotate.
   */
  endpoint: string;
  regionId?: string | undefined;
  loadBalancerId?: string | undefined;
  /** With the port: TCP unless given. */
  protocol?: string | undefined;
  listenerPort?: number | undefined;
  runId?: number | undefined;
};

/** As the log stores it: null for TCP, of which its oldest entries are. */
export function storedProtocol(protocol: string | undefined): string | null {
  return protocol === undefined || protocol === 'tcp' ? null : protocol;
}

/** The unsettled writes on an endpoint, of all its listeners or of the given ones, oldest first. Never many. */
export async function listUnsettledWrites(wanted: Wanted): Promise<UnsettledWrite[]> {
  const open = await database();
  let query = open
    .selectFrom('unsettled_writes as write')
    // In this order: SQLite would otherwise look through all entries of the region.
    .crossJoin('activity as begun')
    .whereRef('begun.id', '=', 'write.begun_id')
    .leftJoin('activity_open as open', 'open.id', 'write.begun_id')
    .select([
      'begun.id',
      'begun.operation',
      'begun.region_id',
      'begun.load_balancer_id',
      'begun.listener_port',
      'begun.listener_protocol',
      'begun.before_json',
      'begun.after_json',
      'begun.run_id',
      'write.connection',
      'write.sent_at',
      'write.until_at',
      'open.id as open_id',
    ])
    .where((where) =>
      where.or([
        where('write.connection', '=', ''),
        where('write.connection', 'like', `${wanted.endpoint} %`),
      ]),
    )
    .where('write.settled_at', 'is', null)
    .orderBy('begun.id');
  const { regionId, loadBalancerId, listenerPort, runId } = wanted;
  const protocol = storedProtocol(wanted.protocol);
  if (regionId !== undefined) query = query.where('begun.region_id', '=', regionId);
  if (loadBalancerId !== undefined) query = query.where('begun.load_balancer_id', '=', loadBalancerId);
  if (listenerPort !== undefined)
    query = query
      .where('begun.listener_port', '=', listenerPort)
      .where('begun.listener_protocol', protocol === null ? 'is' : '=', protocol);
  if (runId !== undefined) query = query.where('begun.run_id', '=', runId);
  const now = new Date().toISOString();
  return (await query.execute()).flatMap((row) => {
    const isOpen = row.open_id !== null;
    const own = held.sluiceOwnWrites?.get(row.id);
    if (own === 'succeeded' || own === 'refused') return [];
    const isPending = isOpen && row.until_at > now;
    return {
      id: row.id,
      operation: row.operation,
      connection: row.connection,
      ...listenerOf(row),
      before: JSON.parse(row.before_json),
      after: JSON.parse(row.after_json),
      runId: row.run_id,
      sentAt: row.sent_at,
      until: row.until_at,
      phase: (own === undefined ? isPending : own === 'awaited') ? 'awaited' : 'unknown',
      isOwn: own !== undefined,
      isElsewhere: own === undefined && isPending && isShared(),
      isOpen,
    };
  });
}

/** Settles writes. If the disk is full they stay unsettled, and can be observed again. */
export async function settleWrites(ids: readonly number[], how: SettledAs): Promise<void> {
  if (ids.length === 0) return;
  const open = await database();
  await whereThereIsRoom(() =>
    open
      .updateTable('unsettled_writes')
      .set({ settled_at: new Date().toISOString(), settled_as: how })
      .where('begun_id', 'in', ids)
      .where('settled_at', 'is', null)
      .execute(),
  );
}

/** Restarts a write's horizon: its call is sent again. */
export async function postponeHorizon(begunId: number, horizonMillis: number): Promise<void> {
  const open = await database();
  await open
    .updateTable('unsettled_writes')
    .set(timesFrom(Date.now(), horizonMillis))
    .where('begun_id', '=', begunId)
    .execute();
}

/** The times of a write sent at `sentMillis`, as stored in the table. */
export function timesFrom(sentMillis: number, horizonMillis: number): { sent_at: string; until_at: string } {
  return {
    sent_at: new Date(sentMillis).toISOString(),
    until_at: new Date(sentMillis + horizonMillis).toISOString(),
  };
}

/** What the log has about a run's newest write on a listener since then that was not rejected; null if none. */
export async function outcomeOfWrite({
  runId,
  listener,
  since,
}: {
  runId: number;
  listener: { regionId: string; loadBalancerId: string; listenerPort: number };
  since: string;
}) {
  const open = await database();
  const row = await open
    .selectFrom('activity as ended')
    .leftJoin('activity as begun', 'begun.id', 'ended.begun_id')
    .leftJoin('unsettled_writes as write', 'write.begun_id', 'ended.begun_id')
    .select([
      'ended.outcome',
      'ended.code',
      'ended.message',
      'ended.request_id',
      'begun.before_json',
      'write.settled_as',
    ])
    .where('ended.at', '>=', since)
    .where('ended.run_id', '=', runId)
    .where('ended.region_id', '=', listener.regionId)
    .where('ended.load_balancer_id', '=', listener.loadBalancerId)
    .where('ended.listener_port', '=', listener.listenerPort)
    .where('ended.outcome', 'in', ['succeeded', 'unknown'])
    .orderBy('ended.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    outcome: row.outcome,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    /** The state its call had found. */
    before: row.before_json === null ? null : (JSON.parse(row.before_json) as unknown),
    /** Its outcome was unknown, and a read has shown its effect since. */
    wasObserved: row.settled_as === 'seen',
  };
}
