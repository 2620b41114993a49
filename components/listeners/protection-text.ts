import type { Translator } from '@/lib/i18n/translator';
import type { GuardedLoadBalancer } from '@/lib/model/rules';

type Translators = { t: Translator<'list'>; domain: Translator<'domain'> };

/** What protects the instance, with the reason its owner gave; empty where nothing does. */
export function protectionText(
  { modificationProtection, deleteProtection, status }: GuardedLoadBalancer,
  { t, domain }: Translators,
): string {
  const parts = [
    modificationProtection.status === 'console' &&
      (modificationProtection.reason === null
        ? t('table.protectedConsole')
        : t('action.because', {
            blockReason: t('table.protectedConsole'),
            reason: modificationProtection.reason,
          })),
    deleteProtection && t('table.protectedDelete'),
  ].filter((part) => part !== false);
  const words = parts.length > 0 ? [t('table.protected', { reason: parts.join(domain('comma')) })] : [];
  return [...words, ...(status === 'locked' ? [t('table.locked')] : [])].join(t('gaps.semicolon'));
}
