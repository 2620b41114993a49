import type { ReactNode } from 'react';
import type { Control, FieldValues } from 'react-hook-form';

/**
 * Props of every form field: where its value is, and the texts of its row. `bad` comes from the caller, because an
 * issue's message belongs to the domain, and a rejection by the server is not a schema issue.
 */
export type FieldProps<Values extends FieldValues, Context, Parsed> = {
  control: Control<Values, Context, Parsed>;
  id: string;
  label: ReactNode;
  range?: ReactNode;
  longRange?: boolean;
  bad?: ReactNode;
  warn?: ReactNode;
  hint?: ReactNode;
  below?: ReactNode;
};
