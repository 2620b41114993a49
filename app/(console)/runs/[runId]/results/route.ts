import { getTranslations } from 'next-intl/server';
import { badRequest } from '@/app/(console)/bad-request';
import { respondWithExport } from '@/lib/export/export-response';
import { readRun } from '@/lib/runs/read-runs';
import { parsePositive } from '@/lib/runs/run-address';
import { exportResults } from '@/lib/runs/run-export';
import type { Actor } from '@/lib/model/actor';
import { trustedRoute } from '@/lib/web/trusted-route';

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** The result of each listener of a run as a file. 503 while the person exports already, or two do. */
export const GET = trustedRoute(answer);
export const HEAD = trustedRoute(answer);

async function answer(
  request: Request,
  actor: Actor,
  { params }: RouteContext<'/runs/[runId]/results'>,
): Promise<Response> {
  const format = new URL(request.url).searchParams.get('format');
  if (format !== 'csv' && format !== 'json') return badRequest(request, 'format');
  const runId = parsePositive((await params).runId);
  const run = runId === undefined ? null : await readRun(runId);
  if (run === null) return new Response(null, { status: 404 });
  const t = await getTranslations('export');
  return respondWithExport(request, { personId: actor.personId, busy: t('problem.busy') }, async () => ({
    pieces: exportResults(run.id, format),
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="sluice-run-${run.id}.${format}"`,
    },
  }));
}
