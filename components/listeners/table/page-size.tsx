'use client';

import { usePendingQuery } from '@/components/shell/pending-query';
import { Menu } from '@/components/ui/menu';
import { pageSizes } from '@/lib/listeners/list/list-query';
import { fill } from '../template';

type Props = { words: { size: string; label: string } };

/** How many rows a page has. */
export function PageSize({ words }: Props) {
  const { query, change } = usePendingQuery();
  return (
    <Menu
      label={fill(words.size, { size: query.pageSize })}
      caret
      variant="quiet"
      size="small"
      align="start"
      className="max-sm:hidden"
      entries={[
        {
          kind: 'choice',
          key: 'size',
          label: words.label,
          value: String(query.pageSize),
          options: pageSizes.map((size) => ({
            value: String(size),
            label: fill(words.size, { size }),
          })),
          onValueChange: (value) => {
            const pageSize = pageSizes.find((size) => String(size) === value);
            if (pageSize) change({ pageSize }, { push: true, scroll: true });
          },
        },
      ]}
    />
  );
}
