/**
 * JSON in which each part that occurs more than once is written once. The rows of a page have the same keys, and mostly the same
 * values, as the rows above them: packed they are a third as long, and the browser has that much less to read before hydration.
 * Returns two lists as JSON: the distinct sequences of keys, and the distinct parts, each after those it consists
 * of. An object is `[sequence of keys, part, part …]`, an array `[-1, part …]`; the last part is the value itself.
 *
 * @param value plain data, as `JSON.stringify` takes it
 */
export function packJson(value: unknown): string {
  const keys = new Numbered<readonly string[]>();
  const parts = new Numbered<unknown>();
  const pack = (part: unknown): number => {
    if (typeof part !== 'object' || part === null) return parts.numberOf(part ?? null);
    if (Array.isArray(part)) return parts.numberOf([-1, ...part.map(pack)]);
    const entries = Object.entries(part).filter(([, one]) => one !== undefined);
    return parts.numberOf([
      keys.numberOf(entries.map(([key]) => key)),
      ...entries.map(([, one]) => pack(one)),
    ]);
  };
  pack(value);
  return JSON.stringify([keys.all, parts.all]);
}

/** What was packed; equal parts are the same object. @param packed from `packJson` of the same build */
export function unpackJson(packed: string): unknown {
  const [keys, parts] = JSON.parse(packed) as [string[][], unknown[]];
  const values: unknown[] = [];
  for (const part of parts)
    values.push(Array.isArray(part) ? unpackPart(part as number[], keys, values) : part);
  return values.at(-1);
}

function unpackPart(
  [form = -1, ...numbers]: readonly number[],
  keys: string[][],
  values: unknown[],
): unknown {
  if (form === -1) return numbers.map((number) => values[number]);
  return Object.fromEntries((keys[form] ?? []).map((key, at) => [key, values[numbers[at] ?? -1]]));
}

class Numbered<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  /** The index of the equal one in `all`; adds it if there is none. */
  numberOf(one: T): number {
    const text = JSON.stringify(one);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.all.length);
    return this.all.push(one) - 1;
  }
}
