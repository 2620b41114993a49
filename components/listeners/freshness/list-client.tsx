'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Route } from 'next';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
  type ReactNode,
} from 'react';
import { ifServerReachable } from '@/components/shell/answers';
import { useFailedRequest } from '@/components/shell/failed-request';
import { ShownQuery } from '@/components/shell/pending-query';
import { saidWhileAwaited } from '@/components/shell/awaiting';
import { useKeys } from '@/components/shell/use-keys';
import { useToast, type Toast } from '@/components/ui/toast';
import type { Translator } from '@/lib/i18n/translator';
import type { HealthTally } from '@/lib/model/health-types';
import { wantsConfirmation } from '@/lib/listeners/commands/awaited';
import type { ListenerError } from '@/lib/model/errors';
import { recreateHref } from '@/lib/listeners/list/hrefs';
import { formatListenerKey, type ListQuery } from '@/lib/listeners/list/list-query';
import type { ChangeOutcome, ListenerKey } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import { followedNotices, hasArrived, type StatusOf } from './followed-notices';
import { rereadScreen, type Screen } from './reread-screen';

/** `isConfirmed`: the reader was warned that the outcome of an earlier write is unknown, and continues. */
export type ListActions = Record<
  ListenerAction,
  (key: ListenerKey, isConfirmed: boolean) => Promise<ChangeOutcome>
>;

/** What the browser must know of a row to act on it and to speak of it. */
export type Subject = {
  listenerKey: ListenerKey;
  /** "443/TCP on edge-prod". */
  name: string;
  status: string;
  backends: string;
  /** How many of its servers are healthy; null where that is not known. */
  tally: HealthTally | null;
  /** That its owner undoes changes; null where it has none. */
  ownerWarning: string | null;
  /** Its page; null where that is what is shown. */
  href: string | null;
};

export type RefreshScope = 'inventory' | 'screen' | 'all';

type ListClientValue = {
  perform: (action: ListenerAction, subject: Subject) => Promise<boolean>;
  /**
   * Refreshes: `inventory` shows what the inventory has, `screen` first reads the rows shown again, `all` all regions shown.
   */
  refresh: (scope: RefreshScope) => void;
  refreshing: boolean;
  readAtMillis: number;
  /** When the oldest of what is shown was read. */
  oldestReadAtMillis: number;
  /**
   * Reports which status the page shows of a listener (by its `formatListenerKey`; null if it is not shown), so that a
   * notice that said "is starting" is updated with the result.
   */
  tellStatuses: (statusOf: StatusOf) => void;
};

const ListContext = createContext<ListClientValue | null>(null);

export function useListClient(): ListClientValue {
  const value = useContext(ListContext);
  if (!value) throw new Error('useListClient() needs the ListClient of the list');
  return value;
}

type Props = {
  query: ListQuery;
  actions: ListActions;
  /** When the newest reading of what is shown began, also one without an answer, on the server's clock. */
  readAtMillis: number;
  /** When the oldest of what is shown was read, on the server's clock. */
  oldestReadAtMillis: number;
  /** Null: the page is refreshed whenever it is viewed. */
  screen: Screen | null;
  /** Beside a list, whose refresh is the page's. */
  isBeside?: boolean;
  children: ReactNode;
};

/** What the client parts of the list share: its query, its actions and its refresh. */
export function ListClient({
  query,
  actions,
  readAtMillis,
  oldestReadAtMillis,
  screen,
  isBeside = false,
  children,
}: Props) {
  const t = useTranslations('list.outcome');
  const tAction = useTranslations('list.action');
  const statusText = useTranslations('domain.status');
  const router = useRouter();
  const toasts = useToast();
  const failedRequest = useFailedRequest();
  const [rerendering, startTransition] = useTransition();
  const [rereading, setRereading] = useState(false);
  const refreshing = rereading || rerendering;
  // What is on screen when the timer fires; the timer must not restart with every render.
  const shown = useRef(screen);
  useEffect(() => {
    shown.current = screen;
  }, [screen]);

  const refresh = useCallback(
    (scope: RefreshScope) => {
      const toRead = scope === 'inventory' ? null : shown.current;
      // Not within a transition: one that waits for an answer would hold up every other, a search among them.
      setRereading(true);
      void (toRead === null ? Promise.resolve() : rereadScreen(toRead, scope === 'all'))
        .then(() => ifServerReachable(() => startTransition(() => router.refresh())))
        .finally(() => setRereading(false));
    },
    [router],
  );

  const { offerRefresh } = useKeys();
  useEffect(
    () => (isBeside ? undefined : offerRefresh(() => refresh('all'))),
    [offerRefresh, refresh, isBeside],
  );

  const [notices] = useState(followedNotices);
  const tellStatuses = notices.tell;

  const perform = useCallback(
    async function perform(action: ListenerAction, subject: Subject, isConfirmed = false): Promise<boolean> {
      const { name } = subject;
      let outcome: ChangeOutcome;
      try {
        outcome = await saidWhileAwaited(() => actions[action](subject.listenerKey, isConfirmed));
      } catch (error) {
        // The action never throws what was expected: the server is gone, the page is older than it, or a bug.
        toasts.show({
          kind: 'error',
          title: t('unknown', { name }),
          body: failedRequest(error) ?? t('noServer'),
        });
        return false;
      }
      if (!outcome.ok) {
        const { error } = outcome;
        toasts.show({
          kind: 'error',
          title: t(error.outcome === 'unknown' ? 'unknown' : `${action}Failed`, { name }),
          body: await failureBody(error),
          ...(wantsConfirmation(error) && {
            action: { words: t('goOn'), onPress: () => void perform(action, subject, true) },
          }),
        });
        return false;
      }
      const link =
        action === 'delete' || subject.href === null
          ? {}
          : { link: { href: subject.href as Route, words: tAction('show') } };
      if (action !== 'delete' && outcome.status === 'unknown') {
        // SLB took it, and what it now has could not be read since (ux.md A8).
        toasts.show({
          kind: 'error',
          title: t(`${action}Accepted`, { name }),
          body: t('notRead'),
          ...link,
          action: { words: t('recheck'), onPress: () => refresh('screen') },
        });
        return true;
      }
      const { status, alreadySo, restoreId } = outcome;
      const say = (now: string) => {
        const restore =
          restoreId === undefined
            ? {}
            : { link: { href: recreateHref(restoreId), words: tAction('restore') } };
        const isUndoable = action === 'stop' && now === 'stopped' && !alreadySo;
        const undo = isUndoable && {
          stays: true,
          action: {
            words: tAction('startAgain'),
            onPress: () => void perform('start', { ...subject, status: now }),
          },
        };
        const about = formatListenerKey(subject.listenerKey);
        const dismiss = toasts.show({
          about,
          kind: kindOf(action, now),
          title: sentenceOf(now, name, t, statusText),
          body: alreadySo ? t('alreadySo') : undefined,
          ...link,
          ...restore,
          ...undo,
        });
        if (isUndoable) notices.offerStart(about, dismiss);
        if (action === 'delete' || hasArrived(now)) return;
        notices.follow(about, {
          aim: AIMS[action],
          settle: (then) => {
            dismiss();
            say(then);
          },
        });
      };
      say(status);
      return true;
    },
    [actions, toasts, failedRequest, t, tAction, statusText, refresh, notices],
  );

  const value = useMemo(
    () => ({ perform, refresh, refreshing, readAtMillis, oldestReadAtMillis, tellStatuses }),
    [perform, refresh, refreshing, readAtMillis, oldestReadAtMillis, tellStatuses],
  );
  return (
    <ListContext value={value}>
      <ShownQuery query={query}>{children}</ShownQuery>
    </ListContext>
  );
}

/** A listener in transition is no success yet, and one that ends in another status than requested is none. */
function kindOf(action: ListenerAction, status: string): Toast['kind'] {
  if (status === AIMS[action]) return 'success';
  return hasArrived(status) ? 'error' : 'progress';
}

const AIMS = { start: 'running', stop: 'stopped', delete: 'deleted' } as const satisfies Record<
  ListenerAction,
  string
>;

/** Only what was read back is claimed (ux.md A8). */
function sentenceOf(
  status: string,
  name: string,
  t: Translator<'list.outcome'>,
  statusText: Translator<'domain.status'>,
): string {
  switch (status) {
    case 'running':
    case 'starting':
    case 'stopped':
    case 'stopping':
    case 'deleting':
    case 'deleted':
      return t(status, { name });
    case 'configuring':
      return t('other', { name, status: statusText(status) });
    default:
      return t('other', { name, status });
  }
}

/** Loaded when something failed: the messages of all rejections would slow down every visit. */
async function failureBody(error: ListenerError): Promise<ReactNode> {
  try {
    const { loadFailure } = await import('./failure');
    return await loadFailure(error);
  } catch {
    return `${error.message} ${error.code} ${error.requestId ?? ''}`.trim();
  }
}
