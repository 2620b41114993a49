import 'server-only';
import { sql, type Kysely } from 'kysely';
import type { DatabaseSchema } from '@/lib/db/schema';
import { notify } from '@/lib/db/wake';
import type { RegionCopy, RegionFailure, Unsaved } from './region-copy';

/**
 * What one write to the inventory of a region has changed, for other processes: which rows, and when they were requested
 * from SLB by the process that read them. The rows themselves are in their tables. See docs/decisions/167.
 */
export type RegionChange = {
  /** When the newest response was received, and what it was of if it was a failure. */
  respondedAtMillis: number;
  failureOf: RegionFailure['of'] | null;
  names: boolean;
  instances: Times;
  listeners: Times;
  /** When these instances and all their listeners were requested. */
  partsRead: Record<string, { atMillis: number; listenersAtMillis: number }>;
};

/** By key: when it was requested, or was found missing. */
export type Times = Record<string, number>;

/** A process that is further behind loads the whole region. */
const KEPT_VERSIONS = 200;

/** The channel of messages `connection region version`. */
export const CHANNEL = 'inventory';

/** Stores what a write has changed and tells the other processes, within the write's transaction. */
export async function announceChange(
  transaction: Kysely<DatabaseSchema>,
  connectionId: number,
  { copy, unsaved, version }: { copy: RegionCopy; unsaved: Unsaved; version: number },
): Promise<void> {
  const { regionId } = copy;
  const of = { connection_id: connectionId, region_id: regionId };
  await transaction
    .insertInto('inventory_changes')
    .values({ ...of, version, change_json: JSON.stringify(changeOf(copy, unsaved)) })
    .execute();
  await sql`delete from inventory_changes where connection_id = ${connectionId} and region_id = ${regionId}
    and version <= ${version - KEPT_VERSIONS}`.execute(transaction);
  await notify(transaction, CHANNEL, `${connectionId} ${regionId} ${version}`);
}

function changeOf(copy: RegionCopy, unsaved: Unsaved): RegionChange {
  const timesOf = (keys: Iterable<string>, rows: ReadonlyMap<string, { requestedAtMillis: number }>): Times =>
    Object.fromEntries(
      [...keys].map((key) => [
        key,
        rows.get(key)?.requestedAtMillis ?? copy.prunedAtMillis.get(key) ?? Date.now(),
      ]),
    );
  return {
    respondedAtMillis: copy.respondedAtMillis,
    failureOf: copy.failure?.of ?? null,
    names: unsaved.names,
    instances: timesOf(unsaved.instances, copy.instances),
    listeners: timesOf(unsaved.listeners, copy.listeners),
    partsRead: Object.fromEntries(
      [...unsaved.partsRead].flatMap((id) => {
        const instance = copy.instances.get(id);
        if (instance === undefined) return [];
        const { requestedAtMillis: atMillis, listenersRequestedAtMillis: listenersAtMillis } = instance;
        return [[id, { atMillis, listenersAtMillis }]];
      }),
    ),
  };
}

/** Several changes, oldest first, as one. */
export function joinChanges(changes: readonly RegionChange[]): RegionChange {
  return changes.reduce((before, { partsRead, ...next }) => ({
    respondedAtMillis: next.respondedAtMillis,
    failureOf: next.failureOf,
    names: before.names || next.names,
    instances: { ...before.instances, ...next.instances },
    listeners: { ...before.listeners, ...next.listeners },
    partsRead: { ...before.partsRead, ...partsRead },
  }));
}
