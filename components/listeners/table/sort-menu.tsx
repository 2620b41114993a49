'use client';

import { usePendingQuery } from '@/components/shell/pending-query';
import { Menu } from '@/components/ui/menu';
import type { ListColumn, ListQuery } from '@/lib/listeners/list/list-query';

type Props = {
  words: Record<'label' | 'column' | 'direction' | 'ascending' | 'descending', string>;
  columns: readonly { value: ListColumn; label: string }[];
};

/** The order of the rows where they are cards and there is no head to press. */
export function SortMenu({ words, columns }: Props) {
  const { query, change } = usePendingQuery();
  const { column, descending } = query.sort;

  function sort(next: ListQuery['sort']) {
    change({ sort: next }, { push: true });
  }

  return (
    <Menu
      label={words.label}
      icon={descending ? 'arrow-down' : 'arrow-up'}
      iconOnly
      className="sm:hidden"
      entries={[
        {
          kind: 'choice',
          key: 'column',
          label: words.column,
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
          label: words.direction,
          value: descending ? 'descending' : 'ascending',
          options: [
            { value: 'ascending', label: words.ascending },
            { value: 'descending', label: words.descending },
          ],
          onValueChange: (value) => sort({ column, descending: value === 'descending' }),
        },
      ]}
    />
  );
}
