import { shownLocale } from '@/components/shell/lazy-messages';
import type { Locale } from '@/lib/i18n/locales';
import type { Messages } from '@/lib/i18n/messages';

export type CodeMessages = { locale: Locale; messages: Pick<Messages, 'code'> };

/** Fetches the messages of the dialog with the code of a selection: few need it. */
export async function loadCodeMessages(): Promise<CodeMessages> {
  const locale = shownLocale();
  const code = await import(`@/lib/i18n/messages/${locale}/code.json`);
  return { locale, messages: { code: code.default } };
}
