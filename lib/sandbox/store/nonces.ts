import { rowsOf, type Connection } from './database';
import { openNonceJournal, type UsedNonce } from './nonce-journal';

/** Twice the allowed skew of the clock (slb-api.md 1.6): an older request is refused for its time anyway. */
const REMEMBERED_MILLIS = 30 * 60_000;
const PURGE_EVERY_MILLIS = 60_000;

export type NonceMemory = ReturnType<typeof nonceMemory>;

/**
 * Which nonces each access key has used. They are looked up in memory; before a request is answered its nonce is either
 * committed with the writes of its turn (and is as durable as they are) or appended to a journal, so that a restart opens
 * no door to a replay.
 */
export function nonceMemory(connection: Connection, dataDir: string) {
  const journal = openNonceJournal(dataDir, REMEMBERED_MILLIS);
  const insert = connection.prepare(
    'INSERT INTO nonces (access_key_id, nonce, expires_at_millis) VALUES (?, ?, ?)',
  );
  const purge = connection.prepare('DELETE FROM nonces WHERE expires_at_millis <= ?');
  const stored = rowsOf<UsedNonce>(
    connection.prepare(
      `SELECT access_key_id AS accessKeyId, nonce, expires_at_millis AS expiresAtMillis
         FROM nonces ORDER BY expires_at_millis`,
    ),
  );
  const used = new Map(
    [...stored, ...journal.found]
      .toSorted((left, right) => left.expiresAtMillis - right.expiresAtMillis)
      .map((nonce) => [keyOf(nonce.accessKeyId, nonce.nonce), nonce.expiresAtMillis]),
  );
  let pending: UsedNonce[] = [];
  let nowMillis = 0;
  let purgedAtMillis = 0;

  return {
    isUsed: (accessKeyId: string, nonce: string, atMillis: number): boolean =>
      (used.get(keyOf(accessKeyId, nonce)) ?? 0) > atMillis,

    /** Uses a nonce up. It is kept by the next `commit` or `append`. */
    remember: (accessKeyId: string, nonce: string, atMillis: number): void => {
      nowMillis = atMillis;
      const expiresAtMillis = atMillis + REMEMBERED_MILLIS;
      used.set(keyOf(accessKeyId, nonce), expiresAtMillis);
      pending.push({ accessKeyId, nonce, expiresAtMillis });
    },

    /** Puts the nonces of this turn into the transaction that is open. */
    commit: (): void => {
      const nonces = takePending();
      if (nowMillis - purgedAtMillis >= PURGE_EVERY_MILLIS) {
        purge.run(nowMillis);
        forgetExpired(used, nowMillis);
        purgedAtMillis = nowMillis;
      }
      for (const { accessKeyId, nonce, expiresAtMillis } of nonces) {
        insert.run(accessKeyId, nonce, expiresAtMillis);
      }
    },

    /** Keeps the nonces of a turn that wrote nothing. */
    append: (): void => {
      const nonces = takePending();
      if (nonces.length === 0) return;
      if (nowMillis - purgedAtMillis >= PURGE_EVERY_MILLIS) forgetExpired(used, nowMillis);
      journal.append(nonces, nowMillis);
    },

    close: (): void => journal.close(),
  };

  function takePending(): UsedNonce[] {
    const nonces = pending;
    pending = [];
    return nonces;
  }
}

function keyOf(accessKeyId: string, nonce: string): string {
  return `${accessKeyId} ${nonce}`;
}

/** The oldest come first: they were remembered first. */
function forgetExpired(used: Map<string, number>, nowMillis: number): void {
  for (const [key, expiresAtMillis] of used) {
    if (expiresAtMillis > nowMillis) return;
    used.delete(key);
  }
}
