import { describe, expect, it } from 'vitest';
import { callerOf } from './caller';
import { callSlb } from './client';
import { describeLoadBalancers } from './operations/load-balancers';
import { describeRegions } from './operations/regions';
import { callOf } from './testing/endpoint';
import {
  ACCOUNT,
  cloudConnection,
  cloudWorld,
  configure,
  sendTo,
  USER,
  USER_ARN,
} from './testing/cloud-world';

/** Cloud mode against a stand-in of the cloud: real TLS, a real proxy, and the sandbox behind them. */

const world = cloudWorld();

describe('a call in cloud mode', () => {
  it('goes through the proxy to the host of its region, signed by the key of the environment', async () => {
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(
      await callSlb({ ...callOf('read'), action: 'DescribeLoadBalancers', regionId: 'eu-central-1' }),
    ).toMatchObject({
      ok: true,
    });
    expect(new Set(world.cloud.tunnels)).toEqual(
      new Set(['slb.aliyuncs.com', 'slb.eu-central-1.aliyuncs.com']),
    );
  });

  it('goes to the host of the configuration instead of the table’s', async () => {
    configure({ SLUICE_SLB_HOSTS: 'default=slb-vpc.cn-hangzhou.aliyuncs.com' });
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(world.cloud.tunnels).toEqual(['slb-vpc.cn-hangzhou.aliyuncs.com']);
  });

  it('avoids the proxy for the hosts of NO_PROXY', async () => {
    configure({ NO_PROXY: 'localhost, .invalid' });
    const result = await sendTo('localhost:1');
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'Sluice.Unreachable', outcome: 'not-done', facts: { host: 'localhost:1' } },
    });
    expect(world.cloud.tunnels).toEqual([]);
  });

  it('uses a key that replaced a disabled one, without a restart', async () => {
    expect(await describeRegions()).toMatchObject({ ok: true });
    const accessKeyId = 'LTAI5tRotated';
    await world.cloud.addKey(USER.accessKeyId, {
      ...USER,
      accountId: ACCOUNT,
      arn: USER_ARN,
      identityType: 'RAMUser',
      isActive: false,
    });
    await world.cloud.addKey(accessKeyId, {
      accessKeySecret: 'rotated',
      accountId: ACCOUNT,
      arn: USER_ARN,
      identityType: 'RAMUser',
    });
    process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = accessKeyId;
    process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = 'rotated';
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(await callerOf(cloudConnection())).toMatchObject({
      ok: true,
      value: { accountId: ACCOUNT },
    });
  });
});

describe('a response in cloud mode', () => {
  const inDemo = { regionId: 'cn-hangzhou' };

  it.each(['shape-of-2018', 'bare-list', 'other-wrapper', 'single-row', 'tag-without-key'])(
    'is read in the variant %s',
    async (variant) => {
      const action = 'DescribeLoadBalancers';
      await world.sandbox.fault({ action, kind: 'odd-rows', variant, count: 1 });
      const result = await describeLoadBalancers(inDemo);
      expect(result).toMatchObject({ ok: true });
      expect(result.ok && result.value.length).toBeGreaterThan(0);
    },
  );

  it.each([
    { kind: 'throttle' },
    { kind: 'error', code: 'ServiceIsConfiguring' },
    { kind: 'error-5xx' },
    { kind: 'drop-before' },
    { kind: 'truncated-body' },
  ] as const)('is requested again after $kind', async (fault) => {
    await world.sandbox.fault({ action: 'DescribeLoadBalancers', count: 1, ...fault });
    expect(await describeLoadBalancers(inDemo)).toMatchObject({ ok: true });
    expect(await world.sandbox.requests('DescribeLoadBalancers')).toHaveLength(2);
  });
});
