import * as z from 'zod';
import { renewRegions } from '@/lib/inventory/regions';
import { rereadScreen } from '@/lib/inventory/screen';
import { trustedRoute } from '@/lib/web/trusted-route';

const id = z.string().min(1).max(100);
/** What stands on the screen; an instance as `region/id`. */
const screenSchema = z.object({
  regions: z.array(id).max(100),
  instances: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[^/]+\/[^/]+$/),
    )
    .max(500),
  whole: z.boolean(),
});

/**
 * Reads again what a page shows, and answers when that is done or has been waited for long enough; the page then looks again.
 * No action: a page's actions run one after the other, and a region that hangs would hold up the next one.
 */
export const POST = trustedRoute(async (request) => {
  const asked = screenSchema.safeParse(await request.json().catch(() => null));
  if (!asked.success) return new Response(null, { status: 400 });
  const { regions, instances, whole } = asked.data;
  renewRegions().catch(() => {});
  await rereadScreen({
    regionIds: regions,
    instances: instances.map((text) => {
      const [regionId = '', loadBalancerId = ''] = text.split('/');
      return { regionId, loadBalancerId };
    }),
    whole,
  });
  return new Response(null, { status: 204 });
});
