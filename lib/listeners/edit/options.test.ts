import { beforeEach, describe, expect, it } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { readAccessControlListOptions, readInstanceOptions, readRegionOptions, readRegions } from './options';

/** The reads of the form against the real client and the real sandbox. */

const regionId = 'cn-hangzhou';
const loadBalancerId = 'lb-bp1b6c719dfa08exfuca5';
const sandbox = sandboxWorld();

beforeEach(() => connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 }));

describe('the form is offered', () => {
  it('the regions by id', async () => {
    const regions = await readRegions('en');
    const ids = regions.ok ? regions.value.map((region) => region.regionId) : [];
    expect(ids).toContain(regionId);
    expect(ids).toEqual(ids.toSorted((a, b) => a.localeCompare(b)));
  });

  it('the instances and access control lists of a region', async () => {
    const { instances, accessControlLists } = await readRegionOptions(regionId);
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

  it('the server groups of an instance, a primary/secondary group with its two servers', async () => {
    const options = await readInstanceOptions(regionId, loadBalancerId);
    expect(options.vServerGroups).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ groupId: 'rsp-cige6j5e7p' })]),
    });
    expect(options.primarySecondaryServerGroups).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ groupId: 'rsp-0bfucwuotx', serverCount: 2 })]),
    });
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
    const { instances, accessControlLists } = await readRegionOptions(regionId);
    expect(instances.ok).toBe(true);
    expect(accessControlLists.ok).toBe(false);
  });
});
