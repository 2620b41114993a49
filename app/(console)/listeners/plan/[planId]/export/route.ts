import { getTranslations } from 'next-intl/server';
import { badRequest } from '@/app/(console)/bad-request';
import { config } from '@/lib/config';
import { respondWithExport, type ExportFile } from '@/lib/export/export-response';
import { inPieces } from '@/lib/export/pieces';
import type { Actor } from '@/lib/model/actor';
import { planFile, planFileTypes, planFormats, planProgram, withoutTerraform } from '@/lib/plans/plan-export';
import type { PlanCells } from '@/lib/plans/plan-types';
import { readPlan } from '@/lib/plans/store';
import { parsePositive } from '@/lib/runs/run-address';
import { snippetLanguages } from '@/lib/snippets/languages';
import { trustedRoute } from '@/lib/web/trusted-route';

const formats = [...planFormats, ...snippetLanguages.filter((language) => language !== 'terraform')] as const;
type Format = (typeof formats)[number];

/**
 * `GET /listeners/plan/[planId]/export?format=`: the rows of a plan as a file that a plan reads back (`csv`, `json`,
 * `terraform`), or as a program that creates their listeners (a language of `lib/snippets`).
 */
export const GET = trustedRoute(answer);
export const HEAD = trustedRoute(answer);

async function answer(
  request: Request,
  actor: Actor,
  { params }: RouteContext<'/listeners/plan/[planId]/export'>,
): Promise<Response> {
  const requested = new URL(request.url).searchParams.get('format');
  const format = formats.find((each) => each === requested);
  if (format === undefined) return badRequest(request, 'format');
  const planId = parsePositive((await params).planId);
  const plan = planId === undefined ? null : await readPlan(planId, actor);
  if (plan === null) return new Response(null, { status: 404 });
  const t = await getTranslations('export');
  return respondWithExport(request, { personId: actor.personId, busy: t('problem.busy') }, () =>
    fileOf(
      plan.rows.map(({ cells }) => cells),
      format,
      `sluice-plan-${plan.id}`,
    ),
  );
}

async function fileOf(rows: readonly PlanCells[], format: Format, name: string): Promise<ExportFile> {
  const t = await getTranslations('plans.sourceNote');
  const endpoints = config().connection;
  const headersOf = (mediaType: string, fileName: string) => ({
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName}"`,
  });
  const planFormat = planFormats.find((each) => each === format);
  if (planFormat !== undefined) {
    const lost = planFormat === 'terraform' ? withoutTerraform(rows, endpoints) : [];
    const notes = lost.length === 0 ? [] : [t('without-argument', { columns: lost.join(', ') })];
    const { mediaType, extension } = planFileTypes[planFormat];
    return {
      pieces: inPieces(planFile(planFormat, rows, { notes, endpoints })),
      headers: headersOf(mediaType, `${name}.${extension}`),
    };
  }
  const language = snippetLanguages.find((each) => each === format);
  if (language === undefined || language === 'terraform') throw new Error(`${format} is no language`);
  const invalidNote = (count: number) => t('invalid-rows', { count });
  const { text, fileName } = planProgram(language, rows, { endpoints, invalidNote });
  return { pieces: inPieces([text]), headers: headersOf('text/plain; charset=utf-8', fileName) };
}
