import * as z from 'zod';
import { readInstanceHealth } from '@/lib/inventory/instance-health';
import { normalizeTyped } from '@/lib/text/typed-text';
import { trustedRoute } from '@/lib/web/trusted-route';

// An id may be any text: SLB is the judge of it.
const id = z.string().overwrite(normalizeTyped).min(1).max(200);
const askedSchema = z.object({ region: id, instance: id });

/**
 * `GET /listeners/healthy?region=&instance=`: how many servers behind each TCP listener of an instance are healthy, read now, for
 * the rows on a screen. Whoever goes away gives the call up. A refusal by SLB is a value, as in `SlbResult`.
 */
export const GET = trustedRoute(async (request) => {
  const asked = askedSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return new Response(null, { status: 400 });
  const { region, instance } = asked.data;
  const result = await readInstanceHealth(
    { regionId: region, loadBalancerId: instance },
    { signal: request.signal },
  );
  return Response.json(result);
});
