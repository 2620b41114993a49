'use client';

import { useController, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxItem, ComboboxMessages } from '@/components/ui/combobox-types';
import { FieldRow } from '@/components/ui/field-row';
import type { FieldProps } from './field-props';
import { afterPress } from './leave';

type Props<Values extends FieldValues, Context, Parsed> = FieldProps<Values, Context, Parsed> & {
  name: FieldPathByValue<Values, string>;
  items: readonly ComboboxItem[];
  messages: ComboboxMessages;
  onChosen?: (value: string) => void;
};

/** One of many, found by typing; if the messages allow it, also free text. */
export function ComboboxField<Values extends FieldValues, Context, Parsed>({
  control,
  name,
  items,
  messages,
  onChosen,
  ...row
}: Props<Values, Context, Parsed>) {
  const { field } = useController({ control, name });
  const value: unknown = field.value;
  return (
    <FieldRow {...row}>
      {(aria) => (
        <Combobox
          {...aria}
          ref={field.ref}
          items={items}
          messages={messages}
          value={typeof value === 'string' ? value : ''}
          onValueChange={(chosen) => {
            field.onChange(chosen);
            onChosen?.(chosen);
          }}
          // Closing the list gives the focus back to the box: the field is not left yet.
          onBlur={() =>
            afterPress(() => {
              if (document.activeElement?.id !== row.id) field.onBlur();
            })
          }
        />
      )}
    </FieldRow>
  );
}
