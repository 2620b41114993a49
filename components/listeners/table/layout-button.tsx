'use client';

import { useTranslations } from 'next-intl';
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
  columns: readonly { value: ListColumn; label: string }[];
  cookies: { columns: string; density: string };
};

/** Which columns are shown, the row height, and whether rows are grouped by instance. */
export function LayoutButton({ columns, cookies }: Props) {
  const t = useTranslations('query.layout');
  const { query, change } = usePendingQuery();
  const { open, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align: 'end' });

  // Where nothing is chosen the usual columns are shown, so that is what choosing just these means.
  function chooseColumns(chosen: readonly string[]) {
    const next = parseColumns(['port', ...chosen].join(','));
    const usual = next === null || next.join() === defaultColumns(query).join();
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
        {t('button')}
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={t('title')} className={cx(PANEL, 'w-64')}>
        {open && (
          <>
            <CheckList
              name={t('columns')}
              options={columns.filter(({ value }) => value !== 'port')}
              selected={shownColumns(query, filterOf(query.text))}
              onSelectedChange={chooseColumns}
              searchWords={{ label: '', none: '' }}
              takesFocus
            />
            <div className="grid gap-2 border-t border-line p-3 text-12 text-ink-2">
              {t('density')}
              <Segmented
                name="density"
                aria-label={t('density')}
                value={query.density ?? 'comfortable'}
                options={[
                  { value: 'comfortable', label: t('comfortable') },
                  { value: 'compact', label: t('compact') },
                ]}
                onValueChange={chooseDensity}
              />
              {t('rows')}
              <Segmented
                name="group"
                aria-label={t('rows')}
                value={query.grouped ? 'instance' : 'flat'}
                options={[
                  { value: 'flat', label: t('flat') },
                  { value: 'instance', label: t('instance') },
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
