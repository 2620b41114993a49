import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrCodeOf } from './qr-code';

const ADDRESS =
  'otpauth://totp/Sluice:ada%40example.com?secret=KRUGS4ZANFZSA5DIMUQHGZLDOJSXI&issuer=Sluice&digits=6&period=30';

/** The modules that a path of rectangles fills. */
function modulesOf({ size, path }: ReturnType<typeof qrCodeOf>): boolean[][] {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  return modules;
}

test('a QR code is drawn module by module, inside a quiet zone of four', () => {
  const { data } = encode(ADDRESS, { ecc: 'M', border: 0 });
  const quiet = [false, false, false, false];
  const blank = Array.from({ length: data.length + 8 }, () => false);
  expect(modulesOf(qrCodeOf(ADDRESS))).toEqual([
    ...quiet.map(() => blank),
    ...data.map((row) => [...quiet, ...row, ...quiet]),
    ...quiet.map(() => blank),
  ]);
});
