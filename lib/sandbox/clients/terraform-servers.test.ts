import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { terraformProvider } from '../testing/terraform-provider';
import { HANGZHOU, at, testSandbox, type Parameters } from '../testing/test-sandbox';

/** What Terraform's provider sends for server groups and the servers in them, and what it reads. */

const RegionId = HANGZHOU;
const sandbox = testSandbox({ seed: 'empty', settings: { transitionMillis: 0 } });
const { sdk, rpc, createLoadBalancer } = terraformProvider(() => sandbox);

/** Lists of servers, blank for blank as the provider writes them. */
const list = (...servers: string[]) => `[${servers.join(',')}]`;
const server = (id: string, weight: number, type = 'ecs') =>
  `{'ServerId':'${id}','Weight':'${weight}', 'Type': '${type}'}`;
const serverAt = (id: string, weight: number, type: string, ip: string) =>
  `{'ServerId':'${id}','Weight':'${weight}', 'Type': '${type}', 'ServerIp':'${ip}'}`;
const member = (id: string, weight: number) =>
  `{'ServerId':'${id}','Port':'8080','Weight':'${weight}', 'Type': 'ecs'}`;
const pairMember = (id: string, role: string) =>
  `{'ServerId':'${id}','Port':'6379','Weight':'100', 'Type': 'ecs', 'ServerType': '${role}', 'IsBackup':'0'}`;

const attached = async (LoadBalancerId: string) =>
  at(await sdk.ask('DescribeLoadBalancerAttribute', { LoadBalancerId }), 'BackendServers', 'BackendServer');

describe.each(EDITION_NAMES)('Terraform, in the edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'empty' });
    await sandbox.control('POST', 'settings', { edition, transitionMillis: 0 });
  });

  test('alicloud_slb_server_group: creates an empty group, then adds, changes and removes its servers', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const created = await sdk.ask('CreateVServerGroup', {
      LoadBalancerId,
      VServerGroupName: 'tf-group',
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'prod',
    });
    const VServerGroupId = String(created.VServerGroupId);
    const read = () => sdk.ask('DescribeVServerGroupAttribute', { VServerGroupId });
    const change = (action: string, BackendServers: string, more: Parameters = {}) =>
      sdk.ask(action, { VServerGroupId, BackendServers, ...more });
    await change('AddVServerGroupBackendServers', list(member('i-1', 100), member('i-2', 100)));
    // With no server to change the list is left out: only the name is set.
    await change('SetVServerGroupAttribute', '', { VServerGroupName: 'tf-group' });
    await change('SetVServerGroupAttribute', list(member('i-2', 60)), { VServerGroupName: 'tf-group-2' });
    await change('RemoveVServerGroupBackendServers', list(member('i-1', 100)));
    expect(await read()).toMatchObject({
      LoadBalancerId,
      VServerGroupName: 'tf-group-2',
      BackendServers: { BackendServer: [{ ServerId: 'i-2', Port: 8080, Weight: 60, Type: 'ecs' }] },
    });
    // alicloud_slb_server_group_server_attachment sends JSON, the port as a number and then as a text.
    const attachment = (Port: number | string) => ({
      RegionId,
      VServerGroupId,
      BackendServers: JSON.stringify([{ Port, ServerId: 'i-3', Type: 'ecs', Weight: 10 }]),
    });
    await rpc.ask('AddVServerGroupBackendServers', attachment(9090));
    await rpc.ask('RemoveVServerGroupBackendServers', attachment('9090'));
    expect(at(await read(), 'BackendServers', 'BackendServer')).toHaveLength(1);
    await sdk.ask('DeleteVServerGroup', { VServerGroupId });
    expect(await sdk.codeOf('DescribeVServerGroupAttribute', { VServerGroupId })).toBe('InvalidParameter');
  });

  test('alicloud_slb_backend_server and _attachment: add, change and remove servers of the default group', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const change = (action: string, BackendServers: string) =>
      sdk.ask(action, { LoadBalancerId, BackendServers });
    expect(await change('AddBackendServers', list(server('i-1', 100), server('i-2', 80)))).toMatchObject({
      LoadBalancerId,
    });
    await change('SetBackendServers', list(server('i-1', 20)));
    expect(await attached(LoadBalancerId)).toEqual([
      { ServerId: 'i-1', Weight: 20, Type: 'ecs', ServerIp: expect.any(String) },
      { ServerId: 'i-2', Weight: 80, Type: 'ecs', ServerIp: expect.any(String) },
    ]);
    await change('RemoveBackendServers', list(server('i-1', 20), server('i-2', 80)));
    expect(await attached(LoadBalancerId)).toEqual([]);
  });

  test('alicloud_slb_backend_server: names a network interface with its address, and without it to remove it', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const change = (action: string, BackendServers: string) =>
      sdk.ask(action, { LoadBalancerId, BackendServers });
    await change('AddBackendServers', list(serverAt('eni-1', 100, 'eni', '10.0.0.9')));
    expect(await attached(LoadBalancerId)).toMatchObject([{ ServerId: 'eni-1', ServerIp: '10.0.0.9' }]);
    await change('RemoveBackendServers', list(server('eni-1', 100, 'eni')));
    expect(await attached(LoadBalancerId)).toEqual([]);
  });

  test('alicloud_slb_master_slave_server_group: creates, reads and deletes a pair', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const created = await sdk.ask('CreateMasterSlaveServerGroup', {
      LoadBalancerId,
      MasterSlaveServerGroupName: 'tf-pair',
      MasterSlaveBackendServers: list(pairMember('i-1', 'Master'), pairMember('i-2', 'Slave')),
    });
    const pair = { MasterSlaveServerGroupId: String(created.MasterSlaveServerGroupId) };
    const read = { Port: 6379, Weight: 100, Type: 'ecs' };
    expect(await sdk.ask('DescribeMasterSlaveServerGroupAttribute', pair)).toMatchObject({
      ...pair,
      MasterSlaveServerGroupName: 'tf-pair',
      LoadBalancerId,
      MasterSlaveBackendServers: {
        MasterSlaveBackendServer: [
          { ...read, ServerId: 'i-1', ServerType: 'Master' },
          { ...read, ServerId: 'i-2', ServerType: 'Slave' },
        ],
      },
    });
    await sdk.ask('DeleteMasterSlaveServerGroup', pair);
    expect(await sdk.codeOf('DescribeMasterSlaveServerGroupAttribute', pair)).toBe('InvalidParameter');
  });
});
