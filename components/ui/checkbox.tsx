import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';

/** The square (or, for a radio, the round) box; its tick is drawn by the browser, not by a picture. */
export const BOX =
  'relative inline-grid size-4 flex-none cursor-pointer appearance-none place-items-center border border-control bg-raised align-middle ' +
  // The target is larger than the box (WCAG 2.5.8).
  "after:absolute after:-inset-[5px] after:content-[''] " +
  'checked:border-accent-solid checked:bg-accent-solid indeterminate:border-accent-solid indeterminate:bg-accent-solid aria-invalid:border-bad-mark';
const TICK =
  "rounded-1 checked:before:h-[5px] checked:before:w-[9px] checked:before:-translate-y-px checked:before:-rotate-45 checked:before:border-b-2 checked:before:border-l-2 checked:before:border-on-accent checked:before:content-[''] " +
  "indeterminate:before:h-0.5! indeterminate:before:w-2! indeterminate:before:transform-none! indeterminate:before:border-0! indeterminate:before:bg-on-accent indeterminate:before:content-['']";

type BoxProps = Omit<ComponentProps<'input'>, 'type'> & {
  /** Some of several: neither on nor off. Only a property can say it, so it takes the place of `ref`. */
  indeterminate?: boolean;
};

/** A bare tick box: needs an `aria-label` or a label around it. */
export function Checkbox({ indeterminate, className, ref, ...rest }: BoxProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      ref={
        indeterminate === undefined
          ? ref
          : (node) => {
              if (node) node.indeterminate = indeterminate;
            }
      }
      className={cx(BOX, TICK, className)}
    />
  );
}

type Props = BoxProps & { label: ReactNode; mono?: boolean };

/** A tick with its words. Several of them stand in a row inside a `group` FieldRow. */
export function CheckboxField({ label, mono = false, className, ...rest }: Props) {
  return (
    <label className={cx('inline-flex cursor-pointer items-center gap-1.5', className)}>
      <Checkbox {...rest} />
      <span className={cx(mono && 'mono')}>{label}</span>
    </label>
  );
}

/** Ticks side by side under one label. */
export function CheckboxGroup({ children, ...aria }: { children: ReactNode } & GroupAttributes) {
  return (
    <fieldset {...aria} className="flex min-w-0 flex-wrap gap-x-4 leading-(--h-control)">
      {children}
    </fieldset>
  );
}
type GroupAttributes = { id?: string; 'aria-labelledby'?: string; 'aria-describedby'?: string | undefined };
