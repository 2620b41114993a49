import { z } from 'zod';

/**
 * Tolerant readers for values in SLB's answers. The documents and the samples disagree on types here and there (a weight is a
 * string in one answer and a number in the next: slb-api.md D22), and words not known today must survive.
 */

/** A text; a number or a boolean in its place is read as its text. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A text that may be missing; an empty one counts as missing (slb-api.md D31). */
export const optionalText = text.nullish().transform((value) => value || undefined);

/** As `optionalText`, but `null` when missing. */
export const nullableText = text.nullish().transform((value) => value || null);

/** A number, or digits in its place. */
export const number = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

// An empty text in a number's place counts as missing, as everywhere else.
function blankToUndefined(value: unknown): unknown {
  return value === '' || value === null ? undefined : value;
}

/** A number that may be missing. */
export const optionalNumber = z.preprocess(blankToUndefined, number.optional());

/** As `optionalNumber`, but `null` when missing. */
export const nullableNumber = optionalNumber.transform((value) => value ?? null);

/** A boolean, or its word: ProxyProtocolV2Enabled is a boolean in one answer and a string in the other (slb-api.md 3.10). */
export const optionalBoolean = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value.toLowerCase() === 'true' : (value ?? undefined)));

/**
 * A list in its wrapper, `{"Region": […]}`; a missing wrapper, an empty one and `null` all mean an empty list.
 */
export function wrappedList<T extends z.ZodType>(name: string, entry: T) {
  return z
    .object({ [name]: z.array(entry).nullish() })
    .nullish()
    .transform((wrapper): z.output<T>[] => wrapper?.[name] ?? []);
}

/** A list without a wrapper, as the newer calls answer. */
export function bareList<T extends z.ZodType>(entry: T) {
  return z
    .array(entry)
    .nullish()
    .transform((list): z.output<T>[] => list ?? []);
}
