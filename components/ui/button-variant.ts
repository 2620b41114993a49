import { cx } from './class-names';

export type ButtonVariant = {
  variant?: 'default' | 'primary' | 'quiet' | 'danger' | 'destroy' | undefined;
  size?: 'normal' | 'small' | undefined;
  /** A square with an icon; its text becomes its accessible name. */
  iconOnly?: boolean | undefined;
};

const VARIANTS = {
  default: 'border-line-2 bg-raised text-ink hover:bg-hover active:bg-press',
  primary:
    'border-transparent bg-accent-solid text-on-accent hover:bg-accent-solid-hover active:bg-accent-solid-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover active:bg-press',
  danger: 'border-line-2 bg-raised text-bad hover:bg-hover active:bg-press',
  destroy: 'border-transparent bg-bad-solid text-on-bad hover:bg-bad',
};
const UNAVAILABLE = 'cursor-default border-dashed border-line-2 bg-transparent text-ink-off';

const SIZES = {
  normal: { wide: 'h-(--h-control) px-3 max-sm:h-10', square: 'size-(--h-control) max-sm:size-10' },
  small: { wide: 'h-(--h-small) px-2 text-12 max-sm:h-8', square: 'size-(--h-small) max-sm:size-9' },
};

/** The style shared by buttons, links styled as buttons, and menu triggers. */
export function buttonClass(
  {
    variant = 'default',
    size = 'normal',
    iconOnly = false,
    unavailable = false,
  }: ButtonVariant & { unavailable?: boolean },
  className?: string,
): string | undefined {
  return cx(
    'inline-flex flex-none items-center justify-center gap-1.5 rounded-2 border align-middle font-medium whitespace-nowrap hover:no-underline',
    // Only under the pointer, so that a change of theme does not fade.
    'hover:transition-colors hover:duration-(--fast)',
    SIZES[size][iconOnly ? 'square' : 'wide'],
    unavailable ? UNAVAILABLE : cx('cursor-pointer', VARIANTS[variant]),
    className,
  );
}
