'use client';

import { useTranslations } from 'next-intl';
import { remember } from '@/components/shell/preference';
import { usePendingQuery } from '@/components/shell/pending-query';
import { PANEL, useAnchoredPopover } from '@/components/ui/anchored-popover';
import { buttonClass } from '@/components/ui/button-variant';
import { CheckList } from '@/components/ui/check-list';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { defaultColumns, parseColumns, shownColumns, type ListColumn } from '@/lib/listeners/list/list-query';

type Props = {
  columns: readonly { value: ListColumn; label: string }[];
  cookie: string;
};

/** Which columns are shown. */
export function LayoutButton({ columns, cookie }: Props) {
  const t = useTranslations('query.layout');
  const { query, change } = usePendingQuery();
  const { open, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align: 'end' });

  // Where nothing is chosen the usual columns are shown, so that is what choosing just these means.
  function chooseColumns(chosen: readonly string[]) {
    const next = parseColumns(['port', ...chosen].join(','));
    const usual = next === null || next.join() === defaultColumns(query).join();
    remember(cookie, usual ? '' : next.join(','));
    change({ columns: usual ? null : next, page: query.page });
  }

  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        title={t('button')}
        className={buttonClass({}, 'max-md:px-1.5 max-sm:flex-1')}
      >
        <Icon name="columns" />
        <span className="sm:max-md:sr-only">{t('button')}</span>
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={t('columns')} className={cx(PANEL, 'w-64')}>
        {open && (
          <CheckList
            name={t('columns')}
            options={columns.filter(({ value }) => value !== 'port')}
            selected={shownColumns(query, filterOf(query.text))}
            onSelectedChange={chooseColumns}
            searchWords={{ label: '', none: '' }}
            takesFocus
          />
        )}
      </dialog>
    </>
  );
}
