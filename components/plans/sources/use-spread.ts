'use client';

import { useState } from 'react';
import type { SpreadRule } from '@/lib/plans/sources/spread';

/** Over which further instances the rows are spread, and how: up to a quota, which counts what is there already. */
export function useSpread(defaultQuota: number) {
  const [more, setMore] = useState<readonly string[]>([]);
  const [rule, setRule] = useState<SpreadRule>('fill');
  const [quota, setQuota] = useState(String(defaultQuota));
  return { more, setMore, rule, setRule, quota, setQuota };
}
export type Spread = ReturnType<typeof useSpread>;
