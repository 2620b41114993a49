import { rowsOf, type Connection } from './database';

/** Twice the allowed skew of the clock (slb-api.md 1.6): an older request is refused for its time anyway. */
const REMEMBERED_MILLIS = 30 * 60_000;
const PURGE_EVERY_MILLIS = 60_000;

export type NonceMemory = ReturnType<typeof nonceMemory>;

/** Which nonces each access key has used. Kept in the database, so that a restart opens no door to a replay. */
export function nonceMemory(connection: Connection) {
  const find = connection.prepare(
    'SELECT 1 AS used FROM nonces WHERE access_key_id = ? AND nonce = ? AND expires_at_millis > ?',
  );
  const remember = connection.prepare(
    'INSERT OR REPLACE INTO nonces (access_key_id, nonce, expires_at_millis) VALUES (?, ?, ?)',
  );
  const purge = connection.prepare('DELETE FROM nonces WHERE expires_at_millis <= ?');
  let purgedAtMillis = 0;
  return {
    isUsed: (accessKeyId: string, nonce: string, nowMillis: number): boolean =>
      rowsOf(find, accessKeyId, nonce, nowMillis).length > 0,
    remember: (accessKeyId: string, nonce: string, nowMillis: number): void => {
      remember.run(accessKeyId, nonce, nowMillis + REMEMBERED_MILLIS);
      if (nowMillis - purgedAtMillis < PURGE_EVERY_MILLIS) return;
      purge.run(nowMillis);
      purgedAtMillis = nowMillis;
    },
  };
}
