import { expect, test } from 'vitest';
import { REGIONS } from '../regions';
import { startTestSandbox } from '../testing/test-sandbox';

test('the huge seed makes 2,500 instances and 100,000 listeners over all regions in seconds', async () => {
  const sandbox = await startTestSandbox({ seed: 'empty' });
  const startedAt = performance.now();
  await sandbox.control('POST', 'reset', { seed: 'huge' });
  // A loaded machine is allowed for: on a quiet one it is about three seconds.
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  const totals = { instances: 0, listeners: 0, regions: 0 };
  for (const RegionId of REGIONS.keys()) {
    const instances = await sandbox.call('DescribeLoadBalancers', { RegionId });
    const listeners = await sandbox.call('DescribeLoadBalancerListeners', { RegionId });
    totals.instances += Number(instances.body.TotalCount);
    totals.listeners += Number(listeners.body.TotalCount);
    if (Number(listeners.body.TotalCount) > 0) totals.regions += 1;
  }
  expect(totals).toEqual({ instances: 2500, listeners: 100_000, regions: 37 });

  const ofOne = { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-h02huge0004' };
  const checked = await sandbox.call('DescribeHealthStatus', { ...ofOne, ListenerPort: '8000' });
  const servers = checked.body.BackendServers as { BackendServer: { ServerHealthStatus: string }[] };
  expect(servers.BackendServer.map((each) => each.ServerHealthStatus)).toEqual([
    'normal',
    'normal',
    'abnormal',
  ]);
  await sandbox.close();
}, 120_000);
