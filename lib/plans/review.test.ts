import { describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { knownListeners } from '@/lib/inventory/known-settings';
import { EU, fill, inventoryWorld, LIST, restart, settled } from '@/lib/inventory/testing/world';
import { edge } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { settingsOf } from '@/lib/model/settings';
import { accessFor } from '@/lib/model/testing/access';
import type { PlanCells, PlanMode, PlanVerdict } from './plan-types';
import { reviewPlan } from './review';
import { createPlan, readPlan } from './store';
import { cellsOfSettings } from './values';

const world = inventoryWorld();

async function review(cells: readonly PlanCells[], mode: PlanMode = 'update') {
  const rows = cells.map((each, index) => ({ id: index + 1, cells: each }));
  const { verdicts, ...rest } = await reviewPlan({ rows, mode }, accessFor());
  return { verdicts: rows.map(({ id }): PlanVerdict | undefined => verdicts.get(id)), ...rest };
}

const onEdge = (cells: PlanCells = {}): PlanCells => ({
  RegionId: edge.regionId,
  LoadBalancerId: edge.loadBalancerId,
  ListenerPort: '18080',
  BackendServerPort: '8080',
  Bandwidth: '-1',
  ...cells,
});
const bound = (AclId: string): PlanCells => onEdge({ AclStatus: 'on', AclType: 'white', AclId });
const blockOf = (verdict: PlanVerdict | undefined) =>
  verdict?.kind === 'blocked' ? verdict.block : verdict?.kind;

describe('the review of a plan', () => {
  it('finds every listener of the account equal to the row made of it, without a call', async () => {
    const listeners = (await fill()).filter(({ protocol }) => protocol === 'tcp');
    const known = await knownListeners(listeners);
    const before = await world.calls();
    const { verdicts, readAtMillis } = await review(
      known.map(({ listener, settings }) =>
        cellsOfSettings(listener, settings.backendServerPort, settingsOf({ ...settings, listenerPort: 1 })),
      ),
    );
    expect(verdicts.length).toBeGreaterThan(35);
    expect(verdicts.filter((verdict) => verdict?.kind !== 'equal')).toEqual([]);
    expect(await world.calls()).toBe(before);
    expect(readAtMillis).toBeLessThanOrEqual(Date.now());
    expect(readAtMillis).toBeGreaterThan(Date.now() - 60_000);
  });

  it('reads groups and lists that rows name and no listener uses, once', async () => {
    await fill();
    const rows = [
      onEdge({ VServerGroupId: 'rsp-none' }),
      bound('acl-none'),
      { ...onEdge({ VServerGroupId: 'rsp-cige6j5e7p' }), LoadBalancerId: 'lb-bp1q7w9e1r3t5y7u9i1op' },
      { ...bound('acl-bp1v6of2f4i6c'), ListenerPort: '18081' },
    ];
    const expected = [
      { reason: 'unknown-group', groupId: 'rsp-none' },
      { reason: 'duplicate', rowId: 1 },
      {
        reason: 'group-of-other-instance',
        groupId: 'rsp-cige6j5e7p',
        loadBalancerId: edge.loadBalancerId,
      },
      { reason: 'list-ip-version', aclId: 'acl-bp1v6of2f4i6c', ipVersion: 'ipv6' },
    ];
    expect((await review(rows)).verdicts.map(blockOf)).toEqual(expected);
    expect(blockOf((await review([bound('acl-none')])).verdicts[0])).toEqual({
      reason: 'unknown-list',
      aclId: 'acl-none',
    });
    const calls = await world.calls();
    expect((await review(rows)).verdicts.map(blockOf)).toEqual(expected);
    expect(await world.calls()).toBe(calls);

    // What was read is stored, with the IP version of each list.
    await restart();
    expect((await review([rows[3] ?? {}])).verdicts.map(blockOf)).toEqual([expected[3]]);
  });

  it('reads a region that was never read, and says so while it could not be', async () => {
    const row = { ...onEdge(), RegionId: EU, LoadBalancerId: 'lb-gw8c1n6r4y8p0s3d7f2hb' };
    await world.sandbox().fault({ action: LIST, count: 1, kind: 'latency', millis: 1_500 });
    const late = await review([row]);
    expect(late.verdicts.map(blockOf)).toEqual([{ reason: 'not-read' }]);
    expect(late.readAtMillis).toBeNull();
    await world.sandbox().clearFaults();
    await fill([EU]);
    expect((await review([row])).verdicts).toEqual([{ kind: 'create' }]);
  });

  it('does not wait for SLB to say which regions there are', async () => {
    await world.sandbox().fault({ action: 'DescribeRegions', count: 1, kind: 'latency', millis: 2_500 });
    expect((await review([{ ...onEdge(), RegionId: 'mars' }])).verdicts.map(blockOf)).toEqual([
      { reason: 'not-read' },
    ]);
    await settled();
    expect((await review([{ ...onEdge(), RegionId: 'mars' }])).verdicts.map(blockOf)).toEqual([
      { reason: 'unknown-region' },
    ]);
  });

  it('takes less than two seconds of a processor for 5,000 rows, with the reading of the plan', async () => {
    vi.stubEnv('SLUICE_LISTENER_QUOTA', '9000');
    forgetConfig();
    await fill();
    const cells = Array.from({ length: 5_000 }, (_, index) =>
      onEdge({
        ListenerPort: String(20_000 + index),
        Description: `web ${index}`,
        EstablishedTimeout: '300',
        VServerGroupId: 'rsp-cige6j5e7p',
        AclStatus: 'on',
        AclType: 'white',
        AclId: '1323',
      }),
    );
    const requester = localActor(null);
    const created = await createPlan(cells, { name: 'many', requester });
    if (!created.ok) throw new Error(created.problem);
    const reviewed = async () => {
      const startedAt = process.cpuUsage();
      const plan = await readPlan(created.planId, requester);
      if (plan === null) throw new Error('The plan is gone.');
      const found = await reviewPlan(plan, accessFor());
      const { user, system } = process.cpuUsage(startedAt);
      return { ...found, millis: (user + system) / 1_000 };
    };
    // The first one compiles what the second one runs.
    const first = await reviewed();
    const { verdicts, estimate, millis } = await reviewed();
    expect([...verdicts.values()].filter(({ kind }) => kind !== 'create')).toEqual([]);
    expect(estimate.instances).toMatchObject([{ listenersBefore: 8, listenersAfter: 5_008 }]);
    expect(Math.min(first.millis, millis)).toBeLessThan(2_000);
  });
});
