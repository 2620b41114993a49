import type { ComponentProps } from 'react';
import { cx } from './class-names';

type Props = Omit<ComponentProps<'input'>, 'type' | 'role'>;

/** On or off, at once. Named by the row's label. */
export function Switch({ className, ...rest }: Props) {
  return (
    <input
      {...rest}
      type="checkbox"
      // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a native checkbox says itself whether it is on
      role="switch"
      className={cx(
        'relative my-1.5 h-[18px] w-[30px] flex-none cursor-pointer appearance-none rounded-2 border border-control bg-press',
        "before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-1 before:bg-control before:transition-[left] before:duration-(--fast) before:content-['']",
        'checked:border-accent-solid checked:bg-accent-solid checked:before:left-3.5 checked:before:bg-on-accent',
        "after:absolute after:-inset-1 after:content-['']",
        className,
      )}
    />
  );
}
