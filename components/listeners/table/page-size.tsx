'use client';

import { useTranslations } from 'next-intl';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Menu } from '@/components/ui/menu';
import { pageSizes } from '@/lib/listeners/list/list-query';

/** How many rows a page has. */
export function PageSize() {
  const t = useTranslations('list.foot');
  const { query, change } = usePendingQuery();
  return (
    <Menu
      label={t('size', { size: query.pageSize })}
      caret
      variant="quiet"
      size="small"
      align="start"
      className="max-sm:hidden"
      entries={[
        {
          kind: 'choice',
          key: 'size',
          label: t('sizeLabel'),
          value: String(query.pageSize),
          options: pageSizes.map((size) => ({
            value: String(size),
            label: t('size', { size }),
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
