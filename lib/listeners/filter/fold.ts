/** Full-width digits and capitals are found by what one types. */
export function fold(text: string): string {
  // Most of what is listed is plain ASCII, which has one form already.
  // oxlint-disable-next-line no-control-regex
  return (/^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKC')).toLowerCase().trim();
}
