import type { ReactNode } from 'react';
import css from './box.module.css';
import type { ChoiceProps } from './choice';
import { cx } from './class-names';
import { isFocusTarget } from './segmented';
import { Mono } from './verbatim';

export type RadioListOption<Value extends string> = {
  value: Value;
  /** The wire word, in the monospaced face, where the choice has one. */
  code?: string;
  label: ReactNode;
};
type Props<Value extends string> = ChoiceProps<Value> & { options: readonly RadioListOption<Value>[] };

/** Exclusive choices below each other, each with what it does. */
export function RadioList<Value extends string>({
  name,
  value,
  options,
  onValueChange,
  inputRef,
  ...aria
}: Props<Value>) {
  return (
    <div role="radiogroup" {...aria} className="grid w-full gap-0.5">
      {options.map((option, index) => (
        <label
          key={option.value}
          className={cx(
            'grid cursor-pointer items-center gap-2 py-1 leading-4',
            option.code === undefined ? 'grid-cols-[16px_1fr]' : 'grid-cols-[16px_40px_1fr]',
          )}
        >
          {/* A group without a choice counts as indeterminate; style it as not chosen. */}
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            ref={isFocusTarget(option.value, index, value, options) ? inputRef : undefined}
            className={cx(
              css.box,
              "rounded-full not-checked:border-control! not-checked:bg-raised! checked:before:size-1.5 checked:before:rounded-full checked:before:bg-on-accent checked:before:content-['']",
            )}
          />
          {option.code !== undefined && <Mono className="font-medium">{option.code}</Mono>}
          <span className="text-ink-2">{option.label}</span>
        </label>
      ))}
    </div>
  );
}
