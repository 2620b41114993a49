import { inProgressAmong } from '@/lib/activity/in-progress';
import { inputLimits } from '@/lib/input-limits';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';

/** Which of the listed entries have no outcome yet, as one short text; polled while there are any. */
export const GET = trustedRoute(async (request) => {
  const ids = (new URL(request.url).searchParams.get('ids') ?? '').split(',');
  if (ids.length > inputLimits.values || !ids.every((id) => /^\d{1,15}$/.test(id)))
    return badRequest(request, 'entries');
  return new Response((await inProgressAmong(ids.map(Number))).join(','));
});
