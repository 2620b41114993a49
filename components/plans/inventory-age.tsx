'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { jsonRequest } from '@/components/shell/fetch-json';
import { Button } from '@/components/ui/button';
import { LocalTime } from '@/components/ui/local-time';

type Props = {
  /** The oldest part that the results are based on; null: a part was never read. */
  readAtMillis: number | null;
  regionIds: readonly string[];
  onRead: () => Promise<void>;
};

/**
 * From when the results are, and a button to read the regions of the plan again. What Sluice has written since is in
 * them: each of its writes updates the inventory.
 */
export function InventoryAge({ readAtMillis, regionIds, onRead }: Props) {
  const t = useTranslations('plans.summary');
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const [isFailed, setIsFailed] = useState(false);
  const at = readAtMillis === null ? null : new Date(readAtMillis).toISOString();

  async function refresh() {
    setBusy(true);
    try {
      const answer = await fetch(
        '/listeners/reread',
        jsonRequest({ regions: regionIds, instances: [], whole: true }),
      );
      setIsFailed(!answer.ok);
      await onRead();
    } catch {
      setIsFailed(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <span className="flex items-center gap-2 text-12 text-ink-3 max-sm:flex-wrap">
      <output className={isFailed ? 'text-bad' : undefined}>
        {isFailed ? (
          t('failed')
        ) : at === null ? (
          t('unread')
        ) : (
          <>
            {t('read')} <LocalTime at={at} locale={locale} show="time" />
            {t('readOwn')}
          </>
        )}
      </output>
      <Button size="small" icon="refresh" busy={busy} onClick={() => void refresh()}>
        {t(busy ? 'refreshing' : 'refresh')}
      </Button>
    </span>
  );
}
