import { trustedRoute } from '@/lib/web/trusted-route';
import { readOpenPlan } from '../read-open-plan';

/** What the rows that are kept mean now. Not an action: those of a page wait for each other (decision 053). */
export const GET = trustedRoute(
  async (_request, actor, { params }: RouteContext<'/listeners/plan/[planId]/review'>) => {
    const open = await readOpenPlan((await params).planId, actor);
    return open === null ? new Response(null, { status: 404 }) : Response.json(open.review);
  },
);
