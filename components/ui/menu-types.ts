import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { IconName } from './icon';

type Labelled = { key: string; label: ReactNode; icon?: IconName };

export type MenuEntry =
  | (Labelled & {
      kind: 'action';
      /** Red text: it opens a dialog. */
      danger?: boolean;
      /** Why it is disabled, as text; it stays in the list and reachable (ux.md A1). */
      unavailableBecause?: string | null | undefined;
      onSelect: () => void;
    })
  | (Labelled & { kind: 'link'; href: Route })
  /** A file that the browser keeps. `onSelect`: what a click does instead; the link can still be copied. */
  | (Labelled & { kind: 'download'; href: string; onSelect?: () => void })
  | {
      kind: 'choice';
      key: string;
      label: string;
      value: string;
      options: readonly { value: string; label: ReactNode; icon?: IconName }[];
      onValueChange: (value: string) => void;
    }
  | { kind: 'separator'; key: string };
