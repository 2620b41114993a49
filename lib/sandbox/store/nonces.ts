import type { NonceGroup } from './database';
import { openNonceJournal, type UsedNonce } from './nonce-journal';

/** Twice the allowed skew of the clock (slb-api.md 1.6): an older request is refused for its time anyway. */
const REMEMBERED_MILLIS = 30 * 60_000;
const PURGE_EVERY_MILLIS = 60_000;

export type NonceMemory = ReturnType<typeof nonceMemory>;

/** What the commit of a group has to do about nonces. */
type NonceWork = { readonly nonces: NonceGroup | null; readonly purgeNoncesAtMillis: number | undefined };

/**
 * Which nonces each access key has used. They are looked up in memory; before a request is answered its nonce is either
 * committed with the writes of its group (and is as durable as they are) or appended to a journal, so that a restart opens
 * no door to a replay.
 */
export function nonceMemory(stored: readonly NonceGroup[], dataDir: string) {
  const journal = openNonceJournal(dataDir, REMEMBERED_MILLIS);
  /** By access key, then by nonce: when it expires. */
  const used = new Map<string, Map<string, number>>();
  const mark = ({ accessKeyId, nonce, expiresAtMillis }: UsedNonce): void => {
    const ofKey = used.get(accessKeyId);
    if (ofKey === undefined) used.set(accessKeyId, new Map([[nonce, expiresAtMillis]]));
    else ofKey.set(nonce, expiresAtMillis);
  };
  [...stored.flatMap(single), ...journal.found]
    .toSorted((left, right) => left.expiresAtMillis - right.expiresAtMillis)
    .forEach(mark);
  let pending: UsedNonce[] = [];
  let nowMillis = 0;
  let purgedAtMillis = 0;

  const takePending = (): UsedNonce[] => {
    const nonces = pending;
    pending = [];
    return nonces;
  };

  return {
    isUsed: (accessKeyId: string, nonce: string, atMillis: number): boolean =>
      (used.get(accessKeyId)?.get(nonce) ?? 0) > atMillis,

    /** Uses a nonce up. It is kept by the next commit or `append`. */
    remember: (accessKeyId: string, nonce: string, atMillis: number): void => {
      nowMillis = atMillis;
      const usedUp = { accessKeyId, nonce, expiresAtMillis: atMillis + REMEMBERED_MILLIS };
      mark(usedUp);
      pending.push(usedUp);
    },

    /** What of this group goes into its transaction. */
    takeForCommit: (): NonceWork => {
      const nonces = takePending();
      const isPurged = nowMillis - purgedAtMillis >= PURGE_EVERY_MILLIS;
      if (isPurged) {
        forgetExpired(used, nowMillis);
        purgedAtMillis = nowMillis;
      }
      return {
        nonces:
          nonces.length === 0
            ? null
            : {
                used: nonces.map(({ accessKeyId, nonce }) => [accessKeyId, nonce]),
                expiresAtMillis: Math.max(...nonces.map(({ expiresAtMillis }) => expiresAtMillis)),
              },
        purgeNoncesAtMillis: isPurged ? nowMillis : undefined,
      };
    },

    /** Keeps the nonces of a group that wrote nothing. */
    append: (): void => {
      const nonces = takePending();
      if (nonces.length === 0) return;
      if (nowMillis - purgedAtMillis >= PURGE_EVERY_MILLIS) forgetExpired(used, nowMillis);
      journal.append(nonces, nowMillis);
    },

    close: (): void => journal.close(),
  };
}

function single({ used, expiresAtMillis }: NonceGroup): UsedNonce[] {
  return used.map(([accessKeyId, nonce]) => ({ accessKeyId, nonce, expiresAtMillis }));
}

/** The oldest of a key come first: they were remembered first. */
function forgetExpired(used: ReadonlyMap<string, Map<string, number>>, nowMillis: number): void {
  for (const ofKey of used.values()) {
    for (const [nonce, expiresAtMillis] of ofKey) {
      if (expiresAtMillis > nowMillis) break;
      ofKey.delete(nonce);
    }
  }
}
