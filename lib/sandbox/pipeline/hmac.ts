import { hash } from 'node:crypto';

export type HmacAlgorithm = 'sha1' | 'sha256';

/** Of both algorithms (RFC 2104). */
const BLOCK_BYTES = 64;

/**
 * The HMAC of RFC 2104 under one key, in which what depends only on the key is computed once. Two one-shot hashes take
 * a third of the time of `createHmac`, which makes an object of its own for each text.
 */
export function hmacOf(algorithm: HmacAlgorithm, key: string) {
  const given = Buffer.from(key, 'utf8');
  const block = Buffer.alloc(BLOCK_BYTES);
  (given.length > BLOCK_BYTES ? hash(algorithm, given, 'buffer') : given).copy(block);
  const inner = paddedWith(block, 0x36);
  const outer = paddedWith(block, 0x5c);
  return (text: string, encoding: 'hex' | 'base64'): string =>
    hash(algorithm, outer(hash(algorithm, inner(text), 'buffer')), encoding);
}

/** Puts a message behind the block, in room of its own where that is enough. What it gives is good until the next call. */
function paddedWith(block: Buffer, pad: number): (message: string | Buffer) => Buffer {
  const padded = Buffer.alloc(1024);
  padded.set(block.map((byte) => byte ^ pad));
  return (message) => {
    const bytes = Buffer.byteLength(message);
    if (BLOCK_BYTES + bytes > padded.length) {
      return Buffer.concat([padded.subarray(0, BLOCK_BYTES), Buffer.from(message)]);
    }
    if (typeof message === 'string') padded.write(message, BLOCK_BYTES, 'utf8');
    else message.copy(padded, BLOCK_BYTES);
    return padded.subarray(0, BLOCK_BYTES + bytes);
  };
}
