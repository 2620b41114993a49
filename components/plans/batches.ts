import type { PlanEdit } from '@/lib/plans/plan-types';

/** Rows of one edit that is sent: a longer one is sent in pieces. */
const EDIT_ROWS_MAX = 2_000;
/** Edits of one request, and about how many characters: the server takes a hundred, and 8 MB. */
const EDITS_MAX = 100;
const REQUEST_CHARACTERS_MAX = 2_000_000;

/** An edit in pieces that a request can carry. */
export function piecesOf(edit: PlanEdit): readonly PlanEdit[] {
  if (edit.kind === 'delete' || edit.rows.length <= EDIT_ROWS_MAX) return [edit];
  const pieces: PlanEdit[] = [];
  for (let at = 0; at < edit.rows.length; at += EDIT_ROWS_MAX) {
    const rows = edit.rows.slice(at, at + EDIT_ROWS_MAX);
    // Each piece follows the one before it.
    const afterRowId = edit.kind === 'insert' && at === 0 ? edit.afterRowId : (edit.rows[at - 1]?.id ?? null);
    pieces.push(edit.kind === 'set' ? { kind: 'set', rows } : { kind: 'insert', afterRowId, rows });
  }
  return pieces;
}

/** The first edits, as many as one request carries; at least one. */
export function nextBatch(edits: readonly PlanEdit[]): readonly PlanEdit[] {
  let characters = 0;
  const most = edits.slice(0, EDITS_MAX);
  const end = most.findIndex((edit, at) => {
    characters += JSON.stringify(edit).length;
    return at > 0 && characters > REQUEST_CHARACTERS_MAX;
  });
  return end === -1 ? most : most.slice(0, end);
}
