import type { Ref } from 'react';

/** What `Segmented` and `RadioList` share: one of a few, controlled. */
export type ChoiceProps<Value extends string> = {
  name: string;
  value: Value;
  onValueChange: (value: Value) => void;
  /** The radio that is on: an error summary sends the focus there. */
  inputRef?: Ref<HTMLInputElement>;
  id?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string | undefined;
};
