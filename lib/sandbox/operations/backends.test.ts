import { describe, expect, test } from 'vitest';
import {
  EDGE,
  HANGZHOU,
  at,
  outcomeOf,
  listAt,
  testSandbox,
  type Body,
  type Parameters,
} from '../testing/test-sandbox';

const sandbox = testSandbox();

const INVALID = [400, 'InvalidParameter', 'The specified parameter is not valid.'] as const;
const NO_INSTANCE = [
  404,
  'InvalidLoadBalancerId.NotFound',
  'The specified LoadBalancerId does not exist.',
] as const;

async function ask(action: string, parameters: Parameters = {}): Promise<Body> {
  const reply = await sandbox.call(action, parameters);
  expect(reply.body).not.toHaveProperty('Code');
  return reply.body;
}

describe('access control lists', () => {
  const lists = (parameters: Parameters = {}) =>
    ask('DescribeAccessControlLists', { RegionId: HANGZHOU, ...parameters });

  test('are paged by ten', async () => {
    const first = await lists();
    expect(first).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 12, Count: 10 });
    expect(at(first, 'Acls', 'Acl', 0)).toMatchObject({
      AclId: '1323',
      AclName: 'office-egress',
      AddressIPVersion: 'ipv4',
    });
    expect(await lists({ PageNumber: 2 })).toMatchObject({ TotalCount: 12, Count: 2 });
  });

  test('are found by a part of their name and by IP version', async () => {
    expect((await lists({ AclName: 'office' })).TotalCount).toBe(4);
    expect((await lists({ AddressIPVersion: 'ipv6' })).TotalCount).toBe(1);
  });

  test('show their entries by page, filtered by comment, and the listeners that use them', async () => {
    const of = (parameters: Parameters) =>
      ask('DescribeAccessControlListAttribute', { RegionId: HANGZHOU, AclId: '1323', ...parameters });
    const second = await of({ Page: 2 });
    expect(second.TotalAclEntry).toBe(14);
    expect(listAt(second, 'AclEntrys', 'AclEntry')).toHaveLength(4);
    const office = await of({ AclEntryComment: 'Hangzhou' });
    expect(at(office, 'AclEntrys', 'AclEntry')).toEqual([
      { AclEntryIP: '198.51.100.16/28', AclEntryComment: 'Hangzhou office' },
    ]);
    expect(at(office, 'RelatedListeners', 'RelatedListener', 0)).toEqual({
      LoadBalancerId: EDGE,
      ListenerPort: 443,
      Protocol: 'tcp',
      AclType: 'white',
    });
  });

  test('reject an unknown list, a page size above fifty, and a call without AclId', async () => {
    const of = (parameters: Parameters) =>
      sandbox.call('DescribeAccessControlListAttribute', { RegionId: HANGZHOU, ...parameters });
    expect(outcomeOf(await of({ AclId: 'acl-unknown' }))).toEqual([
      400,
      'AclNotExist',
      'Acl does not exist.',
    ]);
    expect(outcomeOf(await of({ AclId: '1323', PageSize: 51 }))).toEqual(INVALID);
    expect(outcomeOf(await of({}))).toEqual([400, 'MissingAclId', 'AclId is mandatory for this action.']);
    expect(
      outcomeOf(await sandbox.call('DescribeAccessControlLists', { RegionId: HANGZHOU, PageSize: 51 })),
    ).toEqual(INVALID);
  });
});

describe('server groups', () => {
  const instance = { RegionId: HANGZHOU, LoadBalancerId: EDGE };

  test('of both kinds are listed with the listeners that use them, when asked', async () => {
    const plain = listAt(await ask('DescribeVServerGroups', instance), 'VServerGroups', 'VServerGroup');
    expect(plain.map((group) => [group.VServerGroupId, group.ServerCount])).toEqual([
      ['rsp-cige6j5e7p', 4],
      ['rsp-bp1tz1x9q4k7v', 3],
      ['rsp-bp1ka5fk4edg3', 5],
    ]);
    expect(at(plain[0], 'AssociatedObjects', 'Listeners', 'Listener')).toEqual([]);
    const requested = await ask('DescribeVServerGroups', {
      ...instance,
      IncludeListener: 'true',
      IncludeRule: 'true',
    });
    expect(at(requested, 'VServerGroups', 'VServerGroup', 0, 'AssociatedObjects')).toEqual({
      Listeners: {
        Listener: [
          { Port: 443, Protocol: 'tcp' },
          { Port: 8080, Protocol: 'tcp' },
        ],
      },
      Rules: { Rule: [] },
    });
    const pairs = await ask('DescribeMasterSlaveServerGroups', { ...instance, IncludeListener: 'true' });
    expect(at(pairs, 'MasterSlaveServerGroups', 'MasterSlaveServerGroup')).toMatchObject([
      {
        MasterSlaveServerGroupId: 'rsp-0bfucwuotx',
        MasterSlaveServerGroupName: 'session-pair',
        AssociatedObjects: { Listeners: { Listener: [{ Port: 6380, Protocol: 'tcp' }] } },
      },
    ]);
  });

  test.each(['DescribeVServerGroups', 'DescribeMasterSlaveServerGroups'])(
    '%s rejects an unknown instance and a flag that is none',
    async (action) => {
      expect(outcomeOf(await sandbox.call(action, { ...instance, LoadBalancerId: 'lb-x' }))).toEqual(
        NO_INSTANCE,
      );
      expect(outcomeOf(await sandbox.call(action, { ...instance, IncludeListener: 'yes' }))).toEqual(INVALID);
    },
  );
});

describe('DescribeHealthStatus', () => {
  const of = (parameters: Parameters) =>
    sandbox.call('DescribeHealthStatus', { RegionId: HANGZHOU, ...parameters });
  const states = (body: Body) =>
    listAt(body, 'BackendServers', 'BackendServer').map((server) => server.ServerHealthStatus);

  test('answers the servers of a group on their own ports', async () => {
    const { body } = await of({ LoadBalancerId: EDGE, ListenerPort: 443 });
    expect(states(body)).toEqual(['normal', 'normal', 'normal', 'abnormal']);
    // As text: the order of the vendor's sample, too.
    expect(JSON.stringify(at(body, 'BackendServers', 'BackendServer', 3))).toBe(
      JSON.stringify({
        ListenerPort: 443,
        ServerId: 'i-bp1f9c0t3y5u7i9o1p2a',
        Port: 8081,
        ServerIp: '10.0.4.14',
        ServerHealthStatus: 'abnormal',
        Protocol: 'tcp',
        Type: 'ecs',
      }),
    );
  });

  test('answers the default servers on the backend port, and a pair', async () => {
    const { body } = await of({ LoadBalancerId: EDGE, ListenerPort: 2222 });
    expect(listAt(body, 'BackendServers', 'BackendServer').map((server) => server.Port)).toEqual([22, 22]);
    expect(states((await of({ LoadBalancerId: EDGE, ListenerPort: 6380 })).body)).toEqual([
      'normal',
      'normal',
    ]);
  });

  test('answers the address of a network interface as that of its host, too', async () => {
    const BackendServers = JSON.stringify([{ ServerId: 'eni-1', Type: 'eni', ServerIp: '10.9.9.9' }]);
    const servers = { RegionId: HANGZHOU, LoadBalancerId: EDGE, BackendServers };
    await sandbox.call('AddBackendServers', servers);
    const { body } = await of({ LoadBalancerId: EDGE, ListenerPort: 2222 });
    expect(at(body, 'BackendServers', 'BackendServer', 2)).toMatchObject({
      ServerIp: '10.9.9.9',
      EniHost: '10.9.9.9',
      Type: 'eni',
    });
    await sandbox.call('RemoveBackendServers', servers);
  });

  test('knows no result where nothing is checked: stopped, check off, instance inactive', async () => {
    expect(states((await of({ LoadBalancerId: EDGE, ListenerPort: 9443 })).body)).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    expect(states((await of({ LoadBalancerId: 'lb-bp1a3s5d7f9g1h3j5k7lz' })).body)).toEqual([
      'unavailable',
      'unavailable',
    ]);
  });

  test('without a port answers all listeners, with a protocol only its own', async () => {
    const all = await of({ LoadBalancerId: EDGE });
    expect(
      new Set(listAt(all.body, 'BackendServers', 'BackendServer').map((row) => row.ListenerPort)).size,
    ).toBe(8);
    const http = await of({ LoadBalancerId: EDGE, ListenerProtocol: 'http' });
    expect(listAt(http.body, 'BackendServers', 'BackendServer')).toHaveLength(2);
  });

  test('rejects a port where no listener is checked', async () => {
    for (const parameters of [
      { LoadBalancerId: EDGE, ListenerPort: 1 },
      { LoadBalancerId: EDGE, ListenerPort: 8081 },
    ]) {
      expect(outcomeOf(await of(parameters))).toEqual([
        404,
        'CheckedListenerNotFound',
        'No health-checked Listener to the specified port of the Load Balancer.',
      ]);
    }
    expect(outcomeOf(await of({ LoadBalancerId: 'lb-x' }))).toEqual(NO_INSTANCE);
  });
});
