import { badRequest } from '@/app/(console)/bad-request';
import type { SourceOutcome } from '@/components/plans/sources/source-outcome';
import { PLAN_NAME_MAX, type PlanCells } from '@/lib/plans/plan-types';
import { accessOf } from '@/lib/auth/access';
import { permissionOf } from '@/lib/model/permission';
import { planInstances } from '@/lib/plans/plan-instances';
import { formatOfFile, readSource } from '@/lib/plans/sources/read-source';
import { sizeProblem, type SourceProblem } from '@/lib/plans/sources/source-types';
import { createPlan } from '@/lib/plans/store';
import { trustedRoute } from '@/lib/web/trusted-route';

/**
 * Makes a plan of a file, or of a pasted text with a title: its bytes are the body, and its name says the format. A file
 * that is too large is refused by its declared size, or where it exceeds the limit as it arrives.
 */
export const POST = trustedRoute(async (request, requester) => {
  const { searchParams } = new URL(request.url);
  const file = searchParams.get('file');
  const title = searchParams.get('title');
  if (file === null) return badRequest(request, 'format');
  if (!permissionOf(accessOf(requester), 'edit-plan').allowed)
    return answer({ ok: false, problem: 'not-permitted' }, 403);
  const bytes = await bytesOf(request);
  if (!bytes.ok) return answer({ ok: false, problems: [bytes.problem] }, 413);
  const source = await readSource(formatOfFile(file), bytes.value);
  if (!source.ok) return answer(source, 422);
  const whole = title === null ? file : await titleWithInstances(title.trim(), source.rows);
  // The name of a file may be longer than that of a plan.
  const name = [...whole.trim()].slice(0, PLAN_NAME_MAX).join('');
  const created = await createPlan(source.rows, { name, requester });
  return created.ok ? answer({ ...created, notes: source.notes }, 200) : answer(created, 422);
});

/** A text that is pasted has no name of its own: its instances tell it from others. */
async function titleWithInstances(title: string, rows: readonly PlanCells[]): Promise<string> {
  const names = new Map((await planInstances()).map(({ loadBalancerId, name }) => [loadBalancerId, name]));
  const ids = new Set(rows.flatMap(({ LoadBalancerId }) => LoadBalancerId ?? []));
  const [first, ...others] = [...ids].flatMap((id) => names.get(id) ?? []);
  if (first === undefined) return title;
  return `${title} · ${first}${others.length === 0 ? '' : ` +${others.length}`}`;
}

function answer(outcome: SourceOutcome, status: number): Response {
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
