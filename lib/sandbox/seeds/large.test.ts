import { expect, test } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox';

const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1', 'eu-central-1'];

test('the large seed makes 300 instances and 12,000 listeners over six regions in seconds', async () => {
  const sandbox = await startTestSandbox({ seed: 'empty' });
  const startedAt = performance.now();
  await sandbox.control('POST', 'reset', { seed: 'large' });
  // A loaded machine is allowed for: on a quiet one it is well below two seconds.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  const totals = [];
  for (const RegionId of REGIONS) {
    const instances = await sandbox.call('DescribeLoadBalancers', { RegionId });
    const listeners = await sandbox.call('DescribeLoadBalancerListeners', { RegionId });
    totals.push([instances.body.TotalCount, listeners.body.TotalCount]);
  }
  expect(totals).toEqual(REGIONS.map(() => [50, 2000]));
  await sandbox.close();
}, 60_000);
