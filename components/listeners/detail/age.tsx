import { getTranslations } from 'next-intl/server';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import { Freshness } from '@/components/listeners/freshness/freshness';
import { isInTransition } from '@/lib/model/rules';
import type { PreferenceName } from '@/lib/model/preferences';

type Props = {
  readAtMillis: number;
  status: string;
  autoRefresh: boolean;
  autoRefreshCookie: PreferenceName;
};

/** When it was read, and what keeps it young: as in the list, and followed while its status changes. */
export async function OneAge({ readAtMillis, status, autoRefresh, autoRefreshCookie }: Props) {
  const t = await getTranslations('listener');
  return (
    <Freshness
      gaveUpText={t('gaveUp', { minutes: FOLLOW_MINUTES })}
      oldestReadAtMillis={readAtMillis}
      awaited={isInTransition(status) ? { needsRequest: true, key: status } : null}
      autoRefresh={autoRefresh}
      autoRefreshCookie={autoRefreshCookie}
    />
  );
}
