import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';

type Props = {
  /** `plain` solid, `dashed` for a denylist, `bare` for what is no list at all; the rest by meaning. */
  kind?: 'plain' | 'dashed' | 'bare' | 'warn' | 'bad' | 'ok' | 'accent';
  icon?: IconName;
  title?: string;
  children: ReactNode;
};

const KINDS = {
  plain: 'border-line-2 text-ink-2',
  dashed: 'border-dashed border-control text-ink-2',
  bare: 'border-transparent px-0! text-ink-3',
  warn: 'border-warn-line bg-warn-tint text-warn',
  bad: 'border-bad-line bg-bad-tint text-bad',
  ok: 'border-ok-line bg-ok-tint text-ok',
  accent: 'border-accent-line bg-accent-tint text-accent',
};

/** A short fact with a shape of its own, 18 px high. */
export function Chip({ kind = 'plain', icon, title, children }: Props) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-[18px] items-center gap-1 rounded-1 border pr-1.5 text-12 whitespace-nowrap',
        icon ? 'pl-1' : 'pl-1.5',
        KINDS[kind],
      )}
    >
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
