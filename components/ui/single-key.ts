/**
 * Whether a single key may act as a command: not while typing, choosing in a list or in a dialog, and not with a
 * modifier, which makes it somebody else's.
 */
export function isSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (isTypedInto(event.target)) return false;
  return document.querySelector('dialog:modal, :popover-open') === null;
}

/** Boxes to tick are inputs too, but nothing is typed into them. */
function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName);
}
