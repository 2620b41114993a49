import 'server-only';
import { getTranslations } from 'next-intl/server';
import { inputLimits } from '@/lib/input-limits';
import type { Messages } from '@/lib/i18n/messages';

/**
 * 400: what was asked for is no question, or more than may be asked at once; no page of Sluice sends it. In a sentence for whoever did, in the language in which
 * pages are shown to them.
 */
export async function badRequest(problem: keyof Messages['request']['badRequest']): Promise<Response> {
  const t = await getTranslations('request.badRequest');
  const { listeners, regions } = inputLimits;
  return new Response(`${t(problem, { listeners, regions })}\n`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
