import { beforeEach, describe, expect, it } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { createOnPort80, listener } from '@/lib/slb/testing/port-80';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { describeAccessControlList, describeAccessControlLists } from './access-control-lists';
import { describeHealthStatus } from './health';
import { describeListeners, describeTcpListener } from './listeners';
import { describeLoadBalancer, describeLoadBalancers } from './load-balancers';
import { describeRegions } from './regions';
import {
  describePrimarySecondaryServerGroup,
  describePrimarySecondaryServerGroups,
  describeVServerGroup,
  describeVServerGroups,
} from './server-groups';

/** Every read against the real sandbox, over HTTP, with real signatures. */

const { regionId, loadBalancerId } = listener;

const sandbox = sandboxWorld();

beforeEach(async () => {
  connectTo(sandbox.port);
  await sandbox.settings({ transitionMillis: 0 });
});

describe('regions', () => {
  it('come with the endpoints of the table, named in the requested language', async () => {
    const english = await describeRegions({ acceptLanguage: 'en-US' });
    const chinese = await describeRegions({ acceptLanguage: 'zh-CN' });
    const hangzhou = { regionId, endpoint: 'slb.aliyuncs.com' };
    expect(english).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining(hangzhou)]),
    });
    expect(chinese).toMatchObject({
      ok: true,
      value: expect.arrayContaining([
        expect.objectContaining({ ...hangzhou, localName: expect.stringContaining('杭州') }),
        expect.objectContaining({ regionId: 'eu-central-1', endpoint: 'slb.eu-central-1.aliyuncs.com' }),
      ]),
    });
  });
});

describe('load balancers', () => {
  it('are listed with their billing, protection and address', async () => {
    const result = await describeLoadBalancers({ regionId });
    const instances = result.ok ? result.value : [];
    expect(instances.find((instance) => instance.loadBalancerId === loadBalancerId)).toMatchObject({
      status: 'active',
      addressType: 'internet',
      addressIpVersion: 'ipv4',
      chargeType: 'paybytraffic',
      modificationProtection: { status: 'none' },
    });
    expect(new Set(instances.map((instance) => instance.chargeType))).toContain('paybybandwidth');
    expect(new Set(instances.map((instance) => instance.modificationProtection.status))).toContain('console');
  });

  it('are read one by one with ports and default servers', async () => {
    const result = await describeLoadBalancer({ regionId, loadBalancerId });
    expect(result).toMatchObject({
      ok: true,
      value: {
        loadBalancerId,
        chargeType: 'paybytraffic',
        listenerPorts: expect.arrayContaining([
          expect.objectContaining({ listenerPort: 443, protocol: 'tcp' }),
        ]),
        backendServers: expect.arrayContaining([
          expect.objectContaining({ serverIp: '10.0.4.11', weight: 100 }),
        ]),
      },
    });
  });

  it('are rejected by name if the id does not exist', async () => {
    expect(await describeLoadBalancer({ regionId, loadBalancerId: 'lb-none' })).toMatchObject({
      ok: false,
      error: { kind: 'refused', code: 'InvalidLoadBalancerId.NotFound', httpStatus: 404 },
    });
  });
});

describe('the list of listeners', () => {
  it('is complete across several pages, without duplicates', async () => {
    const crowded = [loadBalancerId, 'lb-bp13jaf5qli5xmgl1miup', 'lb-bp1v6t8y0u2i4o6p8a0sd'];
    const created = await Promise.all(
      crowded.flatMap((id) =>
        Array.from({ length: 40 }, (_, index) =>
          createOnPort80({ LoadBalancerId: id, ListenerPort: String(20_000 + index) }),
        ),
      ),
    );
    expect(created.filter((result) => !result.ok)).toEqual([]);
    const before = (await sandbox.requests('DescribeLoadBalancerListeners')).length;
    const result = await describeListeners({ regionId });
    const listeners = result.ok ? result.value : [];
    expect((await sandbox.requests('DescribeLoadBalancerListeners')).length - before).toBe(2);
    expect(listeners.filter((one) => one.listenerPort >= 20_000 && one.listenerPort < 20_040)).toHaveLength(
      120,
    );
    expect(listeners.length).toBeGreaterThan(120);
    expect(
      new Set(listeners.map((one) => `${one.loadBalancerId} ${one.listenerProtocol} ${one.listenerPort}`))
        .size,
    ).toBe(listeners.length);
  });

  it("contains only the given instances' listeners, and reads nothing if none is given", async () => {
    const result = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId] });
    expect(result.ok && new Set(result.value.map((one) => one.loadBalancerId))).toEqual(
      new Set([loadBalancerId]),
    );
    expect(await describeListeners({ regionId, loadBalancerIds: [] })).toMatchObject({ ok: true, value: [] });
    expect(await sandbox.requests('DescribeLoadBalancerListeners')).toHaveLength(1);
  });

  it('returns the same about a TCP listener as reading it alone, except for its SYN proxy', async () => {
    await createOnPort80({ HealthCheckType: 'http', HealthCheckURI: '/up', PersistenceTimeout: '60' });
    const list = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId] });
    const alone = await describeTcpListener(listener);
    const summary = list.ok ? list.value.find((one) => one.listenerPort === 80) : undefined;
    expect(alone).toMatchObject({ ok: true, value: { synProxy: 'disable' } });
    const returned = alone.ok ? { ...alone.value, synProxy: undefined } : {};
    expect(alone.ok && summary).toMatchObject(JSON.parse(JSON.stringify(returned)));
  });
});

describe('what a listener refers to', () => {
  it('is listed: access control lists with their entries', async () => {
    expect(await describeAccessControlLists({ regionId })).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ aclId: '1323', addressIpVersion: 'ipv4' })]),
    });
    const detail = await describeAccessControlList({ regionId, aclId: '1323' });
    expect(detail.ok && detail.value.entries.length).toBeGreaterThan(0);
    expect(await describeAccessControlList({ regionId, aclId: 'acl-none' })).toMatchObject({
      ok: false,
      error: { code: 'AclNotExist' },
    });
  });

  it('is listed: both kinds of server groups of the instance', async () => {
    expect(await describeVServerGroups({ regionId, loadBalancerId })).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ groupId: 'rsp-cige6j5e7p' })]),
    });
    expect(await describePrimarySecondaryServerGroups({ regionId, loadBalancerId })).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ groupId: 'rsp-0bfucwuotx' })]),
    });
  });

  it('is read: one group of each kind, with its members, their weights and roles', async () => {
    expect(await describeVServerGroup({ regionId, groupId: 'rsp-cige6j5e7p' })).toMatchObject({
      ok: true,
      value: {
        groupId: 'rsp-cige6j5e7p',
        name: 'web-blue',
        members: expect.arrayContaining([
          expect.objectContaining({ serverIp: '10.0.4.13', port: 8080, weight: 50, role: null }),
        ]),
      },
    });
    expect(await describePrimarySecondaryServerGroup({ regionId, groupId: 'rsp-0bfucwuotx' })).toMatchObject({
      ok: true,
      value: {
        name: 'session-pair',
        members: [
          { serverId: 'i-bp1ses0primary1a2b3c', port: 6380, role: 'primary' },
          { serverId: 'i-bp1ses1secondary4d5e', port: 6380, role: 'secondary' },
        ],
      },
    });
    expect(await describeVServerGroup({ regionId, groupId: 'rsp-no-such' })).toMatchObject({
      ok: false,
      error: { kind: 'refused' },
    });
  });

  it('is listed: the health of the servers behind it', async () => {
    const result = await describeHealthStatus({ regionId, loadBalancerId, listenerPort: 443 });
    expect(result.ok && new Set(result.value.map((server) => server.listenerPort))).toEqual(new Set([443]));
    expect(result.ok && result.value.map((server) => server.status)).toContain('normal');
  });
});

describe('a read that gets no clear response', () => {
  it.each(['drop-before', 'drop-after', 'error-5xx'] as const)('(%s) is repeated', async (kind) => {
    await sandbox.fault({ action: 'DescribeLoadBalancers', count: 2, kind });
    expect(await describeLoadBalancers({ regionId })).toMatchObject({ ok: true });
    expect(await sandbox.requests('DescribeLoadBalancers')).toHaveLength(3);
  });
});
