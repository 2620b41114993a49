import { sql, type Kysely } from 'kysely';

/** The default horizon when this migration was written. */
const HORIZON_MILLIS = 60_000;

/**
 * Records as unsettled (0012) what an earlier release had begun when it ended: its outcome is as unknown as that of any
 * other write. The horizon is the default one. If a later write on the listener has succeeded, no warning is needed.
 * Part of a migration: never edited once released.
 */
export async function noteOpenIntents<Tables>(database: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ id: number; at: string; connection: string | null }>`
    select begun.id, begun.at, runs.connection
    from activity as begun left join runs on runs.id = begun.run_id
    where begun.id in (select id from activity_open)
      and begun.id not in (select begun_id from unsettled_writes)
      and not exists (
        select 1 from activity as later
        where later.id > begun.id and later.outcome = 'succeeded' and later.region_id = begun.region_id
          and later.load_balancer_id = begun.load_balancer_id
          and later.listener_port = begun.listener_port)`.execute(database);
  for (const { id, at, connection } of rows) {
    const until = new Date(Date.parse(at) + HORIZON_MILLIS).toISOString();
    await sql`insert into unsettled_writes (begun_id, connection, sent_at, until_at)
      values (${id}, ${connection ?? ''}, ${at}, ${until})`.execute(database);
  }
}
