import { getMessages, getTranslations } from 'next-intl/server';
import type { Messages } from '@/lib/i18n/messages';
import type { SkipReason } from '@/lib/runs/run-types';

/** The sentences of the bulk bar with their places unfilled: only the browser knows what is selected. */
export type BulkWords = Messages['bulk'] & { obstacle: Record<SkipReason, string>; because: string };

export async function readBulkWords(): Promise<BulkWords> {
  const [messages, t] = await Promise.all([getMessages(), getTranslations('runs.detail')]);
  return {
    ...messages.bulk,
    obstacle: { ...messages.domain.obstacle, ...messages.runs.skip },
    because: t.raw('because'),
  };
}
