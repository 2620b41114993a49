'use client';

import { useTranslations } from 'next-intl';
import { remember } from '@/components/shell/preference';
import { usePendingQuery } from '@/components/shell/pending-query';
import { CheckList } from '@/components/ui/check-list';
import { Icon } from '@/components/ui/icon';
import { PanelButton } from '@/components/ui/panel-button';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { defaultColumns, parseColumns, shownColumns, type ListColumn } from '@/lib/listeners/list/list-query';
import type { PreferenceName } from '@/lib/model/preferences';

type Props = {
  columns: readonly { value: ListColumn; label: string }[];
  cookie: PreferenceName;
};

/** Which columns are shown. */
export function LayoutButton({ columns, cookie }: Props) {
  const t = useTranslations('query.layout');
  const { query, change } = usePendingQuery();

  // Where nothing is chosen the usual columns are shown, so that is what choosing just these means.
  function chooseColumns(chosen: readonly string[]) {
    const next = parseColumns(['port', ...chosen].join(','));
    const usual = next === null || next.join() === defaultColumns(query).join();
    remember(cookie, usual ? '' : next.join(','));
    change({ columns: usual ? null : next, page: query.page });
  }

  return (
    <PanelButton
      face={
        <>
          <Icon name="columns" />
          <span className="sm:max-md:sr-only">{t('button')}</span>
        </>
      }
      title={t('button')}
      name={t('columns')}
      className="max-md:px-1.5 max-sm:flex-1"
      panelClassName="w-64"
    >
      {() => (
        <CheckList
          name={t('columns')}
          options={columns.filter(({ value }) => value !== 'port')}
          selected={shownColumns(query, filterOf(query.text))}
          onSelectedChange={chooseColumns}
          searchWords={{ label: '', none: '' }}
          takesFocus
        />
      )}
    </PanelButton>
  );
}
