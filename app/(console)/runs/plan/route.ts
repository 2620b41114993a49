import * as z from 'zod';
import { getTranslations } from 'next-intl/server';
import { ownersWarnings } from '@/components/listeners/owner-text';
import { accessOf } from '@/lib/auth/access';
import { detailOfPlan, ownersIn, summaryOfPlan, type ToldPlan } from '@/lib/runs/plan-run';
import { runSettingsSchema } from '@/lib/runs/run-settings';
import { bulkKinds } from '@/lib/runs/run-types';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';
import { readPlan, selectedSchema } from '../read-plan';

const requestSchema = z.object({
  selected: selectedSchema,
  kind: z.enum(bulkKinds).optional(),
  settings: runSettingsSchema.nullable().optional(),
  includesUnsettled: z.boolean().default(false),
});

/** What a run on the selection would affect and skip: counts for each kind, or one kind in full. Changes nothing. */
export const POST = trustedRoute(async (request, actor) => {
  const requested = requestSchema.safeParse(await request.json().catch(() => undefined));
  if (!requested.success) return badRequest(request, 'listeners');
  const { selected, kind, settings, includesUnsettled } = requested.data;
  const plan = await readPlan(selected, { access: accessOf(actor), includesUnsettled });
  if (kind === undefined)
    return Response.json(
      Object.fromEntries(bulkKinds.map((each) => [each, summaryOfPlan(plan.rows(each), plan.known)])),
    );
  const rows = plan.rows(kind, settings);
  const ownerWarnings = ownersWarnings(ownersIn(rows, plan.known), await getTranslations('domain'));
  return Response.json({ ...detailOfPlan(rows), ownerWarnings } satisfies ToldPlan);
});
