import { createTranslator } from 'next-intl';
import { loadMessages } from '@/lib/i18n/messages';

/** Replaces `next-intl/server` in unit tests, which run outside a Next.js request: English, or the requested locale. */

type Requested = string | { locale: 'en' | 'zh-CN'; namespace: string };

export async function getLocale(): Promise<'en'> {
  return 'en';
}

export async function getTranslations(requested: Requested) {
  const { locale, namespace } =
    typeof requested === 'string' ? { locale: 'en' as const, namespace: requested } : requested;
  return createTranslator({
    locale,
    messages: await loadMessages(locale),
    namespace: namespace as 'list',
  });
}
