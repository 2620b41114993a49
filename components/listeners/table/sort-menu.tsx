'use client';

import { useTranslations } from 'next-intl';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Menu } from '@/components/ui/menu';
import type { ListColumn, ListQuery } from '@/lib/listeners/list/list-query';

type Props = {
  columns: readonly { value: ListColumn; label: string }[];
};

/** The order of the rows where they are cards, without column headers to click. */
export function SortMenu({ columns }: Props) {
  const t = useTranslations('list.sort');
  const { query, change } = usePendingQuery();
  const { column, descending } = query.sort;

  function sort(next: ListQuery['sort']) {
    change({ sort: next }, { push: true });
  }

  return (
    <Menu
      label={t('label')}
      icon={descending ? 'arrow-down' : 'arrow-up'}
      iconOnly
      className="sm:hidden"
      entries={[
        {
          kind: 'choice',
          key: 'column',
          label: t('column'),
          value: column,
          options: columns,
          onValueChange: (value) => {
            const chosen = columns.find((option) => option.value === value);
            if (chosen) sort({ column: chosen.value, descending });
          },
        },
        { kind: 'separator', key: 'between' },
        {
          kind: 'choice',
          key: 'direction',
          label: t('direction'),
          value: descending ? 'descending' : 'ascending',
          options: [
            { value: 'ascending', label: t('ascending') },
            { value: 'descending', label: t('descending') },
          ],
          onValueChange: (value) => sort({ column, descending: value === 'descending' }),
        },
      ]}
    />
  );
}
