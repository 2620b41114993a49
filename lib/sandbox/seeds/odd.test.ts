import { expect, test } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox';

const odd = { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-bp1odd00000000000000', ListenerPort: '443' };
const ALL = ['acl-bp1odd0', 'acl-bp1odd1', 'acl-bp1odd2'];

test('the odd seed has a listener with several lists, which Set keeps unless it names one', async () => {
  const sandbox = await startTestSandbox({ seed: 'odd' });
  await sandbox.control('POST', 'settings', { transitionMillis: 0 });
  const read = async () => (await sandbox.call('DescribeLoadBalancerTCPListenerAttribute', odd)).body;
  expect(await read()).toMatchObject({ Scheduler: 'sch', AclId: ALL.join(','), AclIds: { AclId: ALL } });
  const listed = await sandbox.call('DescribeLoadBalancerListeners', { RegionId: 'cn-hangzhou' });
  expect(listed.body).toMatchObject({ Listeners: [{ AclIds: ALL }, { Scheduler: 'least-latency' }] });
  const list = { RegionId: 'cn-hangzhou', AclId: 'acl-bp1odd2' };
  expect((await sandbox.call('DescribeAccessControlListAttribute', list)).body).toMatchObject({
    RelatedListeners: { RelatedListener: [{ ListenerPort: 443 }] },
  });

  await sandbox.call('SetLoadBalancerTCPListenerAttribute', { ...odd, AclType: 'black', Bandwidth: '30' });
  expect(await read()).toMatchObject({
    Bandwidth: 30,
    Scheduler: 'sch',
    AclType: 'black',
    AclIds: { AclId: ALL },
  });
  await sandbox.call('SetLoadBalancerTCPListenerAttribute', { ...odd, AclId: 'acl-bp1odd1' });
  expect(await read()).toMatchObject({ AclType: 'black', AclIds: { AclId: ['acl-bp1odd1'] } });
  await sandbox.close();
});
