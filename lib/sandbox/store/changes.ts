export type Kind =
  | 'load-balancer'
  | 'server-group'
  | 'access-control-list'
  | 'certificate'
  | 'listener'
  | 'server-health'
  | 'clock-shift'
  | 'nonces';

/** What happened to one row. */
export type Change = {
  readonly id: number;
  readonly kind: Kind;
  /** Undefined: the row is gone. */
  readonly value: unknown;
  /** Brings memory back to what it was before; later changes must have been undone before. */
  readonly undo: () => void;
};

export type ChangeList = ReturnType<typeof changeList>;

/** What memory has and the disk has not, oldest first. */
export function changeList() {
  let changes: Change[] = [];
  let lastId = 0;
  return {
    get length(): number {
      return changes.length;
    },
    nextId: (): number => (lastId += 1),
    /** That number is taken by a row on the disk. */
    passId: (id: number): void => {
      lastId = Math.max(lastId, id);
    },
    note: (change: Change): void => {
      changes.push(change);
    },
    /** Undoes what came after there were so many. */
    undoTo: (length: number): void => {
      for (const change of changes.splice(length).toReversed()) change.undo();
    },
    /** The last of each row, in the order in which the rows were first touched. */
    byRow: (): Iterable<Change> => new Map(changes.map((change) => [change.id, change])).values(),
    /** They are on the disk. */
    forget: (): void => {
      changes = [];
    },
  };
}
