import { expect, it } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { localActor } from '@/lib/model/actor';
import { parseSource } from '@/lib/plans/sources/read-source';
import { createPlan } from '@/lib/plans/store';
import { connectTo } from '@/lib/slb/testing/connection';
import { GET } from './route';

dataFolder();

const rows = [
  { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-1', ListenerPort: '80', Bandwidth: '-1', Start: 'on' },
  { ListenerPort: '81', Description: '=1+1' },
];

async function fileOf(planId: number, format: string): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000/listeners/plan/${planId}/export?format=${format}`, {
    headers: { host: '127.0.0.1:3000' },
  });
  return GET(request, { params: Promise.resolve({ planId: String(planId) }) });
}

it('gives the rows of a plan as a file that a plan reads back, or as a program', async () => {
  connectTo(4140);
  const created = await createPlan(rows, { name: 'Night', requester: localActor(null) });
  if (!created.ok) throw new Error(created.problem);
  for (const format of ['csv', 'json'] as const) {
    const file = await fileOf(created.planId, format);
    expect(file.headers.get('content-disposition')).toContain(`sluice-plan-${created.planId}.${format}`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(await parseSource(format, bytes)).toEqual({ ok: true, rows, notes: [] });
  }
  const terraform = new Uint8Array(await (await fileOf(created.planId, 'terraform')).arrayBuffer());
  // The provider starts what it creates.
  const started = rows.map((row) => ({ ...row, Start: 'on' }));
  expect(await parseSource('terraform', terraform)).toMatchObject({ ok: true, rows: started });
  expect(await (await fileOf(created.planId, 'python')).text()).toContain(
    '# 2 rows are invalid and were left out.',
  );
  expect((await fileOf(created.planId, 'exe')).status).toBe(400);
  expect((await fileOf(created.planId + 1, 'csv')).status).toBe(404);
});
