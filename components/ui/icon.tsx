import { cx } from './class-names';
import sprite from './icons.svg';

/** The icons of `icons.svg`: drawn from one cached file, so that no icon weighs on a page's script. */
export type IconName =
  | 'allow'
  | 'arrow-down'
  | 'arrow-up'
  | 'bad'
  | 'check'
  | 'chevron-down'
  | 'chevron-left'
  | 'chevron-right'
  | 'clock'
  | 'columns'
  | 'copy'
  | 'deny'
  | 'download'
  | 'edit'
  | 'globe'
  | 'history'
  | 'info'
  | 'keyboard'
  | 'list'
  | 'lock'
  | 'menu'
  | 'moon'
  | 'more'
  | 'ok'
  | 'pause'
  | 'play'
  | 'plus'
  | 'refresh'
  | 'run'
  | 'search'
  | 'skip'
  | 'stop'
  | 'sun'
  | 'theme'
  | 'todo'
  | 'trash'
  | 'warn'
  | 'x';

const SPRITE: string = sprite.src;

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
    <svg
      aria-hidden="true"
      className={cx(
        'inline-block flex-none fill-none stroke-current stroke-[1.5] align-[-3px] [stroke-linecap:round] [stroke-linejoin:round]',
        SIZES[size],
        className,
      )}
    >
      <use href={`${SPRITE}#${name}`} />
    </svg>
  );
}

export function glyphHref(id: string): string {
  return `${SPRITE}#${id}`;
}
