import { trustedRoute } from '@/lib/web/trusted-route';
import { readOpenPlan } from '../read-open-plan';

/** The plan as it is kept now, with what its rows mean: what its page begins with, read again. */
export const GET = trustedRoute(
  async (_request, actor, { params }: RouteContext<'/listeners/plan/[planId]/open'>) => {
    const open = await readOpenPlan((await params).planId, actor);
    return open === null ? new Response(null, { status: 404 }) : Response.json(open);
  },
);
