import 'server-only';
import { createTranslator } from 'next-intl';
import { inputLimits } from '@/lib/input-limits';
import { chooseLocale, LOCALE_COOKIE } from '@/lib/i18n/locales';
import { loadMessages, type Messages } from '@/lib/i18n/messages';

/** A 400 for a malformed or oversized request, which no page of Sluice sends. The reason is in the caller's language. */
export async function badRequest(
  { headers }: Request,
  problem: keyof Messages['request']['badRequest'],
): Promise<Response> {
  const cookie = new RegExp(`(?:^|;) *${LOCALE_COOKIE}=([^;]*)`).exec(headers.get('cookie') ?? '')?.[1];
  const locale = chooseLocale(cookie, headers.get('accept-language'));
  const t = createTranslator({
    locale,
    messages: await loadMessages(locale),
    namespace: 'request.badRequest',
  });
  const { listeners, regions } = inputLimits;
  return new Response(`${t(problem, { listeners, regions })}\n`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
