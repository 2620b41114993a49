import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** About a millisecond of work for list rows; also what a socket takes at once. */
const PIECE_LENGTH = 32_768;

/**
 * Joins many short texts into chunks worth sending. Yields to the event loop between two chunks, so a file of any length
 * blocks nobody.
 */
export async function* inPieces(texts: Iterable<string>): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
    await nextTurn();
  }
  if (piece !== '') yield piece;
}
