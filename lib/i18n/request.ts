import 'server-only';
import { getRequestConfig } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import { chooseLocale, isLocale, LOCALE_COOKIE } from './locales';
import { loadMessages } from './messages';

/**
 * next-intl without routing: the locale is the reader's choice (cookie), else the browser's preference. A caller that
 * names a locale gets that one.
 */
export default getRequestConfig(async ({ locale: requested }) => {
  if (isLocale(requested)) return { locale: requested, messages: await loadMessages(requested) };
  const [cookieJar, requestHeaders] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(cookieJar.get(LOCALE_COOKIE)?.value, requestHeaders.get('accept-language'));
  return { locale, messages: await loadMessages(locale) };
});
