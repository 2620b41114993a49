import { describe, expect, test } from 'vitest';
import { at, listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';

const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'];

const sandbox = testSandbox();

async function ask(action: string, parameters: Parameters): Promise<Body> {
  const reply = await sandbox.call(action, parameters);
  expect(reply.status).toBe(200);
  return reply.body;
}

async function everywhere(action: string, ...path: string[]): Promise<Body[]> {
  const lists = await Promise.all(
    REGIONS.map(async (region) =>
      listAt(
        await ask(action, { RegionId: region, ...(action.endsWith('Listeners') && { MaxResults: 100 }) }),
        ...path,
      ),
    ),
  );
  return lists.flat();
}

describe('the demo data', () => {
  test('hold a believable estate in three regions', async () => {
    const instances = await everywhere('DescribeLoadBalancers', 'LoadBalancers', 'LoadBalancer');
    const listeners = await everywhere('DescribeLoadBalancerListeners', 'Listeners');
    expect([instances.length, listeners.length]).toEqual([14, 48]);
    const seen = (name: string) => new Set(listeners.map((listener) => listener[name]));
    expect(seen('Status')).toEqual(new Set(['running', 'stopped']));
    expect(seen('Scheduler')).toEqual(new Set(['wrr', 'wlc', 'rr']));
    expect(seen('ListenerProtocol')).toEqual(new Set(['tcp', 'udp', 'http', 'https']));
    expect(seen('AclType')).toEqual(new Set([undefined, 'white', 'black']));
  });

  test('show every case of an instance', async () => {
    const instances = await everywhere('DescribeLoadBalancers', 'LoadBalancers', 'LoadBalancer');
    const seen = (name: string) => new Set(instances.map((instance) => instance[name]));
    expect(seen('LoadBalancerStatus')).toEqual(new Set(['active', 'inactive', 'locked']));
    expect(seen('AddressType')).toEqual(new Set(['internet', 'intranet']));
    expect(seen('AddressIPVersion')).toEqual(new Set(['ipv4', 'ipv6']));
    expect(seen('InternetChargeType')).toEqual(new Set(['paybytraffic', 'paybybandwidth']));
    expect(seen('DeleteProtection')).toEqual(new Set(['on', 'off']));
    expect(seen('ModificationProtectionStatus')).toEqual(new Set(['NonProtection', 'ConsoleProtection']));
  });

  test('give a server one address, wherever it is attached', async () => {
    const { body } = await sandbox.control('GET', 'state');
    const servers = [
      ...listAt(body, 'loadBalancers').flatMap((instance) => listAt(instance, 'backendServers')),
      ...listAt(body, 'serverGroups').flatMap((group) => listAt(group, 'members')),
    ];
    const addresses = new Set(
      servers.map(({ serverId, serverIp }) => `${String(serverId)} ${String(serverIp)}`),
    );
    expect(servers.length).toBeGreaterThan(addresses.size);
    expect(addresses.size).toBe(new Set(servers.map(({ serverId }) => serverId)).size);
  });

  test("hold the reference's own ids, ready for its example", async () => {
    const example = { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
    expect(await ask('DescribeLoadBalancerAttribute', example)).toMatchObject({
      LoadBalancerName: 'edge-prod',
      LoadBalancerStatus: 'active',
      AddressType: 'internet',
      AddressIPVersion: 'ipv4',
      InternetChargeType: 'paybytraffic',
      DeleteProtection: 'off',
      ModificationProtectionStatus: 'NonProtection',
    });
    const groups = await ask('DescribeVServerGroups', example);
    expect(at(groups, 'VServerGroups', 'VServerGroup', 0)).toMatchObject({
      VServerGroupId: 'rsp-cige6j5e7p',
      ServerCount: 4,
    });
    const pairs = await ask('DescribeMasterSlaveServerGroups', example);
    expect(at(pairs, 'MasterSlaveServerGroups', 'MasterSlaveServerGroup', 0)).toMatchObject({
      MasterSlaveServerGroupId: 'rsp-0bfucwuotx',
    });
    expect(
      await ask('DescribeAccessControlListAttribute', { RegionId: 'cn-hangzhou', AclId: '1323' }),
    ).toMatchObject({
      AddressIPVersion: 'ipv4',
      TotalAclEntry: 14,
    });
    await ask('CreateLoadBalancerTCPListener', {
      ...example,
      Bandwidth: -1,
      ListenerPort: 80,
      BackendServerPort: 80,
    });
  });

  test('hold lists without entries and backends in every health', async () => {
    const acls = await everywhere('DescribeAccessControlLists', 'Acls', 'Acl');
    expect(acls.map((acl) => acl.AclName)).toContain('office-egress-v2');
    expect(
      await ask('DescribeAccessControlListAttribute', {
        RegionId: 'cn-hangzhou',
        AclId: 'acl-bp1h6e1ykz6pd',
      }),
    ).toMatchObject({ TotalAclEntry: 0 });
    const health = await ask('DescribeHealthStatus', {
      RegionId: 'cn-hangzhou',
      LoadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    });
    expect(
      new Set(listAt(health, 'BackendServers', 'BackendServer').map((row) => row.ServerHealthStatus)),
    ).toEqual(new Set(['normal', 'abnormal', 'unavailable']));
  });
});
