import { getTranslations } from 'next-intl/server';
import { respondWithExport } from '@/lib/export/export-response';
import { badRequest } from '@/app/(console)/bad-request';
import { trustedRoute } from '@/lib/web/trusted-route';
import { makeExport } from './read-export';

/**
 * `GET /listeners/export?format=csv|json`, the rest as in the list's own address: all rows that the list shows, of all pages, as a file.
 * Regions that are missing are named in the file, in its name and in `Sluice-Incomplete`, those whose rows are older than the newest
 * reading in `Sluice-Outdated`. 503 with a sentence where no region was read, and while two files are being made.
 */
export const GET = trustedRoute(answer);
export const HEAD = trustedRoute(answer);

async function answer(request: Request): Promise<Response> {
  const t = await getTranslations('export');
  const format = new URL(request.url).searchParams.get('format');
  if (format !== 'csv' && format !== 'json') return badRequest(request, 'format');
  return respondWithExport(
    request,
    async () => t('problem.busy'),
    () => makeExport(request, format),
  );
}
