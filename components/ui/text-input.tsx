import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';
import { controlBox } from './control-style';

type Own = {
  /** Follows the value ("Mbit/s"); with `unitFirst` it leads it ("back after"). */
  unit?: ReactNode;
  unitFirst?: boolean;
  /** Right-aligned digits in the monospaced face. */
  numeric?: boolean;
  /** What one copies: ids, ports, addresses, paths. */
  mono?: boolean;
  /** Widths tell the length: `short` seconds, `medium` ports, `full` text. */
  width?: 'short' | 'medium' | 'full';
};
export type TextInputProps = Own & Omit<ComponentProps<'input'>, keyof Own>;

const WIDTHS = { short: 'w-[120px]', medium: 'w-[168px]', full: 'w-full' };

/** One line of text or digits, in a box with its unit. Takes a `ref` and every attribute of an input. */
export function TextInput({
  unit,
  unitFirst = false,
  numeric = false,
  mono = numeric,
  width = 'full',
  className,
  ...rest
}: TextInputProps) {
  const unitNode = unit && <span className="text-12 whitespace-nowrap text-ink-3">{unit}</span>;
  return (
    <span className={cx(controlBox(rest['aria-invalid'] === true), 'cursor-text', WIDTHS[width], className)}>
      {unitFirst && unitNode}
      <input
        type="text"
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={mono ? false : undefined}
        {...rest}
        className={cx(
          'h-full w-full min-w-0 flex-1 bg-transparent shadow-none outline-none max-sm:text-[16px]',
          numeric && 'text-right',
          mono && 'font-mono tracking-[-0.01em]',
        )}
      />
      {!unitFirst && unitNode}
    </span>
  );
}
