'use client';

import { useRouter } from 'next/navigation';
import type { Route } from 'next';
import { useOptimistic, useTransition } from 'react';
import { CheckPopover, type CheckOption } from '@/components/ui/check-popover';
import { changeListQuery, listHref, type ListQuery } from '@/lib/listeners/list-query';
import { FILTER_WIDTH } from './filter-width';

type Props = {
  query: ListQuery;
  property: keyof ListQuery['filters'];
  label: string;
  name: string;
  options: readonly CheckOption[];
  searchWords: { label: string; none: string };
  /** Where not all values are offered. */
  note?: string | undefined;
};

/** One property of the rows: any of the ticked values. */
export function FilterControl({ query, property, label, name, options, searchWords, note }: Props) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [selected, setSelected] = useOptimistic<readonly string[]>(query.filters[property]);

  function choose(values: string[]) {
    startTransition(() => {
      setSelected(values);
      const filters = { ...query.filters, [property]: values };
      router.replace(listHref(changeListQuery(query, { filters })) as Route, { scroll: false });
    });
  }

  return (
    <CheckPopover
      label={label}
      className={FILTER_WIDTH}
      name={name}
      options={options}
      selected={selected}
      onSelectedChange={choose}
      searchWords={searchWords}
      renderFooter={
        note === undefined
          ? undefined
          : () => <p className="max-w-72 border-t border-line px-3 py-2 text-12 text-ink-2">{note}</p>
      }
    />
  );
}
