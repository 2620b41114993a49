import 'server-only';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { isStorageFailure, whereThereIsRoom } from '@/lib/db/storage';
import { currentRequestId } from '@/lib/telemetry/request-id';
import { sluiceCodes } from '@/lib/model/errors';
import { append, appendOutcome, type Appended, type NewActivity } from './append';
import { appendPostponed, appendWhenThereIsRoom } from './postponed';
import { noteOwnWrite, storedProtocol, timesFrom } from './unsettled-writes';

/** The intent of a write: who, what, on which listener, from what state to what state. */
export type ActivityWrite = {
  actor: string;
  /** The API action. */
  operation: string;
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
  /** TCP unless given. */
  protocol?: string | undefined;
  before: unknown;
  after: unknown;
  /** The address the request came from. */
  from: string | null;
  /** The bulk run it is a part of. */
  runId?: number | null;
  /** The account it is about, the current one unless given; null for none, or if Sluice has only one. */
  account?: string | null;
  /** The session that requested it; null without sign-in. */
  sessionId?: string | null;
  /** The request to Sluice it comes from, the one being answered unless given; null in the background. */
  sluiceRequestId?: string | null;
};

/** A write's outcome. `durationMillis` counts from when it was requested. */
export type ActivityOutcome = {
  outcome: 'succeeded' | 'refused' | 'unknown';
  code: string | null;
  message: string | null;
  requestId: string | null;
  durationMillis: number;
};

export type ActivityEntry = ActivityWrite & ActivityOutcome;

/**
 * Records a write whose outcome is known at once, in one entry: one rejected before a call was sent. Durable before it
 * resolves; if the disk is full it waits in memory for space.
 */
export async function recordActivity(entry: ActivityEntry): Promise<void> {
  const states = statesOf(entry);
  const line = { ...columnsOf(entry), ...states, ...outcomeOf(entry), begun_id: null };
  await appendWhenThereIsRoom((at) => append(line, { states }, undefined, at), {
    isRejection: entry.outcome === 'refused',
  });
}

export type BegunActivity = { id: number; end: (outcome: ActivityOutcome) => Promise<void> };

/** A call that is sent: its listener, and how long after sending its horizon ends. */
export type AwaitedCall = { connection: string; horizonMillis: number };

/**
 * Records the intent durably before the call is sent; `end` adds the outcome, once. A write that began and never ended
 * is listed as in progress, and as unknown once the process that began it is gone. Throws if the intent cannot be
 * written: nothing may be sent then. An outcome waits for space if the disk is full. With `awaited` it is an unsettled
 * write as long as its outcome is unknown.
 */
export async function beginActivity(
  write: ActivityWrite,
  awaited: AwaitedCall | null = null,
): Promise<BegunActivity> {
  const columns = columnsOf(write);
  const states = statesOf(write);
  // An intent does not overtake what happened before it.
  await appendPostponed();
  const nothingYet = { code: null, message: null, request_id: null, duration_millis: null };
  const tried: Appended[] = [];
  const id = await append(
    { ...columns, ...states, ...nothingYet, outcome: 'begun', begun_id: null },
    null,
    async (connection, appended) => {
      tried.push(appended);
      const begunId = appended.id;
      if (awaited === null) return;
      noteOwnWrite(begunId, 'awaited');
      const times = timesFrom(Date.now(), awaited.horizonMillis);
      await connection
        .insertInto('unsettled_writes')
        .values({
          begun_id: begunId,
          connection: awaited.connection,
          ...times,
          settled_at: null,
          settled_as: null,
        })
        .execute();
    },
  ).catch(async (failure: unknown) => {
    for (const each of tried) {
      noteOwnWrite(each.id, null);
      if (isStorageFailure(failure)) await endNeverSent(each, columns, states);
    }
    throw failure;
  });
  return {
    id,
    end: (outcome) => {
      if (awaited !== null) noteOwnWrite(id, outcome.outcome);
      const recordOutcome = async (at: string): Promise<void> => {
        try {
          await endBegun(id, columns, states, outcome, at);
        } catch (error) {
          if (!isStorageFailure(error)) noteOwnWrite(id, null);
          throw error;
        }
        noteOwnWrite(id, null);
      };
      return appendWhenThereIsRoom(recordOutcome, { isRejection: false });
    },
  };
}

/**
 * Ends an intent whose commit failed, as soon as the database can be read: it may be there, because a connection can be lost
 * between a commit and its acknowledgement. Another entry may have taken its number.
 */
function endNeverSent(
  { id, hash }: Appended,
  columns: ReturnType<typeof columnsOf>,
  states: ReturnType<typeof statesOf>,
): Promise<void> {
  const endIfThere = async (at: string): Promise<void> => {
    const open = await database();
    const found = open.selectFrom('activity').select('id').where('id', '=', id).where('hash', '=', hash);
    if ((await found.executeTakeFirst()) !== undefined) await endBegun(id, columns, states, neverSent, at);
  };
  return appendWhenThereIsRoom(endIfThere, { isRejection: false });
}

const neverSent: ActivityOutcome = {
  outcome: 'refused',
  code: sluiceCodes.databaseUnreachable,
  message: 'Sluice lost its database while it recorded this change, so nothing was sent.',
  requestId: null,
  durationMillis: 0,
};

/** The intents of a run on a listener whose outcome is not in the log. */
export async function openIntentsOf(
  runId: number,
  {
    regionId,
    loadBalancerId,
    listenerPort,
  }: Pick<ActivityWrite, 'regionId' | 'loadBalancerId' | 'listenerPort'>,
): Promise<number[]> {
  const open = await database();
  const rows = await open
    .selectFrom('activity')
    .select('id')
    .where('id', 'in', open.selectFrom('activity_open').select('id'))
    .where('run_id', '=', runId)
    .where('region_id', '=', regionId)
    .where('load_balancer_id', '=', loadBalancerId)
    .where('listener_port', '=', listenerPort)
    .execute();
  return rows.map(({ id }) => id);
}

/** What the log has about a write another process began. Null: it is not open, so its outcome is known. */
export async function readOpenIntent(id: number) {
  const open = await database();
  const row = await open
    .selectFrom('activity')
    .selectAll()
    .where('id', '=', id)
    .where('id', 'in', open.selectFrom('activity_open').select('id'))
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Records the outcome of a write begun by a process that has ended since. Does nothing if it has an outcome already:
 * whoever checked first has recorded it. Nor if the disk is full: it can be determined again.
 */
export async function endActivityOfOther(
  id: number,
  outcome: Omit<ActivityOutcome, 'durationMillis'>,
): Promise<void> {
  const row = await readOpenIntent(id);
  if (row === null) return;
  const { actor, operation, region_id, load_balancer_id, listener_port, listener_protocol } = row;
  const { from_address, run_id, account, session_id, sluice_request_id } = row;
  const listener = { region_id, load_balancer_id, listener_port, listener_protocol };
  const source = { from_address, run_id, account, session_id, sluice_request_id };
  const columns = { actor, operation, ...listener, ...source };
  const states = { before_json: row.before_json, after_json: row.after_json };
  const durationMillis = Math.max(0, Date.now() - Date.parse(row.at));
  await whereThereIsRoom(() => endBegun(id, columns, states, { ...outcome, durationMillis }));
}

async function endBegun(
  id: number,
  columns: ReturnType<typeof columnsOf>,
  states: ReturnType<typeof statesOf>,
  outcome: ActivityOutcome,
  at?: string,
): Promise<void> {
  const noStates = { before_json: 'null', after_json: 'null' };
  await appendOutcome(
    id,
    { ...columns, ...noStates, ...outcomeOf(outcome) },
    { states },
    async (connection) => {
      if (outcome.outcome === 'unknown') return;
      await connection.deleteFrom('unsettled_writes').where('begun_id', '=', id).execute();
    },
    at,
  );
}

function columnsOf(write: ActivityWrite) {
  return {
    actor: write.actor,
    operation: write.operation,
    region_id: write.regionId,
    load_balancer_id: write.loadBalancerId,
    listener_port: write.listenerPort,
    listener_protocol: storedProtocol(write.protocol),
    from_address: write.from,
    run_id: write.runId ?? null,
    account: write.account === undefined ? config().account : write.account,
    session_id: write.sessionId ?? null,
    sluice_request_id: write.sluiceRequestId ?? currentRequestId() ?? null,
  };
}

function statesOf(write: ActivityWrite) {
  return {
    before_json: JSON.stringify(write.before ?? null),
    after_json: JSON.stringify(write.after ?? null),
  };
}

function outcomeOf(
  outcome: ActivityOutcome,
): Pick<NewActivity, 'outcome' | 'code' | 'message' | 'request_id' | 'duration_millis'> {
  return {
    outcome: outcome.outcome,
    code: outcome.code,
    message: outcome.message,
    request_id: outcome.requestId,
    duration_millis: Math.round(outcome.durationMillis),
  };
}
