import { getTranslations } from 'next-intl/server';
import { protectionText } from '../protection-text';
import type { OneListener } from '@/lib/listeners/detail/detail-types';

const STATUSES = ['running', 'stopped', 'starting', 'stopping', 'configuring'] as const;

/** The status in the reader's language; an unknown status is shown as it is. */
export async function statusTextOf({ status }: OneListener): Promise<string> {
  const t = await getTranslations('domain.status');
  const known = STATUSES.find((word) => word === status);
  return known === undefined ? status || t('unknown') : t(known);
}

/** What protects the instance; empty where nothing does. */
export async function protectionOf({ loadBalancer }: OneListener): Promise<string> {
  const [t, domain] = await Promise.all([getTranslations('list'), getTranslations('domain')]);
  return protectionText(loadBalancer, { t, domain });
}
