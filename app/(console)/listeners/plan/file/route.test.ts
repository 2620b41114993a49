import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceOutcome } from '@/components/plans/sources/source-outcome';
import { fill, inventoryWorld } from '@/lib/inventory/testing/world';
import { edge } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { listPlans, readPlan } from '@/lib/plans/store';
import { POST } from './route';

inventoryWorld();

const local = localActor(null);
let pulled = 0;
beforeEach(() => {
  pulled = 0;
});

/** A body that never ends, in chunks of a megabyte; counts how many were asked for. */
const endless = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(1024 * 1024).fill(65));
    },
  });

async function send(
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ status: number; outcome: SourceOutcome }> {
  const host = '127.0.0.1:3000';
  const request = new Request(`http://${host}/listeners/plan/file?file=ports.csv&title=Night`, {
    method: 'POST',
    headers: { host, origin: `http://${host}`, ...headers },
    body,
    duplex: 'half',
  } as RequestInit);
  const response = await POST(request);
  return { status: response.status, outcome: (await response.json()) as SourceOutcome };
}

const problemsOf = (outcome: SourceOutcome) =>
  'problems' in outcome ? outcome.problems.map(({ code }) => code) : outcome;

describe('a file for a plan', () => {
  it('becomes a plan, with the regions and the ids that the inventory knows for its names', async () => {
    await fill([edge.regionId]);
    const { status, outcome } = await send(
      `LoadBalancerId,ListenerPort,AclId\n${edge.loadBalancerId},18080,office-egress\n`,
    );
    if (!('planId' in outcome)) throw new Error(JSON.stringify(outcome));
    expect(status).toBe(200);
    expect(await readPlan(outcome.planId, local)).toMatchObject({
      // Its instance tells it from others.
      name: 'Night · edge-prod',
      rows: [
        {
          cells: {
            LoadBalancerId: edge.loadBalancerId,
            RegionId: edge.regionId,
            ListenerPort: '18080',
            AclId: '1323',
          },
        },
      ],
    });
  });

  it('becomes nothing if any of it is wrong', async () => {
    const { status, outcome } = await send('RegionId,ListenerPort\ncn-hangzhou,80\n"cn-hangzhou,81\n');
    expect(status).toBe(422);
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'quote', line: 3, column: 1 }] });
    expect(await listPlans(local)).toEqual([]);
  });

  it('is not read at all if it says that it has 100 MB', async () => {
    const { status, outcome } = await send(endless(), { 'content-length': '104857600' });
    expect(status).toBe(413);
    expect(problemsOf(outcome)).toEqual(['too-large']);
    expect(pulled).toBeLessThan(2);
  });

  it('is read no further than the limit if it does not say how large it is', async () => {
    const { status, outcome } = await send(endless());
    expect(status).toBe(413);
    expect(problemsOf(outcome)).toEqual(['too-large']);
    expect(pulled).toBeLessThan(12);
  });
});
