'use client';

import { useController, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import { CheckboxField, CheckboxGroup } from '@/components/ui/checkbox';
import { FieldRow } from '@/components/ui/field-row';
import type { FieldProps } from './field-props';
import { onLeave } from './leave';

type Props<Values extends FieldValues, Context, Parsed, Choice extends string> = FieldProps<
  Values,
  Context,
  Parsed
> & {
  name: FieldPathByValue<Values, Choice[]>;
  options: readonly { value: Choice; label: string }[];
  mono?: boolean;
};

/** Several of a few, kept in the order in which they are offered. */
export function TicksField<Values extends FieldValues, Context, Parsed, Choice extends string>({
  control,
  name,
  options,
  mono = false,
  ...row
}: Props<Values, Context, Parsed, Choice>) {
  const { field } = useController({ control, name });
  const value: unknown = field.value;
  const ticked: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <FieldRow {...row} group>
      {(aria) => (
        <div className="contents" onBlur={onLeave(field.onBlur)}>
          <CheckboxGroup {...aria}>
            {options.map((option, index) => (
              <CheckboxField
                key={option.value}
                label={option.label}
                mono={mono}
                name={name}
                ref={index === 0 ? field.ref : undefined}
                checked={ticked.includes(option.value)}
                aria-invalid={row.bad ? true : undefined}
                onChange={(event) =>
                  field.onChange(
                    options
                      .map((candidate) => candidate.value)
                      .filter((candidate) =>
                        candidate === option.value ? event.target.checked : ticked.includes(candidate),
                      ),
                  )
                }
              />
            ))}
          </CheckboxGroup>
        </div>
      )}
    </FieldRow>
  );
}
