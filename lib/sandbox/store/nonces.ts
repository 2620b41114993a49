import type { ChangeList } from './changes';
import { openNonceJournal, type UsedNonce } from './nonce-journal';

/** Twice the allowed skew of the clock (slb-api.md 1.6): an older request is rejected for its time anyway. */
const REMEMBERED_MILLIS = 30 * 60_000;
const PURGE_EVERY_MILLIS = 60_000;

/** Nonces that were used up in one group of requests, as they are stored. */
export type NonceGroup = {
  readonly expiresAtMillis: number;
  readonly used: readonly (readonly [accessKeyId: string, nonce: string])[];
};

export type NonceMemory = ReturnType<typeof nonceMemory>;

/**
 * Which nonces each access key has used. They are looked up in memory; before a request is answered its nonce is either
 * committed with the writes of its group (and is as durable as they are) or appended to a journal, so that a restart opens
 * no door to a replay.
 */
export function nonceMemory(changes: ChangeList, dataDir: string) {
  const journal = openNonceJournal(dataDir, REMEMBERED_MILLIS);
  /** By access key, then by nonce: when it expires. */
  const used = new Map<string, Map<string, number>>();
  /** When the nonces of each row expire, the oldest rows first. */
  const rows = new Map<number, number>();
  let pending: UsedNonce[] = [];
  let nowMillis = 0;
  let purgedAtMillis = 0;

  const mark = ({ accessKeyId, nonce, expiresAtMillis }: UsedNonce): void => {
    const ofKey = used.get(accessKeyId);
    if (ofKey === undefined) used.set(accessKeyId, new Map([[nonce, expiresAtMillis]]));
    else ofKey.set(nonce, expiresAtMillis);
  };
  journal.found.forEach(mark);

  const store = (group: NonceGroup): void => {
    const id = changes.nextId();
    rows.set(id, group.expiresAtMillis);
    changes.note({ id, kind: 'nonces', value: group, undo: () => rows.delete(id) });
  };

  const purge = (): void => {
    for (const [id, expiresAtMillis] of rows) {
      if (expiresAtMillis > nowMillis) break;
      rows.delete(id);
      changes.note({ id, kind: 'nonces', value: undefined, undo: () => rows.set(id, expiresAtMillis) });
    }
  };

  const takePending = (): UsedNonce[] => {
    const nonces = pending;
    pending = [];
    if (nowMillis - purgedAtMillis >= PURGE_EVERY_MILLIS) forgetExpired(used, nowMillis);
    return nonces;
  };

  return {
    isUsed: (accessKeyId: string, nonce: string, atMillis: number): boolean =>
      (used.get(accessKeyId)?.get(nonce) ?? 0) > atMillis,

    /** Uses a nonce up. It is kept by the next `store` or `append`. */
    remember: (accessKeyId: string, nonce: string, atMillis: number): void => {
      nowMillis = atMillis;
      const usedUp = { accessKeyId, nonce, expiresAtMillis: atMillis + REMEMBERED_MILLIS };
      mark(usedUp);
      pending.push(usedUp);
    },

    /** Takes up a row that is on the disk. */
    load: (id: number, { expiresAtMillis, used: stored }: NonceGroup): void => {
      changes.passId(id);
      rows.set(id, expiresAtMillis);
      for (const [accessKeyId, nonce] of stored) mark({ accessKeyId, nonce, expiresAtMillis });
    },

    /** Puts the nonces of a group that wrote something among its changes. */
    store: (): void => {
      const nonces = takePending();
      if (nowMillis - purgedAtMillis >= PURGE_EVERY_MILLIS) {
        purge();
        purgedAtMillis = nowMillis;
      }
      if (nonces.length === 0) return;
      store({
        expiresAtMillis: Math.max(...nonces.map(({ expiresAtMillis }) => expiresAtMillis)),
        used: nonces.map(({ accessKeyId, nonce }) => [accessKeyId, nonce]),
      });
    },

    /** Keeps the nonces of a group that wrote nothing. */
    append: (): void => {
      const nonces = takePending();
      if (nonces.length > 0) journal.append(nonces, nowMillis);
    },

    close: (): void => journal.close(),
  };
}

/** The oldest of a key come first, as they were remembered first; only those that a start found may come in between. */
function forgetExpired(used: ReadonlyMap<string, Map<string, number>>, nowMillis: number): void {
  for (const ofKey of used.values()) {
    for (const [nonce, expiresAtMillis] of ofKey) {
      if (expiresAtMillis > nowMillis) break;
      ofKey.delete(nonce);
    }
  }
}
