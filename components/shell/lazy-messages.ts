import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locales';

/** The language of the page that is shown: it may have changed since the document was loaded. */
export function shownLocale(): Locale {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : DEFAULT_LOCALE;
}
