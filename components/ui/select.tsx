import type { ComponentProps } from 'react';
import { cx } from './class-names';
import { controlBox } from './control-style';
import { Icon } from './icon';

export type SelectOption = { value: string; label: string };
type Own = {
  options: readonly SelectOption[];
  /** The choice of nothing, as the first entry with the value ''. */
  placeholder?: string;
  mono?: boolean;
  width?: 'medium' | 'full';
};
export type SelectProps = Own & Omit<ComponentProps<'select'>, keyof Own | 'children' | 'multiple' | 'size'>;

/** A short list of known values: the browser's own select in our box. */
export function Select({
  options,
  placeholder,
  mono = false,
  width = 'full',
  className,
  ...rest
}: SelectProps) {
  return (
    <span
      className={cx(
        controlBox(rest['aria-invalid'] === true),
        'relative px-0!',
        width === 'full' ? 'w-full' : 'w-[168px]',
        className,
      )}
    >
      <select
        {...rest}
        className={cx(
          'h-full w-full min-w-0 cursor-pointer appearance-none bg-transparent pr-7 pl-2 shadow-none outline-none max-sm:text-[16px]',
          '[&>option]:bg-raised [&>option]:text-ink',
          mono && 'font-mono tracking-[-0.01em]',
        )}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={14} className="pointer-events-none absolute right-2 text-ink-2" />
    </span>
  );
}
