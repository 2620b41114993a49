/**
 * Normalizes typed or pasted text, whatever the keyboard, the input method or the source page added to it. Pure, without
 * imports: everything that parses, compares or searches text uses these functions and no others.
 */

/**
 * Marks that take no space on screen: zero-width spaces and joiners, direction marks, byte order marks and the like,
 * which Unicode calls default ignorable (UAX #44).
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

// oxlint-disable-next-line no-control-regex -- most of what is typed and listed is plain ASCII, which has one form already
const ASCII = /^[\0-\x7f]*$/;

/** A number, a port or an id: half-width letters and digits (NFKC), without invisible marks and outer spaces. */
export function normalizeTyped(typed: string): string {
  return (ASCII.test(typed) ? typed : normalForm(typed)).trim();
}

/** Whether the text has no visible content. */
export function isBlank(typed: string): boolean {
  return normalizeTyped(typed) === '';
}

/** An address or a domain: like `normalizeTyped`, with the dot `。` of Chinese input methods replaced. */
export function normalizeAddress(typed: string): string {
  return normalizeTyped(typed).replaceAll('。', '.');
}

/**
 * Free text without outer spaces and invisible marks. Inner ones may belong to the text, such as a joiner in an emoji.
 * Passwords must stay as typed, so never pass one to these functions.
 */
export function trimTyped(typed: string): string {
  return typed.replace(EDGES, '');
}

// Selectors and tags at the end belong to the emoji before them, so this is narrower than INVISIBLE.
const EDGE = String.raw`[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+`;
const EDGES = new RegExp(`^${EDGE}|${EDGE}$`, 'g');

/** What a search compares, for the query and the cell alike: ignores width, case, marks and the kind of dot. */
export function foldForSearch(text: string): string {
  return (ASCII.test(text) ? text : normalForm(text).replaceAll('。', '.')).toLowerCase().trim();
}

/** Twice, because NFKC turns some letters into ignorable marks (a half-width filler) and joins letters a mark kept apart. */
function normalForm(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFKC').replace(INVISIBLE, '');
}
