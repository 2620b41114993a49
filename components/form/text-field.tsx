'use client';

import { useController, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import { FieldRow } from '@/components/ui/field-row';
import { TextInput, type TextInputProps } from '@/components/ui/text-input';
import type { FieldProps } from './field-props';
import { onLeave } from './leave';

type Props<Values extends FieldValues, Context, Parsed> = FieldProps<Values, Context, Parsed> & {
  name: FieldPathByValue<Values, string>;
  /** When the field is left, with its value. */
  onLeft?: (value: string) => void;
  /** Appearance of the input: unit, width, numeric, mono, lang; as placeholder the default, which is beside it as well. */
  input?: Pick<
    TextInputProps,
    'unit' | 'unitFirst' | 'numeric' | 'mono' | 'width' | 'lang' | 'autoFocus' | 'placeholder'
  >;
};

/** One line of text, or of digits as typed: what they mean is the schema's. */
export function TextField<Values extends FieldValues, Context, Parsed>({
  control,
  name,
  input,
  onLeft,
  ...row
}: Props<Values, Context, Parsed>) {
  const { field } = useController({ control, name });
  const typed: unknown = field.value;
  const value = typeof typed === 'string' ? typed : '';
  return (
    <FieldRow {...row}>
      {(aria) => (
        <TextInput
          {...aria}
          {...input}
          ref={field.ref}
          name={name}
          value={value}
          onChange={(event) => field.onChange(event.target.value)}
          onBlur={onLeave(() => {
            field.onBlur();
            onLeft?.(value);
          })}
        />
      )}
    </FieldRow>
  );
}
