'use client';

import { useMemo } from 'react';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Icon } from '@/components/ui/icon';
import type { ListColumn } from '@/lib/listeners/list/list-query';
import { ChangeLink } from '../change-link';

type Props = { column: ListColumn; words: string; className: string | undefined };

/**
 * Sorts by a column, and the other way round when it was asked to already. The arrow follows the press; how the rows stand
 * is what the head says (`aria-sort`).
 */
export function SortLink({ column, words, className }: Props) {
  const { sort } = usePendingQuery().query;
  const sorted = sort.column === column;
  const descending = sorted && sort.descending;
  // One of many: a key that leaves the order as it is draws none of them.
  return useMemo(
    () => (
      <ChangeLink change={{ sort: { column, descending: sorted && !descending } }} className={className}>
        {words}
        {sorted && <Icon name={descending ? 'arrow-down' : 'arrow-up'} size={14} />}
      </ChangeLink>
    ),
    [column, words, className, sorted, descending],
  );
}
