import { getTranslations } from 'next-intl/server';
import type { OutageMessages } from './outage';

/** The texts of the banner over stale data while Sluice cannot be reached. */
export async function readOutageMessages(): Promise<OutageMessages> {
  const [t, foot] = await Promise.all([getTranslations('list.outage'), getTranslations('list.foot')]);
  return {
    fact: t('fact'),
    text: t.raw('text'),
    retry: t('retry'),
    seconds: foot.raw('seconds'),
    minutes: foot.raw('minutes'),
  };
}
