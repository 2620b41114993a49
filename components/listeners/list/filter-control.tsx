'use client';

import { useAskedQuery } from '@/components/shell/asked-query';
import { CheckPopover, type CheckOption } from '@/components/ui/check-popover';
import type { ListQuery } from '@/lib/listeners/list-query';
import { FILTER_WIDTH } from './filter-width';

type Props = {
  property: keyof ListQuery['filters'];
  label: string;
  name: string;
  options: readonly CheckOption[];
  searchWords: { label: string; none: string };
  /** Where not all values are offered. */
  note?: string | undefined;
};

/** One property of the rows: any of the ticked values. */
export function FilterControl({ property, label, name, options, searchWords, note }: Props) {
  const { query, change } = useAskedQuery();
  return (
    <CheckPopover
      label={label}
      className={FILTER_WIDTH}
      name={name}
      options={options}
      selected={query.filters[property]}
      onSelectedChange={(values) => change({ filters: { [property]: values } })}
      searchWords={searchWords}
      renderFooter={
        note === undefined
          ? undefined
          : () => <p className="max-w-72 border-t border-line px-3 py-2 text-12 text-ink-2">{note}</p>
      }
    />
  );
}
