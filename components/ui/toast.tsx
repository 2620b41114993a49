'use client';

import type { Route } from 'next';
import { usePathname } from 'next/navigation';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { Button } from './button';
import { cx } from './class-names';
import { handFocusTo } from './focus-handover';
import { Icon, type IconName } from './icon';
import { Link } from './link';

export type Toast = {
  /**
   * A success disappears by itself, unless it `stays`; an error stays until it is dismissed (ux.md A7). `progress` is
   * about something this page follows: it disappears by itself, and with the page.
   */
  kind: 'success' | 'error' | 'progress';
  /** Names the thing: "9443/TCP on pay-gw is created". */
  title: ReactNode;
  /** Details; for an error its code and RequestId. */
  body?: ReactNode;
  link?: { href: Route; words: ReactNode };
  /** The key of its subject: a newer message about the same subject replaces one that is not an error. */
  about?: string;
  /**
   * It does not disappear by itself, because what it offers is not available elsewhere; the page withdraws it when it no
   * longer applies.
   */
  stays?: boolean;
  /** What can be done about it here; a click also dismisses the message. */
  action?: { words: ReactNode; onPress: () => void };
};
type Shown = Toast & { id: number };
type Toasts = {
  /** Shows a message and returns what takes it away again. */
  show: (toast: Toast) => () => void;
};

const SUCCESS_MILLIS = 10_000;
const MOST_SHOWN = 4;
const ToastContext = createContext<Toasts | null>(null);

/** Toasts. The provider is in the shell, so a message outlives the page it came from. */
export function useToast(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error('useToast() needs the ToastProvider of the shell');
  return toasts;
}

type Props = { children: ReactNode; label: string; dismissLabel: string };

export function ToastProvider({ children, label, dismissLabel }: Props) {
  const [shown, setShown] = useState<readonly Shown[]>([]);

  const page = usePathname();
  const [shownOn, setShownOn] = useState(page);
  if (shownOn !== page) {
    setShownOn(page);
    setShown((now) => now.filter(({ kind, stays }) => kind !== 'progress' && stays !== true));
  }

  const dismiss = useCallback((id: number) => {
    setShown((now) => now.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback(
    (toast: Toast) => {
      const id = nextId();
      const isReplaced = ({ kind, about }: Shown): boolean =>
        about !== undefined && about === toast.about && kind !== 'error';
      setShown((now) => [...now.filter((each) => !isReplaced(each)), { ...toast, id }].slice(-MOST_SHOWN));
      return () => dismiss(id);
    },
    [dismiss],
  );
  const toasts = useMemo(() => ({ show }), [show]);

  return (
    <ToastContext value={toasts}>
      {children}
      {/* Always rendered: a live region that appears together with its text is not announced. */}
      <section
        aria-label={label}
        data-messages=""
        className="fixed right-4 bottom-[calc(52px+var(--bulk,0px))] z-15 grid w-90 max-w-[calc(100vw-32px)] max-sm:bottom-[calc(12px+var(--bulk,0px))]"
      >
        <div role="alert" className="grid gap-2">
          {shown.map((toast) =>
            toast.kind === 'error' ? (
              <ToastCard key={toast.id} toast={toast} dismissLabel={dismissLabel} onDismiss={dismiss} />
            ) : null,
          )}
        </div>
        <output className="grid gap-2 not-empty:mt-2">
          {shown.map((toast) =>
            toast.kind !== 'error' ? (
              <ToastCard key={toast.id} toast={toast} dismissLabel={dismissLabel} onDismiss={dismiss} />
            ) : null,
          )}
        </output>
      </section>
    </ToastContext>
  );
}

const STYLES = {
  success: { border: 'border-l-ok-mark', icon: 'ok', mark: 'text-ok-mark' },
  progress: { border: 'border-l-accent-mark', icon: 'refresh', mark: 'text-accent-mark' },
  error: { border: 'border-l-bad-mark', icon: 'bad', mark: 'text-bad-mark' },
} as const satisfies Record<Toast['kind'], { border: string; icon: IconName; mark: string }>;

/** Work goes on in the page that the message is about. */
const handFocusBack = handFocusTo(() => document.querySelector('main'));

type CardProps = { toast: Shown; dismissLabel: string; onDismiss: (id: number) => void };

function ToastCard({ toast, dismissLabel, onDismiss }: CardProps) {
  const { border, icon, mark } = STYLES[toast.kind];
  const leaves = toast.kind !== 'error' && toast.stays !== true;
  // Whoever is there already is not led there; on the next page the message still knows the way.
  const link = usePathname() === toast.link?.href ? undefined : toast.link;
  const { action } = toast;
  return (
    <div
      ref={handFocusBack}
      // The time is an animation of no look: it stops while the pointer or the focus is on the message.
      onAnimationEnd={leaves ? () => onDismiss(toast.id) : undefined}
      style={leaves ? { animationDuration: `${SUCCESS_MILLIS}ms` } : undefined}
      className={cx(
        'flex items-start gap-2 rounded-3 border border-l-[3px] border-line-2 bg-raised p-3 pr-2 shadow-float',
        border,
        leaves && 'stay hover:[animation-play-state:paused] focus-within:[animation-play-state:paused]',
      )}
    >
      <Icon name={icon} className={cx('mt-0.5', mark)} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="font-semibold">{toast.title}</p>
        {(toast.body || link) && (
          <div className="text-ink-2">
            {toast.body}{' '}
            {link && (
              <Link href={link.href} className="underline">
                {link.words}
              </Link>
            )}
          </div>
        )}
        {action && (
          <Button
            size="small"
            className="mt-1.5"
            onClick={() => {
              onDismiss(toast.id);
              action.onPress();
            }}
          >
            {action.words}
          </Button>
        )}
      </div>
      <Button variant="quiet" size="small" iconOnly icon="x" onClick={() => onDismiss(toast.id)}>
        {dismissLabel}
      </Button>
    </div>
  );
}

let lastId = 0;
function nextId(): number {
  lastId += 1;
  return lastId;
}
