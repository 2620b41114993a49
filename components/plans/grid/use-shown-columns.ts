'use client';

import { useMemo, useState } from 'react';
import { planColumns, type PlanColumn, type PlanRow } from '@/lib/plans/plan-types';
import { usedColumns } from './columns';

/**
 * The columns on screen: those that were asked for, and those in which a row has, or had, a value. One that is cleared
 * stays where the work is.
 */
export function useShownColumns(
  rows: readonly PlanRow[],
  chosen: readonly PlanColumn[],
): readonly PlanColumn[] {
  const used = useMemo(() => usedColumns(rows), [rows]);
  const [kept, setKept] = useState<ReadonlySet<PlanColumn>>(used);
  if ([...used].some((column) => !kept.has(column))) setKept(new Set([...kept, ...used]));
  const names = chosen.join();
  return useMemo(
    () => planColumns.filter((column) => kept.has(column) || names.split(',').includes(column)),
    [kept, names],
  );
}
