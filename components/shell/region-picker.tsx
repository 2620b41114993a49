'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { CheckOption } from '@/components/ui/check-list';
import { CheckPopover } from '@/components/ui/check-popover';
import { listHref, type ListQuery } from '@/lib/listeners/list/list-query';
import { usePendingQueryOver } from './pending-query';
import { remember } from './preference';
import type { PreferenceName } from '@/lib/model/preferences';

type Props = {
  query: ListQuery;
  regions: readonly CheckOption[];
  /** Ids of the regions that are shown now. */
  chosen: readonly string[];
  cookie: PreferenceName;
  label: string;
};

/** Chooses the regions whose listeners are shown. The choice is in the address and remembered in this browser. */
export function RegionPicker({ query, regions, chosen, cookie, label }: Props) {
  const t = useTranslations('list.regions');
  const pending = usePendingQueryOver(query);
  const whyId = useId();
  const [ticked, setTicked] = useState<readonly string[]>(chosen);

  // A URL without regions gets the default ones explicitly, so that it shows the same when pasted elsewhere (ux.md T1).
  const complete = query.regions.length === 0 && chosen.length > 0;
  const address = complete ? listHref({ ...query, regions: chosen }) : null;
  useEffect(() => {
    const { pathname, search } = window.location;
    if (address === null || pathname !== '/listeners' || new URLSearchParams(search).has('regions')) return;
    // Bypasses Next, which would treat it as a back navigation and drop the navigation of a link just clicked. Next
    // rewrites its own URL with each response, so this does too.
    History.prototype.replaceState.call(window.history, window.history.state, '', address);
  });

  function show(next: readonly string[]) {
    remember(cookie, next.join(','));
    pending.change({ regions: next }, { push: true, scroll: true });
  }

  // One choice has one address, in whatever order it was ticked.
  const ids = regions
    .map(({ value }) => value)
    .filter((value) => ticked.includes(value))
    .toSorted();
  const none = ids.length === 0;
  const isAwaited = pending.waiting && pending.query.regions.toSorted().join() !== chosen.toSorted().join();
  return (
    <CheckPopover
      variant="quiet"
      label={label}
      name={t('name')}
      className={isAwaited ? 'opacity-60' : undefined}
      options={regions}
      selected={ticked}
      onSelectedChange={setTicked}
      onOpen={() =>
        setTicked(pending.waiting && pending.query.regions.length > 0 ? pending.query.regions : chosen)
      }
      searchWords={{ label: t('search'), none: t('none') }}
      renderFooter={(hide) => (
        <div className="flex flex-wrap items-center gap-2 border-t border-line p-2">
          <Button
            size="small"
            unavailable={none && whyId}
            onClick={() => {
              hide();
              show(ids);
            }}
          >
            {t('apply')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              hide();
              show([]);
            }}
          >
            {t('reset')}
          </Button>
          <span id={whyId} className="text-12 text-ink-2">
            {none ? t('atLeastOne') : ''}
          </span>
        </div>
      )}
    />
  );
}
