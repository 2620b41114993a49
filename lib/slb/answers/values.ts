import { z } from 'zod';

/**
 * Readers of values that were told. The documents and the samples disagree on types here and there (a weight is a string in one answer
 * and a number in the next: slb-api.md D22), and words not known today must survive. What was not told is `fields` to say (lenient.ts).
 */

/** A text; a number or a boolean in its place is read as its text. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A word of the service, in small letters. */
export const word = text.transform((value) => value.trim().toLowerCase());

/** A number, or digits in its place. */
export const number = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** A port that a listener can have. Right after Create the answer may have a 0 there (slb-api.md 5.8). */
export const port = number.pipe(z.int().min(1).max(65_535));

/** A boolean, or a word for it: ProxyProtocolV2Enabled is a boolean in one answer and a string in the other (slb-api.md 3.10). */
export const boolean = word
  .pipe(z.enum(['true', 'false', 'on', 'off']))
  .transform((value) => value === 'true' || value === 'on');

/** A switch. What is neither on nor off says neither. */
export const onOff = boolean.transform((value) => (value ? 'on' : 'off'));
