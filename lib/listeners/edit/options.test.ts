import { beforeEach, describe, expect, it } from 'vitest';
import { noLimits } from '@/lib/model/actor';
import { accessFor } from '@/lib/model/testing/access';
import { allRecorded } from '@/lib/inventory/health-recorder';
import { observeInstanceHealth } from '@/lib/inventory/instance-health';
import { forgetInventory } from '@/lib/inventory/inventory';
import { listUseIn } from '@/lib/inventory/list-use';
import { readOverview } from '@/lib/inventory/overview';
import { settled } from '@/lib/inventory/testing/world';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { readAccessControlListOptions, readInstanceOptions, readRegionOptions, readRegions } from './options';

/** The reads of the form against the real client and the real sandbox. */

const regionId = 'cn-hangzhou';
const loadBalancerId = 'lb-bp1b6c719dfa08exfuca5';
const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => {
  forgetInventory();
  connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 });
});

describe('the form is offered', () => {
  it('the regions by id', async () => {
    const regions = await readRegions('en');
    const ids = regions.ok ? regions.value.map((region) => region.regionId) : [];
    expect(ids).toContain(regionId);
    expect(ids).toEqual(ids.toSorted((a, b) => a.localeCompare(b)));
  });

  it('the instances and access control lists of a region', async () => {
    const { instances, accessControlLists } = await readRegionOptions(regionId, accessFor());
    expect(instances).toMatchObject({
      ok: true,
      value: expect.arrayContaining([
        expect.objectContaining({ loadBalancerId, addressType: 'internet', chargeType: 'paybytraffic' }),
      ]),
    });
    expect(accessControlLists).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ aclId: '1323', addressIpVersion: 'ipv4' })]),
    });
  });

  it('whether its reader may create a listener on each instance', async () => {
    const limits = { ...noLimits, instances: [loadBalancerId] };
    const { instances } = await readRegionOptions(regionId, accessFor({ role: 'operator', limits }));
    const read = instances.ok ? instances.value : [];
    const permitted = read.filter(({ permission }) => permission.allowed).map((each) => each.loadBalancerId);
    expect(permitted).toEqual([loadBalancerId]);
    expect(read.find((each) => each.loadBalancerId !== loadBalancerId)?.permission).toEqual({
      allowed: false,
      blockReason: 'limit-instance',
    });
  });

  it('the server groups of an instance, a primary/secondary group with its two servers', async () => {
    const options = await readInstanceOptions(regionId, loadBalancerId);
    expect(options.vServerGroups).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ groupId: 'rsp-cige6j5e7p' })]),
    });
    expect(options.primarySecondaryServerGroups).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ groupId: 'rsp-0bfucwuotx', serverCount: 2 })]),
    });
  });

  it('with each group how many listeners use it, and its health only if a recent check saw it', async () => {
    const key = { regionId, loadBalancerId };
    const groupsOf = async () => {
      const { vServerGroups } = await readInstanceOptions(regionId, loadBalancerId);
      return vServerGroups.ok
        ? new Map(vServerGroups.value.map((group) => [group.groupId, group]))
        : new Map();
    };
    expect((await groupsOf()).get('rsp-cige6j5e7p')).toMatchObject({ usedBy: 2, health: null });
    await observeInstanceHealth(key);
    await allRecorded();
    expect((await groupsOf()).get('rsp-cige6j5e7p')).toMatchObject({
      usedBy: 2,
      health: { all: 4, normal: 3, abnormal: 1 },
    });
  });

  it('the servers of the default group, with what a recent check found of each', async () => {
    const serversOf = async () => {
      const { ports } = await readInstanceOptions(regionId, loadBalancerId);
      return ports.ok ? (ports.value.defaultServers ?? []) : [];
    };
    const unknown = await serversOf();
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown.map(({ health }) => health)).toEqual(unknown.map(() => null));
    await observeInstanceHealth({ regionId, loadBalancerId });
    await allRecorded();
    expect((await serversOf()).map(({ health }) => health)).toEqual(unknown.map(() => 'normal'));
  });

  it('the lists of a region, with their entries and use as far as the inventory has them, and without a call for each', async () => {
    const listOf = async (aclId: string) => {
      const { accessControlLists } = await readRegionOptions(regionId, accessFor());
      return accessControlLists.ok && accessControlLists.value.find((list) => list.aclId === aclId);
    };
    expect(await listOf('1323')).toMatchObject({ usedBy: null, entryCount: null });
    await readOverview([regionId], { patienceMillis: 20_000 });
    await settled();
    const before = (await sandbox.requests()).length;
    expect(await listOf('1323')).toMatchObject({ entryCount: 14, usedBy: expect.any(Number) });
    expect((await sandbox.requests()).length - before).toBe(2);
    const uses = await listUseIn(regionId, Date.now() + 3_600_000);
    expect(uses('1323')).toEqual({ usedBy: null, entryCount: null });
  });

  it('the taken ports of an instance and the bandwidth of each of its listeners', async () => {
    const { ports, listenerBandwidthsMbps } = await readInstanceOptions(regionId, loadBalancerId);
    const taken = ports.ok ? ports.value.taken : [];
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.map(({ listenerPort }) => listenerPort)).not.toContain(80);
    expect(listenerBandwidthsMbps.ok && listenerBandwidthsMbps.value).toHaveLength(taken.length);
  });

  it('the entries of a list', async () => {
    const list = await readAccessControlListOptions(regionId, '1323');
    expect(list.ok && list.value.entries.length).toBeGreaterThan(0);
  });
});

describe('a failed read', () => {
  it('is a value with code and RequestId', async () => {
    const list = await readAccessControlListOptions(regionId, 'acl-nobody');
    expect(list).toMatchObject({
      ok: false,
      failure: { code: 'AclNotExist', requestId: expect.stringMatching(/\S/) },
    });
  });

  it('does not affect the other reads', async () => {
    await sandbox.fault({ action: 'DescribeAccessControlLists', count: 20, kind: 'error-5xx' });
    const { instances, accessControlLists } = await readRegionOptions(regionId, accessFor());
    expect(instances.ok).toBe(true);
    expect(accessControlLists.ok).toBe(false);
  });
});
