import { cx } from './class-names';
import { ICON_PATHS } from './icon-paths';

export type IconName = keyof typeof ICON_PATHS;

type Props = {
  name: IconName;
  /** 16 px, 14 in small buttons and messages, 12 in chips. */
  size?: 16 | 14 | 12;
  className?: string;
};

const SIZES = { 16: 'size-4', 14: 'size-3.5', 12: 'size-3' };

/** An icon next to text: it never has a meaning of its own, so it is hidden from screen readers. */
export function Icon({ name, size = 16, className }: Props) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={cx('icon', SIZES[size], className)}>
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
