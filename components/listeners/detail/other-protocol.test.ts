import { afterAll, expect, it } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { startAnsweringServer, succeed } from '@/lib/slb/testing/answering-server';
import { connectTo } from '@/lib/slb/testing/connection';
import { readOneListener } from '@/lib/listeners/detail/listener-detail';
import { accessOf } from './detail-access';

const lists: Record<string, string[]> = {
  'acl-all': ['0.0.0.0/1', '128.0.0.0/1'],
  'acl-some': ['10.0.0.0/8'],
};

dataFolder('file');
const server = await startAnsweringServer(({ action, parameters }, response) => {
  const aclId = parameters['AclId'] ?? '';
  const bound = (ListenerPort: number, AclId: string) => ({
    LoadBalancerId: 'lb-1',
    ListenerPort,
    ListenerProtocol: 'http',
    Status: 'running',
    AclStatus: 'on',
    AclType: 'white',
    AclId,
  });
  switch (action) {
    case 'DescribeLoadBalancerAttribute':
      return succeed(response, { LoadBalancerId: 'lb-1', Address: '198.51.100.7', AddressType: 'internet' });
    case 'DescribeLoadBalancerListeners':
      return succeed(response, { Listeners: [bound(80, 'acl-all'), bound(81, 'acl-some')] });
    default:
      return succeed(response, {
        AclId: aclId,
        AclName: aclId,
        AclEntrys: { AclEntry: lists[aclId]?.map((AclEntryIP) => ({ AclEntryIP })) },
      });
  }
});
afterAll(() => server.stop());

it('shows whom the lists of a listener of another protocol let through, as for TCP', async () => {
  connectTo(server.port);
  const reachAt = async (listenerPort: number) => {
    const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort };
    const reading = await readOneListener({ ...key, protocol: 'http' });
    if (reading.state !== 'read') throw new Error(JSON.stringify(reading));
    return accessOf(reading.one, reading.one.listener).reach;
  };
  expect(await reachAt(80)).toEqual({ who: 'everyone', because: 'full-allowlist', from: 'internet' });
  expect(await reachAt(81)).toEqual({ who: 'some', because: 'allowlist', from: 'internet' });
});
