import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { IconName } from './icon';

export type MenuEntry =
  | {
      kind: 'action';
      key: string;
      label: ReactNode;
      icon?: IconName;
      /** Red text: it opens a dialog. */
      danger?: boolean;
      /** Why it is disabled, as text; it stays in the list and reachable (ux.md A1). */
      unavailableBecause?: string | null | undefined;
      onSelect: () => void;
    }
  | { kind: 'link'; key: string; label: ReactNode; icon?: IconName; href: Route }
  /** A file that the browser keeps. `onSelect`: what a click does instead; the link can still be copied. */
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
