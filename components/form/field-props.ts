import type { Control, FieldValues } from 'react-hook-form';
import type { RowProps } from '@/components/ui/field-row';

/**
 * Props of every form field: where its value is, and the texts of its row. `bad` comes from the caller, because an
 * issue's message belongs to the domain, and a rejection by the server is not a schema issue.
 */
export type FieldProps<Values extends FieldValues, Context, Parsed> = RowProps & {
  control: Control<Values, Context, Parsed>;
};
