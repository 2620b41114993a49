import { reject } from '../answer';
import type { Rejection } from '../errors';
import { parseJsonText } from './json-text';
import { parameterReader, type ParameterReader } from './parameter-reader';

type JsonListRules<Item> = {
  /** The keys that are read, in any case; all others are ignored. */
  readonly keys: readonly string[];
  readonly maximum: number;
  /** An empty value is not the same as none. */
  readonly keepsEmpty?: boolean;
  readonly malformed: Rejection;
  readonly tooMany: Rejection;
  /** Converts another form that the call accepts into the list. */
  readonly asList?: (value: unknown) => unknown;
  /** Reads one object, or rejects the call. */
  readonly item: (read: ParameterReader) => Item;
};

/**
 * A JSON text of a list of objects, which several calls carry in one parameter (slb-api.md 1.1). Its objects are read
 * like parameters: numbers may be quoted, and an empty value mostly counts as absent. Undefined when absent. Shipping clients
 * write it loosely: keys in any case, more keys than the call knows (the Kubernetes cloud controller), single quotes
 * (Terraform's provider).
 */
export function readJsonList<Item>(
  read: ParameterReader,
  name: string,
  rules: JsonListRules<Item>,
): Item[] | undefined {
  const text = read.text(name);
  if (text === undefined) return undefined;
  const value = parseJsonText(text);
  const objects = readObjects(rules.asList?.(value) ?? value, rules);
  if (objects === null) return reject(rules.malformed);
  if (objects.length > rules.maximum) reject(rules.tooMany);
  return objects.map((object) => rules.item(parameterReader(object)));
}

/** Null when it is anything but a list of objects whose `keys` have texts, numbers and booleans. */
function readObjects(
  list: unknown,
  { keys, keepsEmpty = false }: Pick<JsonListRules<never>, 'keys' | 'keepsEmpty'>,
): ReadonlyMap<string, string>[] | null {
  if (!Array.isArray(list)) return null;
  const keysInLowerCase = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const objects: ReadonlyMap<string, string>[] = [];
  for (const item of list as unknown[]) {
    if (!isObject(item)) return null;
    const values = new Map<string, string>();
    for (const [givenKey, value] of Object.entries(item)) {
      const key = keysInLowerCase.get(givenKey.toLowerCase());
      if (key === undefined || value === null || (value === '' && !keepsEmpty)) continue;
      if (typeof value === 'object') return null;
      values.set(key, String(value));
    }
    objects.push(values);
  }
  return objects;
}

/** A JSON object, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
