'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

/** Marks the history entry placed on top of the form's own while it has changes. */
const MARK = 'sluiceFormGuard';

function isOurs(state: unknown): boolean {
  return typeof state === 'object' && state !== null && MARK in state;
}

/**
 * Asks once before changes are lost: by a link, Cancel, back, reload or close; never without changes (ux.md F12).
 *
 * Back cannot be intercepted, so while there are changes an extra history entry is placed on top of the form's: back
 * only removes that one, and the dialog opens while the form is still there.
 */
export function useLeaveGuard(hasChanges: boolean) {
  const router = useRouter();
  const [departure, setDeparture] = useState<{ go: () => void } | null>(null);
  const released = useRef(false);
  const covered = useRef(false);
  const isGone = useRef(false);
  const isAlone = useRef<boolean | null>(null);

  const cover = (): void => {
    if (covered.current) return;
    // Asked once: an entry that back has already removed counts as well.
    isAlone.current ??= window.history.length === 1;
    window.history.pushState({ ...window.history.state, [MARK]: true }, '', window.location.href);
    covered.current = true;
  };
  /** Goes on without asking. What covers the form is replaced, so that back from there skips it. */
  const goTo = (href: string): void => {
    // An answer that comes after the form was left pulls nobody from where they are now.
    if (isGone.current) return;
    released.current = true;
    if (covered.current) router.replace(href as Route);
    else router.push(href as Route);
  };

  const onPopState = useEffectEvent((event: PopStateEvent): void => {
    // Neither a fragment of this page nor the cover itself is a way out.
    if (released.current || !covered.current || event.state === null || isOurs(event.state)) return;
    covered.current = false;
    const go = (): void => {
      released.current = true;
      if (isAlone.current) router.replace('/listeners');
      else window.history.back();
    };
    if (hasChanges) setDeparture({ go });
    else go();
  });
  const onClick = useEffectEvent((event: MouseEvent): void => {
    if (released.current || !hasChanges || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return;
    if (link.target !== '' && link.target !== '_self') return;
    const { origin, pathname, search, hash } = new URL(link.href);
    if (origin !== window.location.origin) return;
    if (pathname === window.location.pathname && search === window.location.search) return;
    event.preventDefault();
    event.stopPropagation();
    setDeparture({ go: () => goTo(`${pathname}${search}${hash}`) });
  });
  const onChanges = useEffectEvent(cover);

  useEffect(() => {
    if (!hasChanges) return;
    onChanges();
    // No event of an effect: React calls none while it renders, and it is while rendering that Next turns a navigation
    // into a load of the whole page.
    const ask = (event: BeforeUnloadEvent): void => {
      if (!released.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [hasChanges]);
  useEffect(() => {
    isGone.current = false;
    const end = new AbortController();
    const { signal } = end;
    window.addEventListener('popstate', (event) => onPopState(event), { signal });
    document.addEventListener('click', (event) => onClick(event), { signal, capture: true });
    return () => {
      isGone.current = true;
      end.abort();
    };
  }, []);

  return {
    /** The dialog is open. */
    asks: departure !== null,
    stay: (): void => {
      setDeparture(null);
      cover();
    },
    leave: (): void => {
      setDeparture(null);
      departure?.go();
    },
    /** Goes to another page, asking first where there are changes. */
    askAndGo: (href: string): void => {
      if (hasChanges) setDeparture({ go: () => goTo(href) });
      else goTo(href);
    },
    goTo,
  };
}
export type LeaveGuard = ReturnType<typeof useLeaveGuard>;
