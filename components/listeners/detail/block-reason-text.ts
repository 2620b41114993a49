import { getTranslations } from 'next-intl/server';
import type { Verdict } from '@/lib/model/rules';

/** Why something cannot be done, with the reason text of its protection where there is one. */
export async function blockReasonText({
  blockReason,
  reason,
}: Extract<Verdict, { allowed: false }>): Promise<string> {
  const [domain, list] = await Promise.all([getTranslations('domain'), getTranslations('list')]);
  const words = domain(`blockReason.${blockReason}`);
  return reason === null ? words : list('action.because', { blockReason: words, reason });
}
