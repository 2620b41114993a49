import { getTranslations } from 'next-intl/server';
import { exportActivity } from '@/lib/activity/export';
import { parseActivityQuery } from '@/lib/activity/query';
import { respondWithExport } from '@/lib/export/export-response';
import { badRequest } from '@/app/(console)/bad-request';
import type { Actor } from '@/lib/model/actor';
import { trustedRoute } from '@/lib/web/trusted-route';
import { withNames } from '../with-names';

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** The filtered entries as a file, streamed because it may be long. 503 while two exports are running. */
export const GET = trustedRoute(answer);
export const HEAD = trustedRoute(answer);

async function answer(request: Request, actor: Actor): Promise<Response> {
  const t = await getTranslations('export');
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const format = parameters.format;
  if (format !== 'csv' && format !== 'json') return badRequest(request, 'format');
  return respondWithExport(request, { personId: actor.personId, busy: t('problem.busy') }, async () => {
    const { filter } = await withNames(parseActivityQuery(parameters));
    return {
      pieces: exportActivity(filter, format),
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="sluice-activity.${format}"`,
      },
    };
  });
}
