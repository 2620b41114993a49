import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EDGE, HANGZHOU, startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

/** One call, its answer, or a throw with the rejection's code. */
export type Client = (action: string, parameters: Record<string, string>) => Promise<Record<string, unknown>>;

type Options = Parameters<typeof startTestSandbox>[0];

/** What every client that others wrote must be able to do, whatever it sends around the parameters. */
export function goesThroughWholeLives(
  name: string,
  makeClient: (sandbox: TestSandbox) => Client | Promise<Client>,
  options: Options = {},
): void {
  describe.each([name])('%s', () => {
    let sandbox: TestSandbox;
    let client: Client;

    beforeAll(async () => {
      sandbox = await startTestSandbox({ settings: { transitionMillis: 0 }, ...options });
      // These clients read the machine's own clock.
      sandbox.clock.millis = Date.now();
      client = await makeClient(sandbox);
    });
    afterAll(() => sandbox.close());
    beforeEach(async () => {
      await sandbox.control('POST', 'reset', { seed: 'demo' });
    });

    test('goes through the whole life of a listener', async () => {
      const key = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: '80' };
      const status = async () => (await client('DescribeLoadBalancerTCPListenerAttribute', key)).Status;

      expect(await client('DescribeRegions', { AcceptLanguage: 'en-US' })).toHaveProperty('Regions');
      expect(await client('DescribeLoadBalancers', { RegionId: HANGZHOU })).toMatchObject({ TotalCount: 6 });
      await client('CreateLoadBalancerTCPListener', {
        ...key,
        Bandwidth: '-1',
        BackendServerPort: '8080',
        healthCheckInterval: '7',
        HealthCheckType: 'http',
        HealthCheckURI: '/test/index.html?a#b%20&c',
        HealthCheckDomain: '$_ip',
        Description: 'web 监听 / 1_a.b-c',
        PersistenceTimeout: '',
      });
      expect(await client('DescribeLoadBalancerTCPListenerAttribute', key)).toMatchObject({
        Status: 'stopped',
        HealthCheckInterval: 7,
        HealthCheckURI: '/test/index.html?a#b%20&c',
        Description: 'web 监听 / 1_a.b-c',
        PersistenceTimeout: 0,
      });
      await expect(
        client('CreateLoadBalancerTCPListener', { ...key, Bandwidth: '-1', BackendServerPort: '80' }),
      ).rejects.toMatchObject({ code: 'ListenerAlreadyExists' });
      await client('StartLoadBalancerListener', key);
      expect(await status()).toBe('running');
      expect(
        await client('DescribeLoadBalancerListeners', {
          RegionId: HANGZHOU,
          'LoadBalancerId.1': EDGE,
          ListenerPort: '80',
        }),
      ).toMatchObject({ TotalCount: 1, Listeners: [{ Status: 'running' }] });
      expect(await client('DescribeHealthStatus', key)).toHaveProperty('BackendServers');
      await client('StopLoadBalancerListener', key);
      expect(await status()).toBe('stopped');
      await client('DeleteLoadBalancerListener', key);
      await expect(client('DescribeLoadBalancerTCPListenerAttribute', key)).rejects.toMatchObject({
        code: 'InvalidParameter',
      });
    });

    test('goes through the whole life of an instance, its servers, groups, access control list and listeners', async () => {
      const at = { RegionId: HANGZHOU };
      const idOf = async (action: string, parameters: Record<string, string>, name: string) =>
        String((await client(action, { ...at, ...parameters }))[name]);

      expect(await client('DescribeZones', at)).toHaveProperty('Zones.Zone.0.SlaveZones');
      expect(await client('DescribeAvailableResource', at)).toHaveProperty(
        'AvailableResources.AvailableResource.0.SupportResources',
      );
      const creation = {
        LoadBalancerName: 'life-1',
        InternetChargeType: 'paybybandwidth',
        Bandwidth: '100',
        LoadBalancerSpec: 'slb.s2.small',
        ClientToken: 'token-of-this-life',
        'Tag.1.Key': 'env',
        'Tag.1.Value': '测试 ~*',
      };
      const LoadBalancerId = await idOf('CreateLoadBalancer', creation, 'LoadBalancerId');
      expect(await idOf('CreateLoadBalancer', creation, 'LoadBalancerId')).toBe(LoadBalancerId);
      const instance = { ...at, LoadBalancerId };
      await client('SetLoadBalancerName', { ...instance, LoadBalancerName: 'life-2' });
      await client('ModifyLoadBalancerInternetSpec', { ...instance, Bandwidth: '80' });
      await client('ModifyLoadBalancerInstanceSpec', { ...instance, LoadBalancerSpec: 'slb.s3.small' });
      await client('MoveResourceGroup', {
        ...at,
        ResourceType: 'loadbalancer',
        ResourceId: LoadBalancerId,
        NewResourceGroupId: 'rg-life',
      });
      expect(await client('DescribeLoadBalancerAttribute', instance)).toMatchObject({
        LoadBalancerName: 'life-2',
        Bandwidth: 80,
        Tags: { Tag: [{ TagKey: 'env', TagValue: '测试 ~*' }] },
      });

      await client('AddBackendServers', {
        ...instance,
        BackendServers: JSON.stringify([{ ServerId: 'i-1', Weight: '50' }, { ServerId: 'i-2' }]),
      });
      await client('SetBackendServers', { ...instance, BackendServers: '[{"ServerId":"i-1","Weight":10}]' });
      expect(
        await client('RemoveBackendServers', { ...instance, BackendServers: '[{"ServerId":"i-2"}]' }),
      ).toMatchObject({ BackendServers: { BackendServer: [{ ServerId: 'i-1', Weight: 10 }] } });

      const members = '[{"ServerId":"i-1","Port":"8080"},{"ServerId":"i-2","Port":8080}]';
      const VServerGroupId = await idOf(
        'CreateVServerGroup',
        { LoadBalancerId, VServerGroupName: 'web', BackendServers: members },
        'VServerGroupId',
      );
      const group = { ...at, VServerGroupId };
      await client('AddVServerGroupBackendServers', {
        ...group,
        BackendServers: '[{"ServerId":"i-3","Port":8080}]',
      });
      await client('ModifyVServerGroupBackendServers', {
        ...group,
        OldBackendServers: '[{"ServerId":"i-2","Port":8080}]',
        NewBackendServers: '[{"ServerId":"i-2","Port":8081}]',
      });
      await client('RemoveVServerGroupBackendServers', {
        ...group,
        BackendServers: '[{"ServerId":"i-3","Port":8080}]',
      });
      await client('SetVServerGroupAttribute', { ...group, VServerGroupName: 'web-2' });
      expect(await client('DescribeVServerGroupAttribute', group)).toMatchObject({
        VServerGroupName: 'web-2',
        BackendServers: { BackendServer: [{ Port: 8080 }, { Port: 8081 }] },
      });
      const MasterSlaveServerGroupId = await idOf(
        'CreateMasterSlaveServerGroup',
        {
          LoadBalancerId,
          MasterSlaveBackendServers:
            '[{"ServerId":"i-1","Port":1,"ServerType":"Master"},{"ServerId":"i-2","Port":1,"ServerType":"Slave"}]',
        },
        'MasterSlaveServerGroupId',
      );

      const AclId = await idOf('CreateAccessControlList', { AclName: 'life' }, 'AclId');
      const list = { ...at, AclId };
      const entries = '[{"entry":"10.0.1.0/24","comment":"办公室"},{"entry":"10.0.2.0/24"}]';
      await client('AddAccessControlListEntry', { ...list, AclEntrys: entries });
      await client('RemoveAccessControlListEntry', { ...list, AclEntrys: '[{"entry":"10.0.2.0/24"}]' });
      await client('SetAccessControlListAttribute', { ...list, AclName: 'life-2' });

      const listener = { ...instance, ListenerPort: '80' };
      await client('CreateLoadBalancerTCPListener', {
        ...listener,
        Bandwidth: '60',
        BackendServerPort: '8080',
        healthCheckInterval: '7',
      });
      await client('StartLoadBalancerListener', listener);
      await client('SetLoadBalancerTCPListenerAttribute', {
        ...listener,
        Bandwidth: '80',
        HealthCheckInterval: '9',
        VServerGroup: 'on',
        VServerGroupId,
        AclStatus: 'on',
        AclType: 'white',
        AclId,
      });
      expect(await client('DescribeLoadBalancerTCPListenerAttribute', listener)).toMatchObject({
        Status: 'running',
        Bandwidth: 80,
        HealthCheckInterval: 9,
        VServerGroupId,
        AclId,
      });
      await client('TagResources', {
        ...at,
        ResourceType: 'listener',
        'ResourceId.1': `${LoadBalancerId}_tcp_80`,
        'Tag.1.Key': 'team',
        'Tag.1.Value': 'web',
      });
      expect(await client('ListTagResources', { ...at, ResourceType: 'listener' })).toMatchObject({
        TagResources: { TagResource: [{ ResourceId: `${LoadBalancerId}_tcp_80`, TagKey: 'team' }] },
      });
      await client('AddTags', { ...instance, Tags: '[{"TagKey":"old","TagValue":"1"}]' });
      expect(await client('DescribeTags', instance)).toMatchObject({ TotalCount: 2 });
      await client('RemoveTags', { ...instance, Tags: '[{"TagKey":"old"}]' });
      await client('UntagResources', {
        ...at,
        ResourceType: 'instance',
        'ResourceId.1': LoadBalancerId,
        All: 'true',
      });

      const rejections: [string, Record<string, string>, string][] = [
        ['DeleteVServerGroup', group, 'RspoolVipExist'],
        ['DeleteAccessControlList', list, 'OperationFailed.AclBindedWithVip'],
        ['ModifyLoadBalancerInternetSpec', { ...instance, Bandwidth: '79' }, 'InvalidParameter'],
        [
          'AddBackendServers',
          { ...instance, BackendServers: '[{"ServerId":"i-missing"}]' },
          'InvalidServerId.NotFound',
        ],
        ['CreateLoadBalancer', { ...at, ...creation, Bandwidth: '1' }, 'LX_REQUEST_TOKEN_CONFLICT'],
      ];
      for (const [action, parameters, code] of rejections) {
        await expect(client(action, parameters)).rejects.toMatchObject({ code });
      }
      await client('SetLoadBalancerDeleteProtection', { ...instance, DeleteProtection: 'on' });
      await expect(client('DeleteLoadBalancer', instance)).rejects.toMatchObject({
        code: 'OperationDenied.DeleteProtectionIsOn',
      });
      await client('SetLoadBalancerDeleteProtection', { ...instance, DeleteProtection: 'off' });
      await client('SetLoadBalancerModificationProtection', {
        ...instance,
        ModificationProtectionStatus: 'ConsoleProtection',
        ModificationProtectionReason: 'Audit',
      });
      await client('SetLoadBalancerStatus', { ...instance, LoadBalancerStatus: 'inactive' });
      await client('DeleteMasterSlaveServerGroup', { ...at, MasterSlaveServerGroupId });
      await client('DeleteLoadBalancer', instance);
      await client('DeleteAccessControlList', list);
      for (const [action, parameters] of [
        ['DescribeLoadBalancerAttribute', instance],
        ['DescribeVServerGroupAttribute', group],
        ['DescribeAccessControlListAttribute', list],
      ] as const) {
        await expect(client(action, parameters)).rejects.toThrow('not exist');
      }
    });

    test('signs values of every kind so that they verify', async () => {
      for (const value of ["!'()*~ +&=/?%#", '𠮷 监听', '', '\\"<>\n\t']) {
        const answer = await client('DescribeLoadBalancers', { RegionId: HANGZHOU, LoadBalancerName: value });
        expect(answer.TotalCount).toBe(value === '' ? 6 : 0);
      }
    });
  });
}
