'use client';

import { useCallback, useEffect, useId, useLayoutEffect, useState, type MouseEvent } from 'react';
import { flushSync } from 'react-dom';

type Placement = {
  /** The edge of the trigger the panel is flush with. */
  align: 'start' | 'end';
  /** The panel is at least as wide as its trigger. */
  matchWidth?: boolean;
};

const GAP = 4;
const MARGIN = 8;
/** Room for a few lines: below the trigger is where people look, so above only if there is less. */
const ENOUGH = 240;

/**
 * The browser's own popover below its trigger: it is in the top layer, so nothing clips it; a press outside and
 * Escape close it, and the focus goes back. Make what is in it when it is `open`; what takes the focus there takes it
 * when it is made (`focusHere` as its `ref`).
 */
export function useAnchoredPopover(placement: Placement) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [trigger, setTrigger] = useState<HTMLElement | null>(null);
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const { align, matchWidth = false } = placement;

  const place = useCallback(() => {
    if (trigger && panel) placePanel(panel, trigger, align, matchWidth);
  }, [trigger, panel, align, matchWidth]);

  // After every drawing: the panel's own size may have changed with its content.
  useLayoutEffect(() => {
    if (open) place();
  });

  useEffect(() => {
    if (!open) return undefined;
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, { capture: true });
    };
  }, [open, place]);

  const [lent, setLent] = useState(false);
  // Clicking the trigger again closes the open panel: the browser does that if the trigger is the panel's own. Set only
  // once the panel is open, or the click that opened it would close it.
  const [isBelow, setIsBelow] = useState<HTMLElement | null>(null);
  useEffect(
    () => (isBelow instanceof HTMLButtonElement ? lend(isBelow, panel) : undefined),
    [isBelow, panel],
  );

  // The browser reports it only in a later task: keys pressed until then would go to the trigger and be lost.
  const show = useCallback(() => {
    if (!panel || panel.matches(':popover-open')) return;
    panel.showPopover();
    flushSync(() => setOpen(true));
  }, [panel]);

  const showBelow = useCallback(
    (element: HTMLButtonElement) => {
      if (element.popoverTargetElement === panel) return;
      setTrigger(element);
      setLent(true);
      show();
    },
    [panel, show],
  );

  return {
    open,
    /** For one panel of many triggers: shows it below this one. A click on its current trigger closes it. */
    showBelow,
    show,
    hide: () => panel?.hidePopover(),
    /** For the `ref` of the trigger and of the panel. */
    setTrigger,
    setPanel,
    triggerProps: {
      popoverTarget: id,
      'aria-expanded': open,
      'aria-controls': id,
      onClick: (event: MouseEvent) => {
        // The browser handles the click that closes it.
        if (panel?.matches(':popover-open')) return;
        event.preventDefault();
        show();
      },
    },
    panelProps: {
      id,
      popover: 'auto' as const,
      onToggle: ({ newState }: { newState: 'open' | 'closed' }) => {
        setOpen(newState === 'open');
        setIsBelow(newState === 'open' && lent ? trigger : null);
      },
    },
  };
}

/** Makes the panel the trigger's own until the returned function is called. */
function lend(trigger: HTMLButtonElement, panel: HTMLElement | null): () => void {
  trigger.ariaExpanded = 'true';
  trigger.popoverTargetElement = panel;
  return () => {
    trigger.ariaExpanded = 'false';
    trigger.popoverTargetElement = null;
  };
}

/** Below the trigger, or above it where there is more room; always inside the window. */
function placePanel(
  panel: HTMLElement,
  trigger: HTMLElement,
  align: 'start' | 'end',
  matchWidth: boolean,
): void {
  const box = trigger.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  panel.style.minWidth = matchWidth ? `${box.width}px` : '';
  panel.style.maxHeight = '';
  const below = clientHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const upwards = panel.offsetHeight > below && below < ENOUGH && above > below;
  const room = upwards ? above : below;
  if (panel.offsetHeight > room) panel.style.maxHeight = `${room}px`;
  const wanted = align === 'start' ? box.left : box.right - panel.offsetWidth;
  const left = Math.max(MARGIN, Math.min(wanted, clientWidth - panel.offsetWidth - MARGIN));
  panel.style.left = `${left}px`;
  panel.style.top = `${upwards ? box.top - GAP - panel.offsetHeight : box.bottom + GAP}px`;
}

/** The style of a panel that floats below its trigger. */
export const PANEL =
  'whitespace-normal fixed inset-auto m-0 max-w-[calc(100vw-16px)] flex-col overflow-hidden rounded-3 border border-line-2 bg-raised text-ink shadow-float outline-none open:flex';

/** As a `ref`: the focus comes here when this is made, and the page does not jump. */
export function focusHere(node: HTMLElement | null): void {
  node?.focus({ preventScroll: true });
}
