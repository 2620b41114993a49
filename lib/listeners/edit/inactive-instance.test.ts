import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { forgetInventory } from '@/lib/inventory/inventory';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { createListener } from '@/lib/listeners/commands/create-listener';
import { actor, edge, example } from '@/lib/listeners/testing/example';
import { accessFor } from '@/lib/model/testing/access';
import { callSlb, writeSlb } from '@/lib/slb/client';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { readRegionOptions } from './options';

/** An instance on which no listener was ever started, and one that was stopped by hand: SLB calls both inactive. */

const sandbox = sandboxWorld({ folderPer: 'test' });
const { regionId } = edge;

beforeEach(async () => {
  forgetInventory();
  connectTo(sandbox.port);
  await sandbox.settings({ transitionMillis: 0 });
});

async function newInstance(): Promise<string> {
  const created = await callSlb({
    action: 'CreateLoadBalancer',
    regionId,
    parameters: { AddressType: 'internet', LoadBalancerName: 'new-edge' },
    effect: 'write',
    answer: z.object({ LoadBalancerId: z.string() }),
  });
  if (!created.ok) throw new Error(created.error.message);
  return created.value.LoadBalancerId;
}

/** As the form learns it, which warns of one that is inactive. */
async function statusOf(loadBalancerId: string): Promise<string | undefined> {
  const { instances } = await readRegionOptions(regionId, accessFor());
  return instances.ok
    ? instances.value.find((each) => each.loadBalancerId === loadBalancerId)?.status
    : undefined;
}

it('is inactive with its first listener, which can be started, and active from then on', async () => {
  const loadBalancerId = await newInstance();
  expect(await statusOf(loadBalancerId)).toBe('active');
  expect(await createListener(example({ loadBalancerId }), actor)).toMatchObject({
    ok: true,
    differences: [],
  });
  expect(await statusOf(loadBalancerId)).toBe('inactive');

  const listener = { regionId, loadBalancerId, listenerPort: 80 };
  expect(await changeListener('start', listener, actor)).toMatchObject({ ok: true, status: 'running' });
  expect(await statusOf(loadBalancerId)).toBe('active');
  expect(await changeListener('stop', listener, actor)).toMatchObject({ ok: true, status: 'stopped' });
  expect(await statusOf(loadBalancerId)).toBe('active');
});

it('stays inactive if it was stopped by hand, whatever is started on it', async () => {
  const loadBalancerId = await newInstance();
  const stopped = await writeSlb('SetLoadBalancerStatus', regionId, {
    LoadBalancerId: loadBalancerId,
    LoadBalancerStatus: 'inactive',
  });
  expect(stopped).toMatchObject({ ok: true });
  const outcome = await createListener(example({ loadBalancerId, startAfterCreate: true }), actor);
  expect(outcome).toMatchObject({ ok: true, differences: [] });
  expect(await statusOf(loadBalancerId)).toBe('inactive');
});
