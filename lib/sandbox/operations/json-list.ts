import { reject } from '../answer';
import type { Rejection } from '../errors';
import { parameterReader, type ParameterReader } from './parameter-reader';

type JsonListRules<Item> = {
  readonly maximum: number;
  readonly malformed: Rejection;
  readonly tooMany: Rejection;
  /** Reads one object, or rejects the call. */
  readonly item: (read: ParameterReader) => Item;
};

/**
 * A JSON text of a list of flat objects, which several calls carry in one parameter (slb-api.md 1.1). Its objects are
 * read like parameters: numbers may be quoted, and an empty value counts as absent. Undefined when absent.
 */
export function readJsonList<Item>(
  read: ParameterReader,
  name: string,
  rules: JsonListRules<Item>,
): Item[] | undefined {
  const text = read.text(name);
  if (text === undefined) return undefined;
  const objects = flatObjects(text);
  if (objects === null) return reject(rules.malformed);
  if (objects.length > rules.maximum) reject(rules.tooMany);
  return objects.map((object) => rules.item(parameterReader(object)));
}

/** Null when the text is anything but a list of objects of texts, numbers and booleans. */
function flatObjects(text: string): ReadonlyMap<string, string>[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed)) return null;
  const objects: ReadonlyMap<string, string>[] = [];
  for (const item of parsed as unknown[]) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
    const values = new Map<string, string>();
    for (const [key, value] of Object.entries(item)) {
      if (value === null || value === '') continue;
      if (typeof value === 'object') return null;
      values.set(key, String(value));
    }
    objects.push(values);
  }
  return objects;
}
