import { expect, it } from 'vitest';
import type { ShownReview } from '@/components/plans/plan-store';
import { fill, inventoryWorld } from '@/lib/inventory/testing/world';
import { edge } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { createPlan, editPlan } from '@/lib/plans/store';
import { GET } from './route';

const world = inventoryWorld();
const host = '127.0.0.1:3000';

async function review(planId: string): Promise<{ status: number; review: ShownReview | null }> {
  const request = new Request(`http://${host}/listeners/plan/${planId}/review`, {
    headers: { host, 'sec-fetch-site': 'same-origin' },
  });
  const response = await GET(request, { params: Promise.resolve({ planId }) });
  return { status: response.status, review: response.ok ? ((await response.json()) as ShownReview) : null };
}

it('answers with what the rows that are kept mean now, and 404 for a plan there is none of', async () => {
  await fill([edge.regionId]);
  const cells = { RegionId: edge.regionId, LoadBalancerId: edge.loadBalancerId, ListenerPort: '18080' };
  const requester = localActor(null);
  const created = await createPlan([cells], { name: 'night', requester });
  if (!created.ok) throw new Error(created.problem);
  const { planId } = created;
  const calls = await world.calls();
  expect((await review(String(planId))).review?.verdicts).toMatchObject([[1, { kind: 'invalid' }]]);
  const whole = { ...cells, BackendServerPort: '80', Bandwidth: '-1' };
  await editPlan(planId, 1, [{ kind: 'set', rows: [{ id: 1, cells: whole }] }], requester);
  expect((await review(String(planId))).review).toMatchObject({
    verdicts: [[1, { kind: 'create' }]],
    estimate: { instances: [{ listenersBefore: 8, listenersAfter: 9 }] },
    readAtMillis: expect.any(Number),
  });
  expect(await world.calls()).toBe(calls);
  for (const unknown of ['4711', 'none'])
    expect(await review(unknown)).toEqual({ status: 404, review: null });
});
