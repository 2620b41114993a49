import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

export type UsedNonce = {
  readonly accessKeyId: string;
  readonly nonce: string;
  readonly expiresAtMillis: number;
};

/**
 * Used nonces, one JSON line each, in two files: the older one is dropped when the newer one has grown as old as a nonce
 * is remembered. What is appended outlives the process however it ends; it is not forced to the disk, so a power cut
 * may forget the last of it.
 */
export function openNonceJournal(dataDir: string, rememberedMillis: number) {
  const file = path.join(dataDir, 'nonces.log');
  const olderFile = path.join(dataDir, 'nonces.old.log');
  const found = [...readNonces(olderFile), ...readNonces(file)];
  let descriptor = openSync(file, 'a');
  let length = fstatSync(descriptor).size;
  let startedAtMillis: number | null = null;

  const append = (nonces: readonly UsedNonce[], nowMillis: number): void => {
    startedAtMillis ??= nowMillis;
    if (nowMillis - startedAtMillis > rememberedMillis) {
      closeSync(descriptor);
      renameSync(file, olderFile);
      descriptor = openSync(file, 'a');
      length = 0;
      startedAtMillis = nowMillis;
    }
    const text = nonces
      .map(({ accessKeyId, nonce, expiresAtMillis }) =>
        JSON.stringify([expiresAtMillis, accessKeyId, nonce]).concat('\n'),
      )
      .join('');
    const bytes = Buffer.from(text);
    if (writeSync(descriptor, bytes) < bytes.length) {
      // A disk that fills up takes a part: the line that was cut must not swallow the next one.
      ftruncateSync(descriptor, length);
      throw new Error('The disk is full.');
    }
    length += bytes.length;
  };
  return { found, append, close: () => closeSync(descriptor) };
}

function readNonces(file: string): UsedNonce[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').flatMap(nonceOfLine);
}

/** A line that was cut off is no nonce: its request was not answered. */
function nonceOfLine(line: string): UsedNonce[] {
  try {
    const [expiresAtMillis, accessKeyId, nonce] = JSON.parse(line) as [number, string, string];
    return [{ expiresAtMillis, accessKeyId, nonce }];
  } catch {
    return [];
  }
}
