'use client';

import { useController, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import { FieldRow } from '@/components/ui/field-row';
import { Select, type SelectOption } from '@/components/ui/select';
import type { FieldProps } from './field-props';
import { onLeave } from './leave';

type Props<Values extends FieldValues, Context, Parsed> = FieldProps<Values, Context, Parsed> & {
  name: FieldPathByValue<Values, string>;
  options: readonly SelectOption[];
  placeholder: string;
  autoFocus?: boolean;
  onChosen?: (value: string) => void;
};

/** One of a known list, in the browser's own select. */
export function SelectField<Values extends FieldValues, Context, Parsed>({
  control,
  name,
  options,
  placeholder,
  autoFocus,
  onChosen,
  ...row
}: Props<Values, Context, Parsed>) {
  const { field } = useController({ control, name });
  const value: unknown = field.value;
  return (
    <FieldRow {...row}>
      {(aria) => (
        <Select
          {...aria}
          ref={field.ref}
          name={name}
          options={options}
          placeholder={placeholder}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field is where a form begins (ux.md F1)
          autoFocus={autoFocus}
          // Left to the browser: a value set again after each key would break off typing ahead.
          defaultValue={typeof value === 'string' ? value : ''}
          onChange={(event) => {
            field.onChange(event.target.value);
            onChosen?.(event.target.value);
          }}
          onBlur={onLeave(field.onBlur)}
        />
      )}
    </FieldRow>
  );
}
