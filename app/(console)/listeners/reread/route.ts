import * as z from 'zod';
import { renewRegions } from '@/lib/inventory/regions';
import { rereadScreen } from '@/lib/inventory/screen';
import { renewHealth, watchHealth } from '@/lib/inventory/health-sweep';
import { PATIENCE_MILLIS } from '@/lib/inventory/overview';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputLimits } from '@/lib/input-limits';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';

/** What is on screen; an instance as `region/id`. */
const screenSchema = z.object({
  regions: z.array(z.string().min(1).max(inputLimits.idLength)).max(inputLimits.regions),
  instances: z
    .array(
      z
        .string()
        .max(2 * inputLimits.idLength + 1)
        .regex(/^[^/]+\/[^/]+$/),
    )
    .max(inputLimits.screenInstances),
  whole: z.boolean(),
});

/**
 * Reads again what a page shows, and responds when that is done or has taken long enough; the page then refreshes. Not
 * an action: a page's actions run one after the other, and a region that hangs would delay the next one.
 */
export const POST = trustedRoute(async (request) => {
  const requested = screenSchema.safeParse(await request.json().catch(() => null));
  if (!requested.success) return badRequest(request, 'screen');
  const { regions: regionIds, whole } = requested.data;
  const instances = requested.data.instances.map((text) => {
    const [regionId = '', loadBalancerId = ''] = text.split('/');
    return { regionId, loadBalancerId };
  });
  renewRegions().catch(() => {});
  const watched = { regionIds, onScreen: instances };
  const health = renewHealth(watched, { whole });
  health.catch(() => {});
  await rereadScreen({ regionIds, instances, whole });
  // What has just been read may be new, or have changed.
  await watchHealth(watched);
  // Rows do not wait for the health of their servers, unless the reader requested a full refresh.
  if (whole) await Promise.race([health, sleep(PATIENCE_MILLIS, null, { ref: false })]);
  return new Response(null, { status: 204 });
});
