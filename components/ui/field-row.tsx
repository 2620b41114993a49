import type { ReactNode } from 'react';
import { cx } from './class-names';
import { type FieldAria, fieldIds, type GroupAria } from './field-aria';
import { Message } from './message';

export type RowProps = {
  /** Id of the control; the ids of the row's other parts are made from it. */
  id: string;
  label: ReactNode;
  /** Unit, range and default as text, at the right of the control (ux.md F5). */
  range?: ReactNode;
  /** A range written as a sentence: on a phone it goes below the control, not next to the label. */
  longRange?: boolean;
  /** What to enter. Puts the row in error. */
  bad?: ReactNode;
  /** What will happen. */
  warn?: ReactNode;
  hint?: ReactNode;
  /** More under the control and its messages: a consequence to acknowledge, the entries of a list. */
  below?: ReactNode;
};
type Props = RowProps &
  (
    | { group?: false; children: ReactNode | ((aria: FieldAria) => ReactNode) }
    /** `group`: several controls under one label (radios, ticks, a pair of numbers). */
    | { group: true; children: ReactNode | ((aria: GroupAria) => ReactNode) }
  );

/** A row of the specification sheet: label | control | range and default, messages below the control. */
export function FieldRow(props: Props) {
  const { id, label, range, longRange = false, bad, warn, hint, below } = props;
  const ids = fieldIds(id);
  const describedBy =
    [bad && ids.bad, warn && ids.warn, hint && ids.hint, range && ids.range].filter(Boolean).join(' ') ||
    undefined;
  const inError = Boolean(bad);
  const control = (): ReactNode => {
    if (typeof props.children !== 'function') return props.children;
    return props.group
      ? props.children({ id, 'aria-labelledby': ids.label, 'aria-describedby': describedBy })
      : props.children({ id, 'aria-describedby': describedBy, 'aria-invalid': inError || undefined });
  };
  const labelClass = 'font-medium py-[5px] max-sm:col-start-1 max-sm:row-start-1 max-sm:py-0';

  return (
    <div
      data-field={id}
      data-invalid={inError || undefined}
      className={cx(
        'group/field @container border-b border-line py-2 last:border-b-0 max-sm:py-3',
        inError && 'shadow-[-10px_0_var(--surface),-12px_0_var(--bad-mark)]',
      )}
    >
      {/* Side by side where that leaves the control 330px, which three segments need. */}
      <div
        className={cx(
          'grid grid-cols-[132px_minmax(0,1fr)_156px] items-start gap-x-4',
          'sm:@max-[650px]:grid-cols-[116px_minmax(0,1fr)]',
          'max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-2 max-sm:gap-y-0.5',
        )}
      >
        {props.group ? (
          <span id={ids.label} className={labelClass}>
            {label}
          </span>
        ) : (
          <label id={ids.label} htmlFor={id} className={labelClass}>
            {label}
          </label>
        )}
        <div className="grid min-w-0 justify-items-start gap-1 max-sm:col-span-full">
          {control()}
          {(['bad', 'warn', 'hint'] as const).map(
            (kind) =>
              props[kind] && (
                <Message key={kind} kind={kind} id={ids[kind]}>
                  {props[kind]}
                </Message>
              ),
          )}
          {below}
        </div>
        {range && (
          <p
            id={ids.range}
            className={cx(
              'grid min-h-(--h-control) content-center text-12 leading-[15px] text-balance text-ink-3',
              'max-sm:min-h-0 sm:@max-[650px]:col-start-2 sm:@max-[650px]:min-h-0 sm:@max-[650px]:pt-0.5',
              longRange
                ? 'max-sm:col-span-full max-sm:row-start-3 max-sm:pt-0.5'
                : 'max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right max-sm:leading-5',
            )}
          >
            {range}
          </p>
        )}
      </div>
    </div>
  );
}
