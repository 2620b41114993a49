import type { ReactNode } from 'react';
import type { ChoiceProps } from './choice';
import { Icon, type IconName } from './icon';

export type SegmentedOption<Value extends string> = { value: Value; label: ReactNode; icon?: IconName };
type Props<Value extends string> = ChoiceProps<Value> & { options: readonly SegmentedOption<Value>[] };

/** Two to four exclusive choices side by side: what follows depends on it. */
export function Segmented<Value extends string>({
  name,
  value,
  options,
  onValueChange,
  inputRef,
  ...aria
}: Props<Value>) {
  return (
    <div
      role="radiogroup"
      {...aria}
      className="inline-flex max-w-full overflow-hidden rounded-2 border border-control bg-raised max-sm:w-full"
    >
      {options.map((option, index) => (
        <label
          key={option.value}
          className={
            'relative inline-flex h-7 cursor-pointer items-center gap-1.5 px-[9px] whitespace-nowrap text-ink-2 not-first:border-l not-first:border-line max-sm:h-[38px] max-sm:flex-1 max-sm:justify-center max-sm:px-1.5 ' +
            'has-checked:bg-accent-tint has-checked:font-medium has-checked:text-accent has-checked:shadow-[inset_0_-2px_var(--accent-mark)] ' +
            'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-mark'
          }
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            ref={isFocusTarget(option.value, index, value, options) ? inputRef : undefined}
            className="absolute opacity-0"
          />
          {option.icon && <Icon name={option.icon} size={14} />}
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** The radio that is on, or the first when none is. */
export function isFocusTarget<Value extends string>(
  own: Value,
  index: number,
  value: Value,
  options: readonly { value: Value }[],
): boolean {
  return own === value || (index === 0 && options.every((option) => option.value !== value));
}
