'use client';

import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ListenerKey } from '@/lib/model/outcome';
import { nothingSelected, withSelected, type SelectedKeys } from '@/lib/listeners/list/selection';

export type Selection = {
  /** The selected listeners, on whatever page, shown or not; all of them TCP. The same array while nothing changes. */
  selected: readonly ListenerKey[];
  /** The same by name, to look one up. */
  keys: SelectedKeys;
  /** Puts these in, or takes them out. */
  set: (keys: readonly ListenerKey[], on: boolean) => void;
  clear: () => void;
};

const SelectionContext = createContext<Selection | null>(null);

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('useSelection() needs the SelectionProvider of the listeners');
  return selection;
}

/**
 * Holds the list's selection. It is mounted above the listener pages, so that changing order, page or filter, or
 * viewing one listener, does not lose it.
 */
export function SelectionProvider({ children }: { children: ReactNode }) {
  const [keys, setKeys] = useState(nothingSelected);
  const changes = useMemo(
    (): Pick<Selection, 'set' | 'clear'> => ({
      set: (changed, on) => setKeys((now) => withSelected(now, changed, on)),
      clear: () => setKeys(nothingSelected),
    }),
    [],
  );
  const selection = useMemo(
    (): Selection => ({ selected: [...keys.values()], keys, ...changes }),
    [keys, changes],
  );
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}
