import { getMessages, getTranslations } from 'next-intl/server';
import type { Messages } from '@/lib/i18n/messages';

/** The sentences of the bulk bar with their places unfilled: only the browser knows what is selected. */
export type BulkWords = Messages['bulk'] & { obstacle: Messages['domain']['obstacle']; because: string };

export async function readBulkWords(): Promise<BulkWords> {
  const [messages, t] = await Promise.all([getMessages(), getTranslations('runs.detail')]);
  return { ...messages.bulk, obstacle: messages.domain.obstacle, because: t.raw('because') };
}
