import { beforeEach, describe, expect, test } from 'vitest';
import { goSdk } from '../testing/published-clients';
import { HANGZHOU, listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';

/*
 * kubernetes/cloud-provider-alibaba-cloud at eeb0ddc68 (2026), controller clbv1: the calls that it makes to bring a Service
 * of type LoadBalancer to the cloud and to take it away, with the parameters that it sends and the fields that it reads.
 */

const CLUSTER = 'c0d9f7a63b5be4c1e8f2a6d04c7b1e935';
const NAME = 'a3f5c8d1e2b94c7f8a6d5e4b3c2a1f0e';
const KEY = `k8s/80/web/shop/${CLUSTER}`;
const TOKEN = '0f2b7a1e-7c50-4d5e-9a55-1c3b2d4e5f60';

const sandbox = testSandbox({ seed: 'empty', settings: { transitionMillis: 0 } });
const { ask, codeOf } = goSdk(() => sandbox, HANGZHOU);

/** One server as the controller's own type is written to JSON. */
const backend = (server: {
  serverId: string;
  serverIp: string;
  weight: number;
  port: number;
  type: string;
}) => ({
  IsUserManaged: false,
  NodeName: null,
  description: KEY,
  ...server,
  TargetRef:
    server.type === 'eni'
      ? { kind: 'Pod', namespace: 'shop', name: `web-${server.serverIp}`, uid: '1' }
      : null,
  Invalid: false,
});
const pod = (serverIp: string, weight = 100) =>
  backend({ serverId: 'eni-bp1pods', serverIp, weight, port: 8080, type: 'eni' });
const node = (serverId: string) => backend({ serverId, serverIp: '', weight: 100, port: 30080, type: 'ecs' });

const found = async (filter: Parameters) =>
  listAt(await ask('DescribeLoadBalancers', filter), 'LoadBalancers', 'LoadBalancer');
const foundByTag = () =>
  found({ Tags: JSON.stringify([{ TagValue: NAME, TagKey: 'kubernetes.do.not.delete' }]) });

async function createLoadBalancer(): Promise<string> {
  const created = await ask('CreateLoadBalancer', {
    AddressType: 'internet',
    LoadBalancerName: NAME,
    InstanceChargeType: 'PayByCLCU',
    DeleteProtection: 'on',
    ModificationProtectionStatus: 'ConsoleProtection',
    ModificationProtectionReason: 'managed.by.ack',
    'Tag.1.Key': 'kubernetes.do.not.delete',
    'Tag.1.Value': NAME,
    'Tag.2.Key': 'ack.aliyun.com',
    'Tag.2.Value': CLUSTER,
    ClientToken: TOKEN,
  });
  expect(created.Address).toEqual(expect.any(String));
  return String(created.LoadBalancerId);
}

/** A group is created empty; its servers follow. */
async function createGroup(LoadBalancerId: string, servers: readonly object[]): Promise<string> {
  const { VServerGroupId } = await ask('CreateVServerGroup', { LoadBalancerId, VServerGroupName: KEY });
  await send('AddVServerGroupBackendServers', String(VServerGroupId), servers);
  return String(VServerGroupId);
}

const send = (action: string, VServerGroupId: string, servers: readonly object[]) =>
  ask(action, { VServerGroupId, BackendServers: JSON.stringify(servers) });

const listenersOf = async (LoadBalancerId: string): Promise<Body[]> =>
  listAt(
    await ask('DescribeLoadBalancerListeners', { 'LoadBalancerId.1': LoadBalancerId, MaxResults: 50 }),
    'Listeners',
  );

const membersOf = async (VServerGroupId: string) =>
  listAt(await ask('DescribeVServerGroupAttribute', { VServerGroupId }), 'BackendServers', 'BackendServer');

/** Create and Set send what is set in the controller's model of a listener, which it reads from the list. */
const listenerParameters = (
  LoadBalancerId: string,
  VServerGroupId: string,
  Description = KEY,
): Parameters => ({
  LoadBalancerId,
  ListenerPort: 80,
  VServerGroupId,
  Description,
  Bandwidth: -1,
  Scheduler: 'rr',
});

describe.each(['reference', 'current'] as const)('the cloud controller, in the edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'empty' });
    await sandbox.control('POST', 'settings', { edition, transitionMillis: 0 });
  });

  test('finds no instance, creates one with its tags and finds it by them', async () => {
    expect(await foundByTag()).toEqual([]);
    expect(await found({ LoadBalancerName: NAME })).toEqual([]);
    const LoadBalancerId = await createLoadBalancer();
    expect(await createLoadBalancer()).toBe(LoadBalancerId);
    const [instance, ...others] = await foundByTag();
    expect(others).toEqual([]);
    expect(instance).toMatchObject({
      LoadBalancerId,
      LoadBalancerName: NAME,
      AddressType: 'internet',
      AddressIPVersion: 'ipv4',
      NetworkType: 'classic',
      Bandwidth: 5120,
      InternetChargeTypeAlias: 'paybytraffic',
      InstanceChargeType: 'PayByCLCU',
      LoadBalancerSpec: 'slb.lcu.elastic',
      DeleteProtection: 'on',
      ModificationProtectionStatus: 'ConsoleProtection',
      ResourceGroupId: expect.any(String),
      Tags: {
        Tag: [
          { TagKey: 'kubernetes.do.not.delete', TagValue: NAME },
          { TagKey: 'ack.aliyun.com', TagValue: CLUSTER },
        ],
      },
    });
    expect(await ask('DescribeLoadBalancerAttribute', { LoadBalancerId })).toMatchObject({
      InternetChargeType: 'paybytraffic',
      Tags: { Tag: [{ TagKey: 'kubernetes.do.not.delete' }, { TagKey: 'ack.aliyun.com' }] },
    });
    const tags = await ask('ListTagResources', { 'ResourceId.1': LoadBalancerId, ResourceType: 'instance' });
    expect(listAt(tags, 'TagResources', 'TagResource')).toHaveLength(2);
  });

  test('creates a group and a listener, and changes both as the Service changes', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const VServerGroupId = await createGroup(LoadBalancerId, [
      pod('10.1.0.5'),
      pod('10.1.0.6'),
      node('i-node1'),
    ]);
    expect(
      listAt(await ask('DescribeVServerGroups', { LoadBalancerId }), 'VServerGroups', 'VServerGroup'),
    ).toMatchObject([{ VServerGroupId, VServerGroupName: KEY }]);
    const member = { Description: KEY, Weight: 100 };
    expect(await membersOf(VServerGroupId)).toEqual([
      { ...member, ServerId: 'eni-bp1pods', ServerIp: '10.1.0.5', Port: 8080, Type: 'eni' },
      { ...member, ServerId: 'eni-bp1pods', ServerIp: '10.1.0.6', Port: 8080, Type: 'eni' },
      { ...member, ServerId: 'i-node1', ServerIp: expect.any(String), Port: 30080, Type: 'ecs' },
    ]);

    await ask('CreateLoadBalancerTCPListener', {
      ...listenerParameters(LoadBalancerId, VServerGroupId),
      healthCheckInterval: 3,
      HealthyThreshold: 4,
      UnhealthyThreshold: 4,
      HealthCheckConnectTimeout: 8,
      HealthCheckType: 'tcp',
    });
    const start = { LoadBalancerId, ListenerPort: 80, ListenerProtocol: 'tcp' };
    await ask('StartLoadBalancerListener', start);
    const [listener] = await listenersOf(LoadBalancerId);
    expect(listener).toMatchObject({
      Description: KEY,
      ListenerPort: 80,
      ListenerProtocol: 'tcp',
      Status: 'running',
      Bandwidth: -1,
      Scheduler: 'rr',
      VServerGroupId,
      AclStatus: 'off',
      AclIds: [],
      TCPListenerConfig: {
        PersistenceTimeout: 0,
        EstablishedTimeout: 900,
        HealthyThreshold: 4,
        UnhealthyThreshold: 4,
        HealthCheckConnectTimeout: 8,
        HealthCheckInterval: 3,
        HealthCheckHttpCode: 'http_2xx',
        HealthCheckDomain: '',
        HealthCheckURI: '/',
        HealthCheckType: 'tcp',
        ProxyProtocolV2Enabled: 'false',
      },
    });

    // Set sends all that was read, with what has changed.
    await ask('SetLoadBalancerTCPListenerAttribute', {
      ...listenerParameters(LoadBalancerId, VServerGroupId),
      VServerGroup: 'on',
      AclStatus: 'off',
      Scheduler: 'wrr',
      HealthCheckInterval: 3,
      HealthyThreshold: 4,
      UnhealthyThreshold: 4,
      PersistenceTimeout: 0,
      EstablishedTimeout: 500,
      HealthCheckConnectTimeout: 8,
      HealthCheckHttpCode: 'http_2xx',
      HealthCheckURI: '/',
      HealthCheckType: 'tcp',
      HealthCheckDomain: '',
      ProxyProtocolV2Enabled: 'false',
    });
    expect(await listenersOf(LoadBalancerId)).toMatchObject([
      {
        Scheduler: 'wrr',
        Description: KEY,
        TCPListenerConfig: { EstablishedTimeout: 500, HealthCheckInterval: 3 },
      },
    ]);

    await send('AddVServerGroupBackendServers', VServerGroupId, [pod('10.1.0.7')]);
    await send('SetVServerGroupAttribute', VServerGroupId, [pod('10.1.0.6', 50)]);
    await send('RemoveVServerGroupBackendServers', VServerGroupId, [pod('10.1.0.5')]);
    expect(
      (await membersOf(VServerGroupId)).map(({ ServerIp, Weight }) => [ServerIp, Weight]).toSorted(),
    ).toEqual([
      ['10.1.0.6', 50],
      ['10.1.0.7', 100],
      [expect.any(String), 100],
    ]);
  });

  test('changes tags, name, protections and billing of its instance, and deletes it with all it has', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const VServerGroupId = await createGroup(LoadBalancerId, [node('i-node1')]);
    await ask('CreateLoadBalancerTCPListener', listenerParameters(LoadBalancerId, VServerGroupId));
    const instance = { 'ResourceId.1': LoadBalancerId, ResourceType: 'instance' };
    await ask('TagResources', { ...instance, 'Tag.1.Key': 'team', 'Tag.1.Value': 'shop' });
    await ask('UntagResources', { ...instance, 'TagKey.1': 'team' });
    await ask('SetLoadBalancerName', { LoadBalancerId, LoadBalancerName: 'shop-web' });
    await ask('ModifyLoadBalancerInternetSpec', {
      LoadBalancerId,
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 10,
    });
    // The reason is sent only when the controller turns the protection `on`, which is none of the API's words.
    const protection = { LoadBalancerId, ModificationProtectionStatus: 'NonProtection' };
    await ask('SetLoadBalancerModificationProtection', protection);
    expect(await ask('DescribeLoadBalancerAttribute', { LoadBalancerId })).toMatchObject({
      LoadBalancerName: 'shop-web',
      InternetChargeType: 'paybybandwidth',
      Bandwidth: 10,
      ModificationProtectionStatus: 'NonProtection',
    });

    await ask('DeleteLoadBalancerListener', { LoadBalancerId, ListenerPort: 80, ListenerProtocol: 'tcp' });
    await ask('DeleteVServerGroup', { VServerGroupId });
    expect(await codeOf('DeleteLoadBalancer', { LoadBalancerId })).toBe(
      'OperationDenied.DeleteProtectionIsOn',
    );
    await ask('SetLoadBalancerDeleteProtection', { LoadBalancerId, DeleteProtection: 'off' });
    await ask('DeleteLoadBalancer', { LoadBalancerId });
    expect(await foundByTag()).toEqual([]);
    expect(await codeOf('DescribeLoadBalancerAttribute', { LoadBalancerId })).toBe(
      'InvalidLoadBalancerId.NotFound',
    );
  });

  test('gives group, members and listener one name, which only the edition current takes beyond 80 characters', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const name = `k8s/80/nginx-ingress-lb-for-the-shop/a-namespace-with-a-long-name/${CLUSTER}`;
    expect(name.length).toBeGreaterThan(80);
    const expected = edition === 'reference' ? 'InvalidParameter' : undefined;
    const group = { LoadBalancerId, VServerGroupName: name };
    expect(await codeOf('CreateVServerGroup', group)).toBe(expected);
    const VServerGroupId = await createGroup(LoadBalancerId, [node('i-node1')]);
    const BackendServers = JSON.stringify([{ ...node('i-node2'), description: name }]);
    expect(await codeOf('AddVServerGroupBackendServers', { VServerGroupId, BackendServers })).toBe(expected);
    const create = listenerParameters(LoadBalancerId, VServerGroupId, name);
    expect(await codeOf('CreateLoadBalancerTCPListener', create)).toBe(expected);

    const read = {
      groups: listAt(await ask('DescribeVServerGroups', { LoadBalancerId }), 'VServerGroups', 'VServerGroup'),
      members: await membersOf(VServerGroupId),
      listeners: await listenersOf(LoadBalancerId),
    };
    expect(read).toMatchObject(
      edition === 'reference'
        ? { groups: [{ VServerGroupName: KEY }], members: [{ Description: KEY }], listeners: [] }
        : {
            groups: [{ VServerGroupName: name }, { VServerGroupName: KEY }],
            members: [{ Description: KEY }, { Description: name }],
            listeners: [{ Description: name }],
          },
    );
  });

  test('sends servers in batches of forty, which only the edition current takes', async () => {
    const LoadBalancerId = await createLoadBalancer();
    const VServerGroupId = await createGroup(LoadBalancerId, [node('i-node1')]);
    const pods = Array.from({ length: 40 }, (_, index) => pod(`10.1.1.${index}`));
    const parameters = { VServerGroupId, BackendServers: JSON.stringify(pods) };
    expect(await codeOf('AddVServerGroupBackendServers', parameters)).toBe(
      edition === 'reference' ? 'TooManyBackendServers' : undefined,
    );
    expect(await membersOf(VServerGroupId)).toHaveLength(edition === 'reference' ? 1 : 41);
  });
});
