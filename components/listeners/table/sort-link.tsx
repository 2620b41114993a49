'use client';

import { useMemo } from 'react';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Icon } from '@/components/ui/icon';
import type { ListColumn } from '@/lib/listeners/list/list-query';
import { ChangeLink } from '../change-link';

type Props = { column: ListColumn; words: string; className: string | undefined };

/**
 * Sorts by a column, or reverses if that was already requested. The arrow follows the click; the actual order is in the
 * header (`aria-sort`), and which of its two facts it is by is in the link (`aria-current`).
 */
export function SortLink({ column, words, className }: Props) {
  const { sort } = usePendingQuery().query;
  const sorted = sort.column === column;
  const descending = sorted && sort.descending;
  // One of many: a key that leaves the order as it is draws none of them.
  return useMemo(
    () => (
      <ChangeLink
        change={{ sort: { column, descending: sorted && !descending } }}
        current={sorted}
        className={className}
      >
        {words}
        {sorted && <Icon name={descending ? 'arrow-down' : 'arrow-up'} size={14} />}
      </ChangeLink>
    ),
    [column, words, className, sorted, descending],
  );
}
