import { z } from 'zod';
import type { UnreadRow } from '@/lib/slb/result';

/**
 * Responses are parsed row by row and field by field, so that one unreadable value hides only itself. A field is in one
 * of three states: returned, not returned, or returned but unreadable. The first gives a value, the other two give
 * none, and the third is listed in `unreadable`. Nothing is replaced by a default: that would be a guess shown as a
 * fact.
 */

/** The readable rows of a list, and the others. */
export type Rows<T> = { items: T[]; unread: UnreadRow[] };

type Shape = Readonly<Record<string, z.ZodType>>;
type Fields<S extends Shape, Identity extends keyof S> = { [Name in Identity]: z.output<S[Name]> } & {
  [Name in Exclude<keyof S, Identity>]?: z.output<S[Name]> | undefined;
} & { unreadable: string[] };

/** Not returned: missing, null, or an empty text (slb-api.md D31). */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/**
 * An object whose fields are parsed independently. `shape` parses each returned value. If one of the `identity` fields
 * is missing, the whole object is unreadable.
 */
export function fields<const S extends Shape, const Identity extends keyof S & string = never>(
  shape: S,
  identity: readonly Identity[] = [],
) {
  return z.record(z.string(), z.unknown()).transform((wire, context): Fields<S, Identity> => {
    const read: Record<string, unknown> = {};
    const unreadable: string[] = [];
    for (const [name, schema] of Object.entries(shape)) {
      if (isMissing(wire[name])) continue;
      const parsed = schema.safeParse(wire[name]);
      if (parsed.success) read[name] = parsed.data;
      else unreadable.push(name);
    }
    for (const name of identity)
      if (read[name] === undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'not returned' });
    // Every field was parsed by its own schema, and every identity field is present.
    return { ...read, unreadable } as Fields<S, Identity>;
  });
}

type ListOptions = {
  /** The row's name inside the list wrapper: `Region` in `{"Regions": {"Region": […]}}`. */
  wrapper?: string | undefined;
};

/**
 * A list in which every entry must be readable, for a part of a row (its tags) that is shown as a whole or not at all.
 * Accepts a bare array, a wrapped one, or a single entry in place of the array: the service has sent all three.
 */
export function list<T extends z.ZodType>(entry: T, options: ListOptions = {}) {
  return z
    .unknown()
    .transform((wire, context): unknown[] => entriesIn(wire, options) ?? failNotAList(context))
    .pipe(z.array(entry));
}

/**
 * The rows of a response, each parsed independently. `names` are the fields that identify an unreadable row to the
 * user. A missing list is empty; anything that is not a list in any form fails the response.
 */
export function rows<T extends z.ZodType>(
  entry: T,
  { names, ...options }: ListOptions & { names: readonly string[] },
) {
  const maybeMissing = z.unknown().optional();
  return maybeMissing.transform((wire, context): Rows<z.output<T>> => {
    const read: Rows<z.output<T>> = { items: [], unread: [] };
    for (const each of entriesIn(wire, options) ?? failNotAList(context)) {
      const parsed = entry.safeParse(each);
      if (parsed.success) read.items.push(parsed.data);
      else read.unread.push(identityOf(each, names));
    }
    return read;
  });
}

function failNotAList(context: z.core.$RefinementCtx): never[] {
  context.addIssue({ code: 'custom', message: 'not a list' });
  return [];
}

/** Null if it is not a list. */
function entriesIn(wire: unknown, { wrapper }: ListOptions): unknown[] | null {
  if (isMissing(wire)) return [];
  if (Array.isArray(wire)) return wire;
  if (typeof wire !== 'object' || wire === null) return null;
  const entries = Object.entries(wire);
  const [only, ...others] = entries;
  if (only === undefined) return [];
  const [name, inner] = only;
  // A wrapper with another name than documented is fine as long as it contains an array.
  if (others.length === 0 && (name === wrapper || Array.isArray(inner))) {
    if (Array.isArray(inner)) return inner;
    return isMissing(inner) ? [] : typeof inner === 'object' ? [inner] : null;
  }
  if (others.length === 0 && typeof inner === 'object' && inner !== null) return [inner];
  // A single row without an array around it, as in XML converted to JSON.
  return entries.some(([, value]) => typeof value !== 'object') ? [wire] : null;
}

/** What can be read of the fields that identify a row. */
function identityOf(row: unknown, names: readonly string[]): UnreadRow {
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

/** No id or name is longer; anything might be in their place. */
const QUOTED_LENGTH = 100;
