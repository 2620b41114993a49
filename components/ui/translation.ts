/**
 * A browser that translates a page replaces text nodes with `<font>` elements, but React keeps the original nodes.
 * Removing one then throws, which breaks the page, and changing one leaves the old text on screen (react issue 11538).
 * A text that is alone in its element is not affected: React then sets the element's content.
 */

/** By removed text node, its replacement. */
const standIns = new WeakMap<Node, Element>();

/** Lets React find what a translator put in place of its text, until the returned function is called. */
export function surviveTranslation(): () => void {
  const { removeChild, insertBefore } = Node.prototype;
  const changes = new MutationObserver(showAgain);
  const replacements = new MutationObserver((records) => {
    for (const { text, font } of replacementsIn(records)) {
      standIns.set(text, font);
      // It is out of the document, and still what React writes to.
      changes.observe(text, { characterData: true });
    }
  });
  replacements.observe(document, { childList: true, subtree: true });

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const here = placeIn(this, child);
    // Removed without a replacement: there is nothing left to remove.
    if (here !== null) removeChild.call(this, here);
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    insertBefore.call(this, node, before === null ? null : placeIn(this, before));
    return node;
  };
  return () => {
    replacements.disconnect();
    changes.disconnect();
    Object.assign(Node.prototype, { removeChild, insertBefore });
  };
}

/**
 * The child of `parent` that replaced the node; the node itself if no translator touched it, so that a bug still
 * surfaces.
 */
function placeIn(parent: Node, node: Node): Node | null {
  if (node.parentNode === parent || !(node instanceof Text)) return node;
  let place: Node | null = node.isConnected ? node : (standIns.get(node) ?? null);
  while (place !== null && place.parentNode !== parent) place = place.parentNode;
  return place;
}

/** Which text was replaced by which element; the translator may put that one before it, after it, or in its place. */
function replacementsIn(records: readonly MutationRecord[]): { text: Text; font: Element }[] {
  const fonts = new Set<Node>();
  for (const { addedNodes } of records)
    for (const node of addedNodes) if (node.nodeName === 'FONT') fonts.add(node);
  if (fonts.size === 0) return [];
  return records.flatMap(({ removedNodes, addedNodes, previousSibling, nextSibling }) =>
    [...removedNodes].flatMap((text) => {
      if (!(text instanceof Text) || text.isConnected) return [];
      const font = [...addedNodes, previousSibling, nextSibling].find(
        (node) => node !== null && fonts.delete(node),
      );
      return font instanceof Element ? [{ text, font }] : [];
    }),
  );
}

/** Text written to a removed node is shown, for the translator to translate again. */
function showAgain(records: readonly MutationRecord[]): void {
  for (const { target } of records) {
    const font = standIns.get(target);
    if (font === undefined || target.isConnected || !(target instanceof Text)) continue;
    font.replaceWith(target);
    standIns.delete(target);
  }
}
