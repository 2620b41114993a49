import type { ReactNode } from 'react';
import type { Control, FieldValues } from 'react-hook-form';

/**
 * What every field of a form takes: where its value is, and the words of its row. `bad` is the caller's, because the
 * words of an issue belong to the domain, and a refusal by the server is no issue of the schema.
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
