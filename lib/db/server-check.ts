import 'server-only';
import { Client } from 'pg';

const OLDEST_VERSION = 150_000;
const TRIES = 3;

/** A PostgreSQL URL as it may be shown: without the user and the password. */
export function shownUrl(url: string): string {
  const { host, pathname } = new URL(url);
  return `${pathname.slice(1)} at ${host}`;
}

/**
 * Why Sluice cannot work with the PostgreSQL server at `url`, as the end of a sentence that begins with "it"; null: it
 * can. Throws if it cannot be reached.
 */
export async function serverProblem(url: string): Promise<string | null> {
  const [one, other] = [newClient(url), newClient(url)];
  try {
    await one.connect();
    const { rows } = await one.query<{ version: string; number: number; encoding: string }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        current_setting('server_encoding') as encoding`,
    );
    const server = rows[0];
    if (server === undefined || server.number < OLDEST_VERSION)
      return `runs PostgreSQL ${server?.version}, and Sluice needs 15 or newer`;
    if (server.encoding !== 'UTF8') return `is encoded in ${server.encoding}, and Sluice needs UTF8`;
    await other.connect();
    return (await isPooledByTransaction(one, other))
      ? 'is behind a pooler that gives each transaction another connection, and Sluice holds locks for longer: connect to the server itself, or pool by session'
      : null;
  } finally {
    await Promise.allSettled([one.end(), other.end()]);
  }
}

function newClient(url: string): Client {
  const client = new Client({
    connectionString: url,
    application_name: 'sluice',
    connectionTimeoutMillis: 5_000,
  });
  // A failure is that of the query that is waiting.
  client.on('error', () => {});
  return client;
}

/** Whether what one connection sets is seen by another, or lost: then neither has a session of its own. */
async function isPooledByTransaction(one: Client, other: Client): Promise<boolean> {
  const markOf = async (client: Client) =>
    (await client.query<{ mark: string | null }>(`select current_setting('sluice.mark', true) as mark`))
      .rows[0]?.mark;
  for (let number = 1; number <= TRIES; number += 1) {
    const mark = String(number);
    await one.query(`set sluice.mark = '${mark}'`);
    if ((await markOf(other)) === mark || (await markOf(one)) !== mark) return true;
  }
  return false;
}
