import { createContext, useContext } from 'react';

export type Keys = {
  /** Whether keys pressed alone are commands. Some people press them by accident or by voice (WCAG 2.1.4). */
  single: boolean;
  setSingle: (on: boolean) => void;
  openHelp: () => void;
  openPalette: () => void;
  /** The page's own refresh, while it is there. */
  offerRefresh: (refresh: () => void) => () => void;
};

/** What is typed before the palette is open, and whether Enter came after it. */
export type BufferedKeys = { text: string; take: boolean };

export const KeysContext = createContext<Keys | null>(null);

export function useKeys(): Keys {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error('useKeys() needs the KeysProvider of the shell');
  return keys;
}

/** As it is printed on the reader's keyboard. */
export function modifierOfReader(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
