'use client';

import { useRouter } from 'next/navigation';
import type { Route } from 'next';
import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
  type ReactNode,
} from 'react';
import { changeListQuery, listHref, type ListChange, type ListQuery } from '@/lib/listeners/list/list-query';

/** What has been requested and is not shown yet. */
type Waiting = {
  query: ListQuery;
  /** It gets an entry of its own in the history. */
  push: boolean;
  /** It is not sent yet: more may be typed. */
  held: boolean;
};

type How = {
  /** An entry of its own in the history, so that going back undoes it. */
  push?: boolean;
  /** The page is read from its top. */
  scroll?: boolean;
  /** One of several keys: it waits for the answer to the one before, or not much longer than a key takes. */
  typing?: boolean;
};

/** Never a new object, so that only what shows `Waiting` renders at every key. */
type Address = {
  ask: (query: ListQuery, how: How) => void;
  /** What is pending when it is called, not when it was rendered. */
  waiting: () => Waiting | null;
  sendNow: () => void;
  forget: () => void;
};

/** A key waits no longer than this for a pending response. */
const HELD_MILLIS = 150;

const AddressContext = createContext<Address | null>(null);
const WaitingContext = createContext<Waiting | null>(null);
const ShownContext = createContext<ListQuery | null>(null);

/**
 * Knows the most recently requested query of the list, from the click until it is shown. The next change starts from
 * there: starting from what is shown would undo the previous change while its response is pending. In the shell,
 * because the header's regions are part of the same URL.
 */
export function PendingQueryProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [last, setLast] = useState<Waiting | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = last !== null && (last.held || pending) ? last : null;
  const now = useRef({ waiting, pending });
  useLayoutEffect(() => {
    now.current = { waiting, pending };
  }, [waiting, pending]);

  // What waits for further typing, as of now: a key and the response to the one before it may arrive together, and what
  // was rendered is then older than what was typed.
  const held = useRef<{ query: ListQuery; push: boolean } | null>(null);

  const address = useMemo((): Address => {
    function drop(): void {
      clearTimeout(timer.current);
      held.current = null;
    }
    function send(query: ListQuery, push: boolean, scroll: boolean): void {
      drop();
      setLast({ query, push, held: false });
      const href = listHref(query) as Route;
      startTransition(() => (push ? router.push(href, { scroll }) : router.replace(href, { scroll })));
    }
    function sendNow(): void {
      if (held.current) send(held.current.query, held.current.push, false);
    }
    return {
      waiting: () => now.current.waiting,
      ask: (query, { push = false, scroll = false, typing = false }) => {
        // The change before this one gets no entry of its own any more: the two share one.
        const ownEntry = push || now.current.waiting?.push === true;
        // The first key is answered at once; of those that follow, the last one is.
        if (!typing || !now.current.pending) return send(query, ownEntry, scroll);
        drop();
        held.current = { query, push: ownEntry };
        setLast({ query, push: ownEntry, held: true });
        timer.current = setTimeout(sendNow, HELD_MILLIS);
      },
      sendNow,
      forget: () => {
        drop();
        setLast((waited) => (waited?.held ? null : waited));
      },
    };
  }, [router]);

  const { sendNow, forget } = address;
  useEffect(() => {
    if (!pending) sendNow();
  }, [pending, sendNow]);
  // Whoever goes back has left what he was typing.
  useEffect(() => {
    window.addEventListener('popstate', forget);
    return () => window.removeEventListener('popstate', forget);
  }, [forget]);

  return (
    <AddressContext value={address}>
      <WaitingContext value={waiting}>{children}</WaitingContext>
    </AddressContext>
  );
}

/** What the parts below show. */
export function ShownQuery({ query, children }: { query: ListQuery; children: ReactNode }) {
  return <ShownContext value={query}>{children}</ShownContext>;
}

export type PendingQuery = {
  /** The most recently requested query; what is shown if nothing is pending. */
  query: ListQuery;
  waiting: boolean;
  change: (change: ListChange, how?: How) => void;
  /** Sends at once what waits for further typing. */
  sendNow: () => void;
  /** Drops what waits for further typing. */
  forget: () => void;
};

function useAddress(): Address {
  const address = useContext(AddressContext);
  if (!address) throw new Error('A pending query needs the PendingQueryProvider of the shell');
  return address;
}

function useShown(): ListQuery {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error('A pending query needs the ShownQuery of the list');
  return shown;
}

/** For a component outside the list: the shown query is passed in. */
export function usePendingQueryOver(shown: ListQuery): PendingQuery {
  const { ask, sendNow, forget } = useAddress();
  const waiting = useContext(WaitingContext);
  const query = waiting?.query ?? shown;
  return {
    query,
    waiting: waiting !== null,
    change: (change, how = {}) => ask(changeListQuery(query, change), how),
    sendNow,
    forget,
  };
}

/** For a component that only requests: it does not re-render with every key. */
export function useListRequest(): { shown: ListQuery; change: PendingQuery['change'] } {
  const { ask, waiting } = useAddress();
  const shown = useShown();
  return {
    shown,
    change: (change, how = {}) => ask(changeListQuery(waiting()?.query ?? shown, change), how),
  };
}

export function usePendingQuery(): PendingQuery {
  return usePendingQueryOver(useShown());
}
