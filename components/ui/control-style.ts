import { cx } from './class-names';

/** The box of every control that holds a value: input, select, combobox. */
export function controlBox(invalid: boolean): string | undefined {
  return cx(
    'inline-flex h-(--h-control) items-center gap-1.5 rounded-2 border bg-raised px-2 text-left max-sm:h-10',
    'focus-within:border-accent-mark focus-within:shadow-[0_0_0_1px_var(--accent-mark)]',
    invalid
      ? 'border-bad-mark shadow-[0_0_0_1px_var(--bad-mark)] focus-within:border-bad-mark focus-within:shadow-[0_0_0_1px_var(--bad-mark)]'
      : 'border-control',
  );
}
