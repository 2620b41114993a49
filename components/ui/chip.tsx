import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';

type Props = {
  /** `plain` solid, `dashed` for a denylist, `bare` for what is no list at all; the rest by meaning. */
  kind?: 'plain' | 'dashed' | 'bare' | 'warn' | 'bad' | 'accent';
  icon?: IconName;
  title?: string;
  children: ReactNode;
};

/** A short fact with a shape of its own, 18 px high. */
export function Chip({ kind = 'plain', icon, title, children }: Props) {
  return (
    <span title={title} className={cx('chip', kind !== 'plain' && `chip-${kind}`)}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
