import { encode } from 'uqr';

/** A QR code as an SVG path on a square of `size` units, with the quiet zone that scanners need around it. */
export type QrCode = { size: number; path: string };

/** The standard asks for four modules. */
const QUIET_ZONE = 4;

/** Draws a text as a QR code: each run of dark modules in a row is one rectangle. */
export function qrCodeOf(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? '#' : ' '))
        .join('')
        .matchAll(/#+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  );
  return { size, path: runs.join('') };
}
