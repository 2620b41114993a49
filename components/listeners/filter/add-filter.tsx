'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import { usePendingQuery } from '@/components/shell/pending-query';
import { PANEL, useAnchoredPopover } from '@/components/ui/anchored-popover';
import { buttonClass } from '@/components/ui/button-variant';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { joinFilter, splitFilter } from '@/lib/listeners/list/filter/format';

const FilterForm = lazy(async () => ({ default: (await import('./filter-form')).FilterForm }));

/** Offers a filter part by part: property, operator, value. */
export function AddFilter() {
  const t = useTranslations('query.add');
  const { query, change } = usePendingQuery();
  const { open, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({ align: 'end' });

  function add(token: string) {
    hide();
    const { tokens, words: typed } = splitFilter(query.text);
    change({ text: joinFilter({ tokens: [...tokens, token], words: typed }) }, { push: true });
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
        <Icon name="plus" />
        <span className="sm:max-md:sr-only">{t('button')}</span>
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={t('title')} className={cx(PANEL, 'w-80')}>
        {open && (
          <Suspense fallback={<output className="block p-3 text-ink-2">{t('reading')}</output>}>
            <FilterForm regions={query.regions} onAdd={add} />
          </Suspense>
        )}
      </dialog>
    </>
  );
}
