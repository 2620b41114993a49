import { getLocale, getTranslations } from 'next-intl/server';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import { Freshness } from '@/components/listeners/freshness/freshness';
import { fill } from '../template';
import { isInTransition } from '@/lib/model/rules';

type Props = { readAtMillis: number; status: string; autoRefresh: boolean; autoRefreshCookie: string };

/** When it was read, and what keeps it young: as in the list, and followed while its status changes. */
export async function OneAge({ readAtMillis, status, autoRefresh, autoRefreshCookie }: Props) {
  const [t, one, locale] = await Promise.all([
    getTranslations('list.foot'),
    getTranslations('listener'),
    getLocale(),
  ]);
  return (
    <Freshness
      words={{
        readAt: t.raw('readAt'),
        seconds: t.raw('seconds'),
        minutes: t.raw('minutes'),
        auto: t.raw('auto'),
        autoOn: t.raw('autoOn'),
        autoOff: t('autoOff'),
        autoStopped: t('autoStopped'),
        refresh: t('refresh'),
        following: t('following'),
        noServer: t('noServer'),
        gaveUp: fill(one.raw('gaveUp'), { minutes: FOLLOW_MINUTES }),
      }}
      locale={locale}
      oldestReadAtMillis={readAtMillis}
      awaited={isInTransition(status) ? { anew: true, key: status } : null}
      autoRefresh={autoRefresh}
      autoRefreshCookie={autoRefreshCookie}
    />
  );
}
