/**
 * What a typed or pasted text says, whatever the keyboard, the input method and the page it was copied from added to it. Pure, and
 * imports nothing: everybody who reads, compares or searches text asks these functions and no other.
 */

/**
 * Marks that take no place on screen: zero-width blanks and joiners, directions of writing, byte order marks and their like, which are
 * what Unicode calls default ignorable (UAX #44).
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

// oxlint-disable-next-line no-control-regex -- most of what is typed and listed is plain ASCII, which has one form already
const ASCII = /^[\0-\x7f]*$/;

/**
 * A number, a port or an id as it is meant: half-width letters and digits (NFKC), no invisible marks, no blanks at the ends.
 */
export function normalizeTyped(typed: string): string {
  return (ASCII.test(typed) ? typed : normalForm(typed)).trim();
}

/** Whether nothing was typed that says anything. */
export function isBlank(typed: string): boolean {
  return normalizeTyped(typed) === '';
}

/** An address or a domain as it is meant: as `normalizeTyped`, where a Chinese input method writes `。` for the dot. */
export function normalizeAddress(typed: string): string {
  return normalizeTyped(typed).replaceAll('。', '.');
}

/**
 * Free text without the blanks and the invisible marks at its ends. Within it they may belong to what is written, as a joiner does in an
 * emoji. A password loses nothing, and is not to be given to any of these.
 */
export function trimTyped(typed: string): string {
  // Selectors and tags at the end belong to the emoji before them, so this is narrower than INVISIBLE.
  const edge = String.raw`[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+`;
  return typed.replace(new RegExp(`^${edge}|${edge}$`, 'g'), '');
}

/** What a search compares, of the query and of the cell alike: neither width nor case, marks, or the kind of the dot matter. */
export function foldForSearch(text: string): string {
  return (ASCII.test(text) ? text : normalForm(text).replaceAll('。', '.')).toLowerCase().trim();
}

/** Twice, because NFKC makes ignorable marks of some letters (a filler of half width) and joins letters that a mark kept apart. */
function normalForm(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFKC').replace(INVISIBLE, '');
}
