/**
 * As a `ref` of a control that its own press may take away: if it has the focus when it goes, that goes on to what `next` finds beside it, and
 * to the page's main part where that has gone as well. Without it the focus falls to the body, and a keyboard begins at the top of the page.
 * Make it once, outside the component: a `ref` that is another one at each rendering would let go each time.
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
