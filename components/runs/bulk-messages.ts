import { getMessages, getTranslations } from 'next-intl/server';
import type { Messages } from '@/lib/i18n/messages';
import type { SkipReason } from '@/lib/runs/run-types';

/** The sentences of the bulk bar with their places unfilled: only the browser knows what is selected. */
export type BulkMessages = Messages['bulk'] & {
  blockReason: Record<SkipReason, string>;
  because: string;
  comma: string;
  separator: string;
};

export async function readBulkMessages(): Promise<BulkMessages> {
  const [messages, t] = await Promise.all([getMessages(), getTranslations('runs.detail')]);
  return {
    ...messages.bulk,
    blockReason: { ...messages.domain.blockReason, ...messages.runs.skip },
    because: t.raw('because'),
    comma: messages.domain.comma,
    separator: messages.domain.separator,
  };
}
