'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Icon } from '@/components/ui/icon';
import { PanelButton } from '@/components/ui/panel-button';
import { joinFilter, splitFilter } from '@/lib/listeners/list/filter/format';

const FilterForm = lazy(async () => ({ default: (await import('./filter-form')).FilterForm }));

/** Offers a filter part by part: property, operator, value. */
export function AddFilter() {
  const t = useTranslations('query.add');
  const { query, change } = usePendingQuery();

  function add(token: string) {
    const { tokens, words: typed } = splitFilter(query.text);
    change({ text: joinFilter({ tokens: [...tokens, token], words: typed }) }, { push: true });
  }

  return (
    <PanelButton
      face={
        <>
          <Icon name="plus" />
          <span className="sm:max-md:sr-only">{t('button')}</span>
        </>
      }
      title={t('button')}
      name={t('title')}
      className="max-md:px-1.5 max-sm:flex-1"
      panelClassName="w-80"
    >
      {(hide) => (
        <Suspense fallback={<output className="block p-3 text-ink-2">{t('reading')}</output>}>
          <FilterForm
            regions={query.regions}
            onAdd={(token) => {
              hide();
              add(token);
            }}
          />
        </Suspense>
      )}
    </PanelButton>
  );
}
