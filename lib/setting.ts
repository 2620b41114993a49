import 'server-only';
import { z } from 'zod';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set but empty counts as not set, as in every shell script. */
export function setting<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

/**
 * Parses variables of the environment. Throws with one sentence that names the wrong ones. The sentence never repeats a
 * value, which may be a key.
 */
export function parseSettings<T>(schema: z.ZodType<T>, environment: Environment): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const wrong = new Map(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
  const sentences = [...wrong].map(([name, message]) => `${name} ${message}`);
  throw new Error(`The configuration is not valid: ${sentences.join('; ')}.`);
}
