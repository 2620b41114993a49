'use client';

import { useRouter } from 'next/navigation';
import type { Route } from 'next';
import { Menu } from '@/components/ui/menu';
import { changeListQuery, listHref, pageSizes, type ListQuery } from '@/lib/listeners/list-query';
import { fill } from './template';

type Props = { query: ListQuery; words: { size: string; label: string } };

/** How many rows a page has. */
export function PageSize({ query, words }: Props) {
  const router = useRouter();
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
            if (pageSize) router.push(listHref(changeListQuery(query, { pageSize })) as Route);
          },
        },
      ]}
    />
  );
}
