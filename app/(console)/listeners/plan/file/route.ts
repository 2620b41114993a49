import { badRequest } from '@/app/(console)/bad-request';
import { accessOf } from '@/lib/auth/access';
import { permissionOf } from '@/lib/model/permission';
import type { PlanProblem } from '@/lib/plans/plan-types';
import { formatOfFile, readSource } from '@/lib/plans/sources/read-source';
import { sizeProblem, type SourceNote, type SourceProblem } from '@/lib/plans/sources/source-types';
import { createPlan } from '@/lib/plans/store';
import { trustedRoute } from '@/lib/web/trusted-route';

/** What became of a file: a plan, or what is wrong with it, or why the plan could not be kept. */
export type FileOutcome =
  | { ok: true; planId: number; notes: readonly SourceNote[] }
  | { ok: false; problems: readonly SourceProblem[] }
  | PlanProblem;

/**
 * Makes a plan of a file, or of a pasted text: its bytes are the body, its name says the format, and the plan has the
 * given title. A file that is too large is refused by its declared size, or where it exceeds the limit as it arrives.
 */
export const POST = trustedRoute(async (request, requester) => {
  const { searchParams } = new URL(request.url);
  const file = searchParams.get('file');
  const title = searchParams.get('title') ?? file;
  if (file === null || title === null) return badRequest(request, 'format');
  if (!permissionOf(accessOf(requester), 'edit-plan').allowed)
    return answer({ ok: false, problem: 'not-permitted' }, 403);
  const bytes = await bytesOf(request);
  if (!bytes.ok) return answer({ ok: false, problems: [bytes.problem] }, 413);
  const source = await readSource(formatOfFile(file), bytes.value);
  if (!source.ok) return answer(source, 422);
  const created = await createPlan(source.rows, { name: title, requester });
  return created.ok ? answer({ ...created, notes: source.notes }, 200) : answer(created, 422);
});

function answer(outcome: FileOutcome, status: number): Response {
  return Response.json(outcome, { status });
}

async function bytesOf({
  headers,
  body,
}: Request): Promise<{ ok: true; value: Uint8Array } | { ok: false; problem: SourceProblem }> {
  const declared = sizeProblem(Number(headers.get('content-length') ?? 0));
  if (declared !== null) return { ok: false, problem: declared };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    const problem = sizeProblem(size);
    if (problem !== null) return { ok: false, problem };
    chunks.push(chunk);
  }
  return { ok: true, value: Buffer.concat(chunks) };
}
