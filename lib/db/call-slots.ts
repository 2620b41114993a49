import 'server-only';
import { sql } from 'kysely';
import { database } from './database';

/**
 * Reserves slots of an account's calls per second on PostgreSQL, at most `wanted` and at least one; returns in how many
 * milliseconds each is due. By the server's clock, in one round trip (`createCallSlots` in `dialect.ts`).
 */
export async function takeCallSlots(account: string, perSecond: number, wanted: number): Promise<number[]> {
  const { rows } = await sql<{ delays: number[] }>`
    select take_call_slots(cast(${account} as text), cast(${perSecond} as integer), cast(${wanted} as integer)) as delays
  `.execute(await database());
  return rows[0]?.delays ?? [];
}
