import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { IconName } from './icon';

export type MenuEntry =
  | {
      kind: 'action';
      key: string;
      label: ReactNode;
      icon?: IconName;
      /** Red words: it opens a question. */
      danger?: boolean;
      /** Why it can do nothing now, in words; it stays in the list and can be reached (ux.md A1). */
      unavailableBecause?: string | null | undefined;
      onSelect: () => void;
    }
  | { kind: 'link'; key: string; label: ReactNode; icon?: IconName; href: Route }
  /** A file that the browser keeps. `onSelect`: what is done at a press instead; the address can still be copied. */
  | {
      kind: 'download';
      key: string;
      label: ReactNode;
      icon?: IconName;
      href: string;
      onSelect?: () => void;
    }
  | {
      kind: 'choice';
      key: string;
      label: string;
      value: string;
      options: readonly { value: string; label: ReactNode; icon?: IconName }[];
      onValueChange: (value: string) => void;
    }
  | { kind: 'separator'; key: string };
