import type { ReactNode } from 'react';

export type ComboboxItem = {
  value: string;
  label: string;
  /** Shown next to the name, small and monospaced; also searched. */
  id?: string;
  /** A second line: address, charge type, status. */
  hint?: ReactNode;
  /** Why it can hardly be chosen, beside its name. */
  badge?: string;
  /** Words that match it and are not shown. */
  keywords?: string;
};

export type ComboboxMessages = {
  /** In the trigger while nothing is chosen. */
  placeholder: string;
  /** Name and placeholder of the search box. */
  search: string;
  /** Nothing matches what was typed. */
  none: string;
  /** If set, the typed text can be used as it is, with this label ("Use lb-…"). */
  takeTyped?: (typed: string) => ReactNode;
  /** More items match than are listed. */
  more?: (hidden: number) => string;
};
