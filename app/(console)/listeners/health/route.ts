import { readHealth } from '@/lib/inventory/health';
import { parseListenerKey } from '@/lib/listeners/list/list-query';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * `GET /listeners/health?listener=REGION/LB/PORT`: the health of the servers behind one TCP listener, read now.
 * Disconnecting cancels the call. A rejection by SLB is a value, as in `SlbResult`.
 */
export const GET = trustedRoute(async (request) => {
  const key = parseListenerKey(new URL(request.url).searchParams.get('listener') ?? '');
  if (key === null) return badRequest(request, 'listener');
  const result = await readHealth(key, { signal: request.signal });
  return Response.json(result);
});
