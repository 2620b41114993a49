/**
 * As a `ref` of a control that its own click may remove: if it has the focus then, the focus moves to what `next` finds
 * beside it, or to the page's main part if that is gone as well. Otherwise it would fall to the body, and a keyboard
 * user would start at the top of the page. Create it once, outside the component: a new `ref` at each render would hand
 * the focus over each time.
 */
export function handFocusTo(
  next: (leaving: HTMLElement) => HTMLElement | null,
): (node: HTMLElement | null) => (() => void) | undefined {
  return (node) => {
    if (node === null) return undefined;
    return () => {
      if (!node.contains(document.activeElement)) return;
      const heir = next(node);
      // What takes its place is there once the whole change is.
      queueMicrotask(() => {
        const { activeElement } = document;
        if (activeElement !== null && activeElement !== document.body) return;
        (heir?.isConnected ? heir : document.querySelector<HTMLElement>('main'))?.focus();
      });
    };
  };
}
