import { isObservingHealth } from '@/lib/inventory/health-sweep';
import { inventoryState } from '@/lib/inventory/overview';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * How complete and how old the inventory is, for monitoring. `observing`: backend health is being polled right now. Makes
 * no call to SLB.
 */
export const GET = trustedRoute(async () =>
  Response.json({ ...(await inventoryState()), observing: await isObservingHealth() }),
);

/** Whether Sluice responds: checked before each refresh of a page, so nothing is computed for it. */
export const HEAD = trustedRoute(() => new Response(null, { status: 204 }));
