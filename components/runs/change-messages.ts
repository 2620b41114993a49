import { shownLocale } from '@/components/shell/lazy-messages';
import type { Locale } from '@/lib/i18n/locales';
import type { Messages } from '@/lib/i18n/messages';

/** The messages of the dialog before a bulk change: those of the form, of an edit, and its own. */
export type ChangeMessages = {
  locale: Locale;
  messages: Pick<Messages, 'change' | 'domain' | 'edit' | 'form'>;
};

/** Fetches them: they are needed only where many listeners are changed. */
export async function loadChangeMessages(): Promise<ChangeMessages> {
  const locale = shownLocale();
  const [change, domain, edit, form] = await Promise.all([
    import(`@/lib/i18n/messages/${locale}/change.json`),
    import(`@/lib/i18n/messages/${locale}/domain.json`),
    import(`@/lib/i18n/messages/${locale}/edit.json`),
    import(`@/lib/i18n/messages/${locale}/form.json`),
  ]);
  return {
    locale,
    messages: { change: change.default, domain: domain.default, edit: edit.default, form: form.default },
  };
}
