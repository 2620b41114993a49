'use client';

import { useController, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import { FieldRow } from '@/components/ui/field-row';
import { Switch } from '@/components/ui/switch';
import type { FieldProps } from './field-props';
import { onLeave } from './leave';

type Props<Values extends FieldValues, Context, Parsed> = FieldProps<Values, Context, Parsed> & {
  name: FieldPathByValue<Values, 'on' | 'off' | ''>;
};

/** A condition that is on or off: what follows is there only while it is on. */
export function SwitchField<Values extends FieldValues, Context, Parsed>({
  control,
  name,
  ...row
}: Props<Values, Context, Parsed>) {
  const { field } = useController({ control, name });
  return (
    <FieldRow {...row}>
      {(aria) => (
        <Switch
          {...aria}
          ref={field.ref}
          name={name}
          checked={field.value === 'on'}
          onChange={(event) => field.onChange(event.target.checked ? 'on' : 'off')}
          onBlur={onLeave(field.onBlur)}
        />
      )}
    </FieldRow>
  );
}
