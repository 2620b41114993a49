import { beforeEach, describe, expect, test } from 'vitest';
import { HANGZHOU, outcomeOf, testSandbox } from '../testing/test-sandbox';
import { readThrottle } from './throttle';

const THROTTLED = [400, 'Throttling.User', 'Request was denied due to user flow control.'];

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'empty' });
});

async function throttle(...rates: object[]): Promise<number> {
  return (await sandbox.control('POST', 'settings', { throttle: rates })).status;
}

const list = () => sandbox.call('DescribeLoadBalancers', { RegionId: HANGZHOU });

describe("a throttle of one's own", () => {
  test('counts the calls of its action in a sliding window and says how long to wait', async () => {
    await throttle({ action: 'DescribeLoadBalancers', calls: 2, windowSeconds: 10 });
    expect((await list()).status).toBe(200);
    sandbox.clock.millis += 4000;
    expect((await list()).status).toBe(200);
    const rejected = await list();
    expect([outcomeOf(rejected), rejected.headers['x-acs-retry-after']]).toEqual([THROTTLED, '6000']);
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    sandbox.clock.millis += 6000;
    expect((await list()).status).toBe(200);
    expect((await list()).status).toBe(400);
  });

  test('counts all actions together under *', async () => {
    await throttle({ action: '*', calls: 2, windowSeconds: 10 });
    expect((await list()).status).toBe(200);
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    expect(outcomeOf(await list())).toEqual(THROTTLED);
  });

  test('means one key, or each by itself', async () => {
    await sandbox.control('POST', 'access-keys', { accessKeyId: 'second', accessKeySecret: 'its secret' });
    const second = () =>
      sandbox.callV1('DescribeRegions', {}, { AccessKeyId: 'second' }, { secret: 'its secret' });
    await throttle({ action: 'DescribeRegions', calls: 1, windowSeconds: 10 });
    expect((await second()).status).toBe(200);
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    expect((await second()).status).toBe(400);
    await throttle({ accessKeyId: 'second', action: 'DescribeRegions', calls: 1, windowSeconds: 20 });
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    expect((await second()).status).toBe(200);
    expect((await second()).status).toBe(400);
  });

  test('that makes no sense is rejected', async () => {
    expect(await throttle({ action: '*', calls: 0, windowSeconds: 1 })).toBe(400);
    expect(await throttle({ action: '*', calls: 1 })).toBe(400);
    expect(await throttle()).toBe(400);
  });
});

test.each([
  ['off', 'off'],
  ['published', 'published'],
  ['DescribeRegions=5/1', [{ action: 'DescribeRegions', calls: 5, windowSeconds: 1 }]],
  [
    'LTAIsome:*=100/0.5,DeleteLoadBalancer=1/60',
    [
      { accessKeyId: 'LTAIsome', action: '*', calls: 100, windowSeconds: 0.5 },
      { action: 'DeleteLoadBalancer', calls: 1, windowSeconds: 60 },
    ],
  ],
  ['fast', null],
  ['DescribeRegions=0/1', null],
  ['DescribeRegions=1', null],
  ['', null],
])('the option %j reads as %j', (text, expected) => {
  expect(readThrottle(text)).toEqual(expected);
});
