import { z } from 'zod';

/**
 * Value parsers. The documents and the samples disagree on types in places (a weight is a string in one response and a
 * number in the next: slb-api.md D22), and values unknown today must survive. Missing values are handled by `fields`
 * (lenient.ts).
 */

/** A text. A number or a boolean is converted to its text. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** One of the service's keywords, in lowercase. */
export const word = text.transform((value) => value.trim().toLowerCase());

/** A number, or digits instead of it. */
export const number = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** A valid listener port. Right after Create the response may contain 0 (slb-api.md 5.8). */
export const port = number.pipe(z.int().min(1).max(65_535));

/**
 * A boolean, or a word for it: ProxyProtocolV2Enabled is a boolean in one response and a string in the other
 * (slb-api.md 3.10).
 */
export const boolean = word
  .pipe(z.enum(['true', 'false', 'on', 'off']))
  .transform((value) => value === 'true' || value === 'on');

/** A switch; unreadable unless on or off. */
export const onOff = boolean.transform((value) => (value ? 'on' : 'off'));
