import type { ReactNode } from 'react';

export type ComboboxItem = {
  value: string;
  /** The name. */
  label: string;
  /** Stands beside the name, small and monospaced; is searched too. */
  id?: string;
  /** A second line: address, charge type, status. */
  hint?: ReactNode;
  /** Words that find it and are not shown. */
  keywords?: string;
};

export type ComboboxMessages = {
  /** In the trigger while nothing is chosen. */
  placeholder: string;
  /** Name and placeholder of the search box. */
  search: string;
  /** Nothing matches what was typed. */
  none: string;
  /** Given: what was typed can be taken as it is, and this says so ("Use lb-…"). */
  takeTyped?: (typed: string) => ReactNode;
  /** More items match than are listed. */
  more?: (hidden: number) => string;
};
