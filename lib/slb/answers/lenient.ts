import { z } from 'zod';
import type { UnreadRow } from '@/lib/slb/result';

/**
 * Answers are read row by row and field by field, so that one value that cannot be read hides nothing but itself. Of every field one of
 * three is true: it was told, it was not told, or what was told cannot be read. The first is the value, the other two are no
 * value, and the third is named in `unreadable`. None is ever replaced by a default: that would be a guess shown as a fact.
 */

/** The rows of a list that could be read, and the others. */
export type Rows<T> = { items: T[]; unread: UnreadRow[] };

type Shape = Readonly<Record<string, z.ZodType>>;
type Fields<S extends Shape, Identity extends keyof S> = { [Name in Identity]: z.output<S[Name]> } & {
  [Name in Exclude<keyof S, Identity>]?: z.output<S[Name]> | undefined;
} & { unreadable: string[] };

/** Not told: missing, null, or an empty text (slb-api.md D31). */
function isUnreturned(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/**
 * An object whose fields are read each for itself. `shape` says how a value that was told is read; without one of `identity` the whole
 * cannot be read.
 */
export function fields<const S extends Shape, const Identity extends keyof S & string = never>(
  shape: S,
  identity: readonly Identity[] = [],
) {
  return z.record(z.string(), z.unknown()).transform((wire, context): Fields<S, Identity> => {
    const read: Record<string, unknown> = {};
    const unreadable: string[] = [];
    for (const [name, schema] of Object.entries(shape)) {
      if (isUnreturned(wire[name])) continue;
      const parsed = schema.safeParse(wire[name]);
      if (parsed.success) read[name] = parsed.data;
      else unreadable.push(name);
    }
    for (const name of identity)
      if (read[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: 'not told' });
    // Every field of the shape was read by its own schema, and each of the identity is there.
    return { ...read, unreadable } as Fields<S, Identity>;
  });
}

type ListOptions = {
  /** What a row is called inside the list's wrapper: `Region` in `{"Regions": {"Region": […]}}`. */
  wrapper?: string | undefined;
};

/**
 * A list of which every entry must be readable: a part of a row (its tags) that is shown whole or not at all. As a bare array, in its
 * wrapper, or a single entry in the place of the array, all of which the service has sent at some time.
 */
export function list<T extends z.ZodType>(entry: T, options: ListOptions = {}) {
  return z
    .unknown()
    .transform((wire, context): unknown[] => entriesIn(wire, options) ?? rejected(context))
    .pipe(z.array(entry));
}

/**
 * The rows of an answer, each read for itself; `names` are the fields by which one that cannot be read is told to people. Not told
 * is an empty list; what is no list in any shape fails the answer.
 */
export function rows<T extends z.ZodType>(
  entry: T,
  { names, ...options }: ListOptions & { names: readonly string[] },
) {
  const maybeMissing = z.unknown().optional();
  return maybeMissing.transform((wire, context): Rows<z.output<T>> => {
    const read: Rows<z.output<T>> = { items: [], unread: [] };
    for (const each of entriesIn(wire, options) ?? rejected(context)) {
      const parsed = entry.safeParse(each);
      if (parsed.success) read.items.push(parsed.data);
      else read.unread.push(returnedOf(each, names));
    }
    return read;
  });
}

function rejected(context: z.core.$RefinementCtx): never[] {
  context.addIssue({ code: 'custom', message: 'not a list' });
  return [];
}

/** Null where it is no list. */
function entriesIn(wire: unknown, { wrapper }: ListOptions): unknown[] | null {
  if (isUnreturned(wire)) return [];
  if (Array.isArray(wire)) return wire;
  if (typeof wire !== 'object' || wire === null) return null;
  const entries = Object.entries(wire);
  const [only, ...others] = entries;
  if (only === undefined) return [];
  const [name, inner] = only;
  // Another wrapper than the one documented is as clear, as long as there is an array in it.
  if (others.length === 0 && (name === wrapper || Array.isArray(inner))) {
    if (Array.isArray(inner)) return inner;
    return isUnreturned(inner) ? [] : typeof inner === 'object' ? [inner] : null;
  }
  if (others.length === 0 && typeof inner === 'object' && inner !== null) return [inner];
  // One row without an array around it, as XML turned into JSON has it.
  return entries.some(([, value]) => typeof value !== 'object') ? [wire] : null;
}

function returnedOf(row: unknown, names: readonly string[]): UnreadRow {
  if (typeof row !== 'object' || row === null) return {};
  const wire: Readonly<Record<string, unknown>> = { ...row };
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = wire[name];
      return (typeof value === 'string' && value !== '') || typeof value === 'number'
        ? [[name, String(value).slice(0, QUOTED_LENGTH)]]
        : [];
    }),
  );
}

/** No id and no name is longer; anything may stand in their place. */
const QUOTED_LENGTH = 100;
