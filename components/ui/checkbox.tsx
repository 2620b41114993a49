import type { ComponentProps, ReactNode } from 'react';
import css from './box.module.css';
import { cx } from './class-names';

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
      className={cx(css.box, css.tick, className)}
    />
  );
}

type Props = BoxProps & { label: ReactNode; mono?: boolean };

/** A checkbox with its text. Put several of them in a row inside a `group` FieldRow. */
export function CheckboxField({ label, mono = false, className, ...rest }: Props) {
  return (
    <label className={cx('inline-flex cursor-pointer items-center gap-1.5', className)}>
      <Checkbox {...rest} />
      <span translate={mono ? 'no' : undefined} className={cx(mono && 'mono')}>
        {label}
      </span>
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
