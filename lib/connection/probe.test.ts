import { expect, it } from 'vitest';
import { startListener } from '@/lib/slb/operations/listeners';
import { describeRegions } from '@/lib/slb/operations/regions';
import { ACCOUNT, cloudConnection, cloudWorld, configure, USER_ARN } from '@/lib/slb/testing/cloud-world';
import { probePermissions, probeRegion, probeRegions, readCaller } from './probe';

const world = cloudWorld();

async function permissions(): Promise<Record<string, string>> {
  const regionId = 'cn-hangzhou';
  const found = await probePermissions([{ regionId, probe: await probeRegion(regionId) }]);
  return Object.fromEntries(found.map(({ action, state }) => [action, state]));
}

it('says whose credentials are used, who had them, and how far the clocks differ', async () => {
  expect(await readCaller(cloudConnection())).toEqual({
    ok: true,
    identity: { accountId: ACCOUNT, arn: USER_ARN, identityType: 'RAMUser' },
    providerName: 'env',
    serverAheadMillis: expect.any(Number),
  });
  configure({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' });
  expect(await readCaller(cloudConnection())).toMatchObject({
    ok: false,
    providerName: 'env',
    error: { code: 'SignatureDoesNotMatch' },
  });
  configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: '' });
  expect(await readCaller(cloudConnection())).toMatchObject({
    ok: false,
    providerName: null,
    error: { code: 'Sluice.NoCredentials' },
  });
});

it('reads one instance of a region, and says how many there are', async () => {
  expect(await probeRegion('cn-hangzhou')).toEqual({
    ok: true,
    millis: expect.any(Number),
    instanceCount: expect.any(Number),
    firstInstanceId: expect.stringMatching(/^lb-/),
  });
  const [request] = await world.sandbox.requests('DescribeLoadBalancers');
  expect(request?.parameters).toMatchObject({ PageSize: '1' });
  expect(await probeRegion('cn-nowhere')).toMatchObject({
    ok: false,
    error: { code: 'Sluice.UnknownRegion' },
  });
});

it('reads each region, a few at a time, so that they do not wait for each other', async () => {
  await describeRegions();
  await world.sandbox.fault({ action: 'DescribeLoadBalancers', kind: 'latency', millis: 200, share: 1 });
  const regions = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'eu-central-1'];
  const startedAt = performance.now();
  const probes = await Promise.all(
    probeRegions(regions.map((regionId) => ({ regionId }))).map(({ probe }) => probe),
  );
  expect(probes.map(({ ok }) => ok)).toEqual(regions.map(() => true));
  // The fifth began when the first was over, and that does not count as its latency.
  expect(performance.now() - startedAt).toBeGreaterThan(400);
  const last = probes.at(-1);
  expect(last?.ok && last.millis < 390).toBe(true);
});

it('knows what RAM denied and allowed, and of nothing else', async () => {
  // A connection of which nothing is known yet.
  configure({ SLUICE_STS_HOST: 'sts.cn-shanghai.aliyuncs.com' });
  await describeRegions();
  await world.sandbox.fault({ action: 'DescribeAccessControlLists', kind: 'forbidden', count: 1 });
  expect(await permissions()).toMatchObject({
    'slb:DescribeRegions': 'allowed',
    'slb:DescribeLoadBalancers': 'allowed',
    'slb:DescribeHealthStatus': 'allowed',
    'slb:DescribeAccessControlLists': 'denied',
    'slb:StartLoadBalancerListener': 'unknown',
  });
  await world.sandbox.fault({ action: 'StartLoadBalancerListener', kind: 'forbidden', count: 1 });
  await startListener({
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    listenerPort: 80,
  });
  expect(await permissions()).toMatchObject({
    'slb:DescribeAccessControlLists': 'allowed',
    'slb:StartLoadBalancerListener': 'denied',
  });
});

it('does not take what was allowed earlier for what is allowed now', async () => {
  configure({ SLUICE_STS_HOST: 'sts.cn-shenzhen.aliyuncs.com' });
  await describeRegions();
  expect(await permissions()).toMatchObject({ 'slb:DescribeVServerGroups': 'allowed' });
  await world.sandbox.fault({ action: 'DescribeVServerGroups', kind: 'error-5xx', count: 9 });
  expect(await permissions()).toMatchObject({ 'slb:DescribeVServerGroups': 'unknown' });
  expect(await probePermissions([])).toContainEqual({
    action: 'slb:DescribeLoadBalancers',
    isWrite: false,
    state: 'unknown',
  });
});

it('learns nothing from a failure that is no denial', async () => {
  configure({ SLUICE_STS_HOST: 'sts.cn-beijing.aliyuncs.com' });
  await world.sandbox.fault({ action: 'DescribeVServerGroups', kind: 'error-5xx', count: 9 });
  expect(await permissions()).toMatchObject({
    'slb:DescribeVServerGroups': 'unknown',
    'slb:DescribeHealthStatus': 'allowed',
  });
});
