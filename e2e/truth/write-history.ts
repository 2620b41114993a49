/** What was asked of one listener, by whom and when, and which states may be the last. Times in milliseconds since the epoch. */

export type What = 'create' | 'set' | 'start' | 'stop' | 'delete';

export type Asked = {
  what: What;
  by: 'sluice' | 'foreign' | 'before';
  /** The description that a creation or a change gives, which no other gives. */
  tag: string;
  askedAt: number;
  /** Null while nobody has answered. */
  endedAt: number | null;
  outcome: 'done' | 'refused' | 'unknown' | null;
  /** When its call is over at the latest; endless where it may arrive after its horizon. */
  overAt: number;
};

export type State = { exists: boolean; tag: string | null; status: string | null };

type Attribute = keyof State;

/** What one write makes of an attribute; undefined where it leaves it. */
function effectOn(attribute: Attribute, { what, tag }: Asked): boolean | string | undefined {
  switch (attribute) {
    case 'exists':
      return what === 'create' ? true : what === 'delete' ? false : undefined;
    case 'tag':
      return what === 'create' || what === 'set' ? tag : undefined;
    case 'status':
      if (what === 'create' || what === 'stop') return 'stopped';
      return what === 'start' ? 'running' : undefined;
  }
}

/**
 * The writes that may be the last on an attribute: those that were not refused, but for whatever was over before another one was asked for that was
 * done.
 */
function lastOn(attribute: Attribute, history: readonly Asked[]): Asked[] {
  const writes = history.filter(
    (asked) => effectOn(attribute, asked) !== undefined && asked.outcome !== 'refused',
  );
  return writes.filter(
    (asked) => !writes.some((later) => later.outcome === 'done' && later.askedAt > asked.overAt),
  );
}

/** What of a state nobody asked for last, in words; empty where all of it was. */
export function unaskedIn(state: State, history: readonly Asked[]): string[] {
  const attributes: Attribute[] = state.exists ? ['exists', 'status', 'tag'] : ['exists'];
  return attributes.flatMap((attribute) => {
    const last = lastOn(attribute, history);
    const values = last.map((asked) => effectOn(attribute, asked));
    if (values.includes(state[attribute] ?? undefined)) return [];
    return `${attribute} is ${String(state[attribute])}, asked for last: ${values.map(String).join(' or ')}`;
  });
}

/**
 * What a write that was reported as done has left undone, by a reading right after; null where it is there, or another write that was
 * asked for since, or is not over, may have undone it.
 */
export function undoneOf(asked: Asked, state: State, history: readonly Asked[]): string | null {
  const attributes: Attribute[] = ['exists', 'tag', 'status'];
  for (const attribute of attributes) {
    const effect = effectOn(attribute, asked);
    if (effect === undefined || state[attribute] === effect) continue;
    const others = history.filter(
      (other) =>
        other !== asked &&
        other.outcome !== 'refused' &&
        other.overAt >= asked.askedAt &&
        (attribute === 'exists' || other.what === 'delete' || effectOn(attribute, other) !== undefined),
    );
    if (others.length === 0) return `${attribute} is ${String(state[attribute])}`;
  }
  return null;
}
