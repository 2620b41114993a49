import { getTranslations } from 'next-intl/server';
import { statusTextIn } from '../cell-messages';
import { protectionText } from '../protection-text';
import type { OneListener } from '@/lib/listeners/detail/detail-types';

/** The status in the reader's language; an unknown status is shown as it is. */
export async function statusTextOf({ status }: OneListener): Promise<string> {
  return statusTextIn(await getTranslations('domain.status'), status || 'unknown');
}

/** What protects the instance; empty where nothing does. */
export async function protectionOf({ loadBalancer }: OneListener): Promise<string> {
  const [t, domain] = await Promise.all([getTranslations('list'), getTranslations('domain')]);
  return protectionText(loadBalancer, { t, domain });
}
