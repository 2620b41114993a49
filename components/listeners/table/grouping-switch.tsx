'use client';

import { useTranslations } from 'next-intl';
import { remember } from '@/components/shell/preference';
import { usePendingQuery } from '@/components/shell/pending-query';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import type { PreferenceName } from '@/lib/model/preferences';

/** One list, or the listeners of each instance below it; and how high the rows are. */
export function GroupingSwitch({ densityCookie }: { densityCookie: PreferenceName }) {
  const t = useTranslations('query.layout');
  const { query, change } = usePendingQuery();
  const isCompact = query.density === 'compact';

  function chooseDensity() {
    const density = isCompact ? 'comfortable' : 'compact';
    remember(densityCookie, density);
    change({ density: density === 'comfortable' ? null : density, page: query.page });
  }

  return (
    <div className="flex gap-2 max-sm:order-last max-sm:w-full">
      <Segmented
        name="group"
        aria-label={t('grouping')}
        value={query.grouped ? 'instance' : 'flat'}
        options={[
          { value: 'flat', label: t('flat') },
          { value: 'instance', label: t('instance') },
        ]}
        onValueChange={(value) => change({ grouped: value === 'instance' }, { push: true })}
      />
      <Button
        icon="rows"
        iconOnly
        aria-pressed={isCompact}
        onClick={chooseDensity}
        className="aria-pressed:border-accent-mark aria-pressed:bg-accent-tint aria-pressed:text-accent max-sm:hidden"
      >
        {t('compact')}
      </Button>
    </div>
  );
}
