import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { hmacOf } from './hmac';

/** RFC 2202 and RFC 4231, case 2 of each. */
test('gives the published values', () => {
  expect(hmacOf('sha1', 'Jefe')('what do ya want for nothing?', 'hex')).toBe(
    'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  );
  expect(hmacOf('sha256', 'Jefe')('what do ya want for nothing?', 'hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test.each(['sha1', 'sha256'] as const)(
  "agrees with node's own of %s, whatever key and text are",
  (algorithm) => {
    const signs = 'aZ0&/监𠮷\n';
    for (const length of [0, 1, 40, 63, 64, 65, 200]) {
      const key = signs.repeat(length).slice(0, length);
      const hmac = hmacOf(algorithm, key);
      for (const text of ['', 'x', signs.repeat(40), 'y'.repeat(10_000)]) {
        for (const encoding of ['hex', 'base64'] as const) {
          expect(hmac(text, encoding)).toBe(createHmac(algorithm, key).update(text, 'utf8').digest(encoding));
        }
      }
    }
  },
);
