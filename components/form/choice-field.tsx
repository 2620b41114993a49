'use client';

import { useController, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import type { ChoiceProps } from '@/components/ui/choice';
import { FieldRow } from '@/components/ui/field-row';
import { RadioList, type RadioListOption } from '@/components/ui/radio-list';
import { Segmented, type SegmentedOption } from '@/components/ui/segmented';
import type { FieldProps } from './field-props';
import { onLeave } from './leave';

type Props<Values extends FieldValues, Context, Parsed, Choice extends string> = FieldProps<
  Values,
  Context,
  Parsed
> & {
  name: FieldPathByValue<Values, string>;
  /** After the value has changed: what depends on the choice may want to be read. */
  onChosen?: (choice: Choice) => void;
} & (
    | { variant: 'segments'; options: readonly SegmentedOption<Choice>[] }
    | { variant: 'list'; options: readonly RadioListOption<Choice>[] }
  );

/** One of a few: side by side, or below each other with what each does. */
export function ChoiceField<Values extends FieldValues, Context, Parsed, Choice extends string>({
  control,
  name,
  onChosen,
  ...props
}: Props<Values, Context, Parsed, Choice>) {
  const { field } = useController({ control, name });
  const chosen = props.options.find((option) => option.value === field.value)?.value ?? '';
  const choice: ChoiceProps<Choice | ''> = {
    name,
    value: chosen,
    onValueChange: (value) => {
      field.onChange(value);
      if (value !== '') onChosen?.(value);
    },
    inputRef: field.ref,
  };
  const { variant, options, ...row } = props;
  return (
    <FieldRow {...row} group>
      {(aria) => (
        <div className="contents" onBlur={onLeave(field.onBlur)}>
          {variant === 'segments' ? (
            <Segmented {...aria} {...choice} options={options} />
          ) : (
            <RadioList {...aria} {...choice} options={options} />
          )}
        </div>
      )}
    </FieldRow>
  );
}
