import type { ChangeList, Kind } from './changes';

/** A value in its place. Its number is its row's: later rows have higher ones. */
export type Kept<Value> = { readonly id: number; value: Value };

export type Shelf<Value> = {
  find(key: string): Value | undefined;
  /** What belongs to `owner`, in the order of the shelf. */
  of(owner: string): readonly Kept<Value>[];
  owners(): Iterable<string>;
  insert(value: Value): void;
  /** Replaces the value with the same key; does nothing if there is none. */
  update(value: Value): void;
  remove(key: string): void;
  clear(): void;
  /** Takes up a row that is on the disk. */
  load(id: number, value: Value): void;
};

/** Neither key nor owner nor order of a value may change with an update. */
export type Arrangement<Value> = {
  readonly keyOf: (value: Value, id: number) => string;
  readonly ownerOf: (value: Value) => string;
  readonly compare: (left: Kept<Value>, right: Kept<Value>) => number;
};

export function byAge(left: Kept<unknown>, right: Kept<unknown>): number {
  return left.id - right.id;
}

/**
 * All values of one kind, in memory, where they are read. Every change is noted, so that it can be brought to the disk or
 * undone. The values themselves never change.
 */
export function shelf<Value>(
  changes: ChangeList,
  kind: Kind,
  { keyOf, ownerOf, compare }: Arrangement<Value>,
): Shelf<Value> {
  const byKey = new Map<string, Kept<Value>>();
  const byOwner = new Map<string, Kept<Value>[]>();

  const place = (kept: Kept<Value>): void => {
    const key = keyOf(kept.value, kept.id);
    if (byKey.has(key)) throw new Error(`There is a ${kind} ${key} already`);
    byKey.set(key, kept);
    const owner = ownerOf(kept.value);
    const neighbours = byOwner.get(owner);
    if (neighbours === undefined) {
      byOwner.set(owner, [kept]);
      return;
    }
    // Most come last: the search for their place begins there.
    const before = neighbours.findLastIndex((neighbour) => compare(neighbour, kept) < 0);
    neighbours.splice(before + 1, 0, kept);
  };

  const displace = (kept: Kept<Value>): void => {
    byKey.delete(keyOf(kept.value, kept.id));
    const owner = ownerOf(kept.value);
    const neighbours = byOwner.get(owner) ?? [];
    neighbours.splice(neighbours.indexOf(kept), 1);
    if (neighbours.length === 0) byOwner.delete(owner);
  };

  const remove = (kept: Kept<Value>): void => {
    displace(kept);
    changes.note({ id: kept.id, kind, value: undefined, undo: () => place(kept) });
  };

  return {
    find: (key) => byKey.get(key)?.value,
    of: (owner) => byOwner.get(owner) ?? [],
    owners: () => byOwner.keys(),
    insert: (value) => {
      const kept = { id: changes.nextId(), value };
      place(kept);
      changes.note({ id: kept.id, kind, value, undo: () => displace(kept) });
    },
    update: (value) => {
      const kept = byKey.get(keyOf(value, 0));
      if (kept === undefined) return;
      const before = kept.value;
      kept.value = value;
      changes.note({ id: kept.id, kind, value, undo: () => (kept.value = before) });
    },
    remove: (key) => {
      const kept = byKey.get(key);
      if (kept !== undefined) remove(kept);
    },
    clear: () => {
      for (const kept of [...byKey.values()].toReversed()) remove(kept);
    },
    load: (id, value) => {
      changes.passId(id);
      place({ id, value });
    },
  };
}
