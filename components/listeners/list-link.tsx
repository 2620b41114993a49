'use client';

import type { Route } from 'next';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Link } from '@/components/ui/link';
import { listHref } from '@/lib/listeners/list/list-query';

/** The list's last URL, with its filter, order and page, as long as this document lives. */
let last = '/listeners';
const changed = new Set<() => void>();

/**
 * Rendered in the list: from here on, links back lead to what it shows, or to what was requested last if the response
 * is still pending.
 */
export function RememberList() {
  const { query } = usePendingQuery();
  const href = listHref(query);
  useEffect(() => {
    last = href;
    for (const tell of changed) tell();
  }, [href]);
  return null;
}

/** A way back to the list as it was left; to all listeners where it was not there before. */
export function ListLink({ className, children }: { className?: string; children: ReactNode }) {
  const href = useSyncExternalStore(subscribe, current, bare);
  return (
    <Link href={href as Route} className={className}>
      {children}
    </Link>
  );
}

function subscribe(tell: () => void): () => void {
  changed.add(tell);
  return () => void changed.delete(tell);
}

const current = () => last;
const bare = () => '/listeners';

/** For a way back that is no link. */
export function listAsLeft(): Route {
  return last as Route;
}
