import { getTranslations } from 'next-intl/server';
import type { OneListener } from '@/lib/listeners/detail/detail-types';

const STATUSES = ['running', 'stopped', 'starting', 'stopping', 'configuring'] as const;

/** The status in the reader's language; an unknown status is shown as it is. */
export async function statusTextOf({ status }: OneListener): Promise<string> {
  const t = await getTranslations('domain.status');
  const known = STATUSES.find((word) => word === status);
  return known === undefined ? status || t('unknown') : t(known);
}

/** What protects the instance, with the reason its owner gave; empty where nothing does. */
export async function protectionOf({ loadBalancer }: OneListener): Promise<string> {
  const [t, domain] = await Promise.all([getTranslations('list'), getTranslations('domain')]);
  const { modificationProtection: console, deleteProtection, status } = loadBalancer;
  const parts = [
    console.status === 'console' &&
      (console.reason === null
        ? t('table.protectedConsole')
        : t('action.because', { blockReason: t('table.protectedConsole'), reason: console.reason })),
    deleteProtection && t('table.protectedDelete'),
  ].filter((part) => part !== false);
  const words = parts.length > 0 ? [t('table.protected', { reason: parts.join(domain('comma')) })] : [];
  return [...words, ...(status === 'locked' ? [t('table.locked')] : [])].join(t('gaps.semicolon'));
}
