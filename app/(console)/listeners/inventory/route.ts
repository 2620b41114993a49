import { isObservingHealth } from '@/lib/inventory/health-sweep';
import { inventoryState } from '@/lib/inventory/overview';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * How far the inventory is filled, and how old it is: for whoever watches it from outside. `observing`: the health of backends is being observed
 * just now. Reads nothing from the cloud.
 */
export const GET = trustedRoute(async () =>
  Response.json({ ...(await inventoryState()), observing: await isObservingHealth() }),
);

/** Whether Sluice responds: checked before each refresh of a page, so nothing is computed for it. */
export const HEAD = trustedRoute(() => new Response(null, { status: 204 }));
