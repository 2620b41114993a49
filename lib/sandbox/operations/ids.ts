import { randomInt } from 'node:crypto';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `lb-` and the like, then as many letters and digits as the vendor's ids have. */
export function newId(prefix: 'lb' | 'rsp' | 'acl' | 'de'): string {
  return `${prefix}-${Array.from({ length: 21 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** Of a subscription: fifteen digits, as in the vendor's samples. */
export function newOrderId(): number {
  return randomInt(2e14, 2.8e14);
}
