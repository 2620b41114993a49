'use client';

import { remember } from '@/components/shell/preference';
import { usePendingQuery } from '@/components/shell/pending-query';
import { PANEL, useAnchoredPopover } from '@/components/ui/anchored-popover';
import { buttonClass } from '@/components/ui/button-variant';
import { CheckList } from '@/components/ui/check-list';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import {
  defaultColumns,
  parseColumns,
  shownColumns,
  type Density,
  type ListColumn,
} from '@/lib/listeners/list/list-query';

type Props = {
  words: Record<
    'button' | 'title' | 'columns' | 'density' | 'comfortable' | 'compact' | 'rows' | 'flat' | 'instance',
    string
  >;
  columns: readonly { value: ListColumn; label: string }[];
  cookies: { columns: string; density: string };
};

/** Which columns are shown, how high the rows are, and whether they stand by instance. */
export function LayoutButton({ words, columns, cookies }: Props) {
  const { query, change } = usePendingQuery();
  const { open, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align: 'end' });

  // Where nothing is chosen the usual columns are shown, so that is what choosing just these means.
  function chooseColumns(chosen: readonly string[]) {
    const next = parseColumns(['port', ...chosen].join(','));
    const usual = next === null || next.join() === defaultColumns.join();
    remember(cookies.columns, usual ? '' : next.join(','));
    change({ columns: usual ? null : next, page: query.page });
  }

  function chooseDensity(density: Density) {
    remember(cookies.density, density);
    change({ density: density === 'comfortable' ? null : density, page: query.page });
  }

  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        className={buttonClass({}, 'max-sm:flex-1 max-sm:px-1.5')}
      >
        <Icon name="columns" />
        {words.button}
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={words.title} className={cx(PANEL, 'w-64')}>
        {open && (
          <>
            <CheckList
              name={words.columns}
              options={columns.filter(({ value }) => value !== 'port')}
              selected={shownColumns(query, filterOf(query.text))}
              onSelectedChange={chooseColumns}
              searchWords={{ label: '', none: '' }}
              takesFocus
            />
            <div className="grid gap-2 border-t border-line p-3 text-12 text-ink-2">
              {words.density}
              <Segmented
                name="density"
                aria-label={words.density}
                value={query.density ?? 'comfortable'}
                options={[
                  { value: 'comfortable', label: words.comfortable },
                  { value: 'compact', label: words.compact },
                ]}
                onValueChange={chooseDensity}
              />
              {words.rows}
              <Segmented
                name="group"
                aria-label={words.rows}
                value={query.grouped ? 'instance' : 'flat'}
                options={[
                  { value: 'flat', label: words.flat },
                  { value: 'instance', label: words.instance },
                ]}
                onValueChange={(value) => change({ grouped: value === 'instance' }, { push: true })}
              />
            </div>
          </>
        )}
      </dialog>
    </>
  );
}
