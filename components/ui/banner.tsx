import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';
import { SentenceGap } from './sentence-gap';

type Props = {
  /** Amber for old data, red for a failed read, accent for news. */
  kind: 'warn' | 'bad' | 'info';
  icon?: IconName;
  /** The fact, in bold. */
  fact: ReactNode;
  /** Cause and next step. */
  children?: ReactNode;
  /** If there are several causes: one line each. */
  causes?: ReactNode;
  /** At most two small buttons. */
  actions?: ReactNode;
  /** `status` waits its turn, `alert` interrupts; absent when the page was loaded with it. */
  role?: 'status' | 'alert';
  className?: string;
};

const KINDS = {
  warn: { box: 'border-warn-line bg-warn-tint', mark: 'text-warn-mark', icon: 'warn' },
  bad: { box: 'border-bad-line bg-bad-tint', mark: 'text-bad-mark', icon: 'bad' },
  info: { box: 'border-accent-line bg-accent-tint', mark: 'text-accent-mark', icon: 'info' },
} as const;

/** A fact, then its cause and the next step. One banner at a time. */
export function Banner({ kind, icon, fact, children, causes, actions, role, className }: Props) {
  const style = KINDS[kind];
  return (
    <div
      role={role}
      className={cx(
        'flex items-start gap-2 rounded-2 border px-3 py-1.5 max-sm:flex-wrap',
        style.box,
        className,
      )}
    >
      <Icon name={icon ?? style.icon} className={cx('mt-0.5', style.mark)} />
      <div className="min-w-0 flex-1">
        <b>{fact}</b>
        <SentenceGap />
        {children && <span className="text-ink-2">{children}</span>}
        {causes}
      </div>
      {actions && (
        <div className="flex flex-none items-center gap-1 max-sm:w-full max-sm:pl-6">{actions}</div>
      )}
    </div>
  );
}
