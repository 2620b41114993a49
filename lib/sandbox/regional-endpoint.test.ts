import { expect, test } from 'vitest';
import { EDGE, HANGZHOU, outcomeOf, testSandbox } from './testing/test-sandbox';

const sandbox = testSandbox({ defaultRegionId: HANGZHOU });

test('a regional endpoint knows the region of calls that name none', async () => {
  const { body } = await sandbox.call('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE });
  expect(body).toMatchObject({ LoadBalancerId: EDGE, RegionId: HANGZHOU });
  const created = await sandbox.call('CreateLoadBalancerTCPListener', {
    LoadBalancerId: EDGE,
    ListenerPort: 80,
    Bandwidth: -1,
    BackendServerPort: 80,
  });
  expect(outcomeOf(created)).toBe('done');
});

test('a regional endpoint takes the region that a call does name', async () => {
  expect(outcomeOf(await sandbox.call('DescribeLoadBalancers', { RegionId: 'cn-nowhere' }))).toEqual([
    404,
    'InvalidRegionId.NotFound',
    'The specified RegionId does not exist.',
  ]);
  const { body } = await sandbox.call('DescribeLoadBalancers', { RegionId: 'cn-qingdao' });
  expect(body.TotalCount).toBe(0);
});

test('in the current edition, an id that a call names counts before the region of the endpoint', async () => {
  const inShanghai = { LoadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na' };
  const read = () => sandbox.call('DescribeLoadBalancerAttribute', inShanghai);
  expect((await read()).status).toBe(404);
  await sandbox.control('POST', 'settings', { edition: 'current' });
  expect((await read()).body).toMatchObject({ ...inShanghai, RegionId: 'cn-shanghai' });
  await sandbox.control('POST', 'settings', { edition: 'reference' });
});

test('a fault for the region of the endpoint meets calls that name none', async () => {
  await sandbox.control('POST', 'faults', {
    action: 'DescribeLoadBalancers',
    regionId: HANGZHOU,
    count: 1,
    kind: 'error-5xx',
  });
  expect((await sandbox.call('DescribeLoadBalancers')).status).toBe(503);
});
