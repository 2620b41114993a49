import { hash } from 'node:crypto';

export type HmacAlgorithm = 'sha1' | 'sha256';

/** Of both algorithms (RFC 2104). */
const BLOCK_BYTES = 64;

/**
 * The HMAC of RFC 2104 under one key, of which what depends on the key alone is worked out once. Two one-shot hashes take
 * a third of the time of `createHmac`, which makes an object of its own for each text.
 */
export function hmacOf(algorithm: HmacAlgorithm, key: string) {
  const given = Buffer.from(key, 'utf8');
  const block = Buffer.alloc(BLOCK_BYTES);
  (given.length > BLOCK_BYTES ? hash(algorithm, given, 'buffer') : given).copy(block);
  const innerPad = block.map((byte) => byte ^ 0x36);
  const outerPad = block.map((byte) => byte ^ 0x5c);
  return (text: string, encoding: 'hex' | 'base64'): string => {
    const inner = hash(algorithm, Buffer.concat([innerPad, Buffer.from(text, 'utf8')]), 'buffer');
    return hash(algorithm, Buffer.concat([outerPad, inner]), encoding);
  };
}
