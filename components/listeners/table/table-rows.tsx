'use client';

import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { unpackJson } from './packed-json';
import type { RowView } from './row-view';

const RowsContext = createContext<readonly RowView[] | null>(null);

type Props = {
  /** The rows, as packed JSON: the platform reads and writes that several times as fast as React does its own format. */
  encoded: string;
  children: ReactNode;
};

/** Holds the rows that are shown, for all that works on them. */
export function TableRows({ encoded, children }: Props) {
  // Of the same build as this page, so its shape is known.
  const rows = useMemo(() => unpackJson(encoded) as RowView[], [encoded]);
  return <RowsContext value={rows}>{children}</RowsContext>;
}

export function useTableRows(): readonly RowView[] {
  const rows = useContext(RowsContext);
  if (!rows) throw new Error('useTableRows() needs the TableRows of the table');
  return rows;
}
