import { getTranslations } from 'next-intl/server';
import { respondWithExport } from '@/lib/export/export-response';
import { badRequest } from '@/app/(console)/bad-request';
import type { Actor } from '@/lib/model/actor';
import { trustedRoute } from '@/lib/web/trusted-route';
import { exportFormats, makeExport } from './read-export';

/**
 * `GET /listeners/export?format=csv|json|plan-csv|plan-json|plan-terraform`, the rest as in the list's own URL: all
 * rows the list shows, of all pages, as a file; in the formats of a plan, its TCP listeners with all their settings. Missing regions are named in the file and in `Sluice-Incomplete`; regions whose rows are older than the
 * newest read, in `Sluice-Outdated`. 503 with a reason if no region was read, and while two exports are running.
 */
export const GET = trustedRoute(answer);
export const HEAD = trustedRoute(answer);

async function answer(request: Request, actor: Actor): Promise<Response> {
  const t = await getTranslations('export');
  const requested = new URL(request.url).searchParams.get('format');
  const format = exportFormats.find((each) => each === requested);
  if (format === undefined) return badRequest(request, 'format');
  return respondWithExport(request, { personId: actor.personId, busy: t('problem.busy') }, () =>
    makeExport(request, format, actor),
  );
}
