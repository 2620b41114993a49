import { inProgressAmong } from '@/lib/activity/in-progress';
import { progressText } from '@/lib/activity/query';
import { chainMark } from '@/lib/activity/chain-state';
import { chainCheck, checkChainSoon } from '@/lib/activity/verify-chain';
import { inputLimits } from '@/lib/input-limits';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * Which of the listed entries have no outcome yet, as one short text, and what is known of the hash chain; polled while
 * either will change.
 */
export const GET = trustedRoute(async (request) => {
  const search = new URL(request.url).searchParams;
  const ids = (search.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > inputLimits.values || !ids.every((id) => /^\d{1,15}$/.test(id)))
    return badRequest(request, 'entries');
  const left = (await inProgressAmong(ids.map(Number))).join(',');
  if (!search.has('chain')) return new Response(left);
  void checkChainSoon();
  return new Response(progressText(left, chainMark(chainCheck())));
});
