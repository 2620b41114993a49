/**
 * What was requested of one listener, by whom and when, and which final states are possible. Times in milliseconds
 * since the epoch.
 */

export type What = 'create' | 'set' | 'start' | 'stop' | 'delete';

export type RequestedWrite = {
  what: What;
  by: 'sluice' | 'foreign' | 'before';
  /** The description that a creation or a change gives, which no other gives. */
  tag: string;
  requestedAt: number;
  /** Null while there is no response. */
  endedAt: number | null;
  outcome: 'done' | 'refused' | 'unknown' | null;
  /** When its call is over at the latest; endless where it may arrive after its horizon. */
  overAt: number;
};

export type State = { exists: boolean; tag: string | null; status: string | null };

type Attribute = keyof State;

/** What one write makes of an attribute; undefined where it leaves it. */
function effectOn(attribute: Attribute, { what, tag }: RequestedWrite): boolean | string | undefined {
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
 * The writes that may be the last on an attribute: those not rejected, except what was over before another one was
 * requested that succeeded.
 */
function lastOn(attribute: Attribute, history: readonly RequestedWrite[]): RequestedWrite[] {
  const writes = history.filter(
    (write) => effectOn(attribute, write) !== undefined && write.outcome !== 'refused',
  );
  return writes.filter(
    (write) => !writes.some((later) => later.outcome === 'done' && later.requestedAt > write.overAt),
  );
}

/** What of a state nobody requested last, as text; empty if all of it was. */
export function unrequestedIn(state: State, history: readonly RequestedWrite[]): string[] {
  const attributes: Attribute[] = state.exists ? ['exists', 'status', 'tag'] : ['exists'];
  return attributes.flatMap((attribute) => {
    const last = lastOn(attribute, history);
    const values = last.map((write) => effectOn(attribute, write));
    if (values.includes(state[attribute] ?? undefined)) return [];
    return `${attribute} is ${String(state[attribute])}, requested last: ${values.map(String).join(' or ')}`;
  });
}

/**
 * What a write reported as done did not do, according to a read right after; null if it is there, or if another write
 * that was requested since, or is not over, may have undone it.
 */
export function undoneOf(
  write: RequestedWrite,
  state: State,
  history: readonly RequestedWrite[],
): string | null {
  const attributes: Attribute[] = ['exists', 'tag', 'status'];
  for (const attribute of attributes) {
    const effect = effectOn(attribute, write);
    if (effect === undefined || state[attribute] === effect) continue;
    const others = history.filter(
      (other) =>
        other !== write &&
        other.outcome !== 'refused' &&
        other.overAt >= write.requestedAt &&
        (attribute === 'exists' || other.what === 'delete' || effectOn(attribute, other) !== undefined),
    );
    if (others.length === 0) return `${attribute} is ${String(state[attribute])}`;
  }
  return null;
}
