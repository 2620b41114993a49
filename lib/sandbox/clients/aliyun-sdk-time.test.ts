import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { parse, testSandbox } from '../testing/test-sandbox';

/** `aliyun-sdk` on npm signs version 1 over POST, with a time that has milliseconds. */

const sandbox = testSandbox();

test.each(EDITION_NAMES)('aliyun-sdk sends a time with milliseconds, edition %s', async (edition) => {
  await sandbox.control('POST', 'settings', { edition });
  const send = (millis: number) =>
    sandbox.callV1(
      'DescribeLoadBalancers',
      { RegionId: 'cn-hangzhou' },
      { Timestamp: new Date(sandbox.clock.millis + millis).toISOString() },
      { method: 'POST' },
    );
  expect((await send(123)).status).toBe(200);
  expect((await send(-15 * 60_000)).status).toBe(200);
  const late = await send(-15 * 60_000 - 1);
  expect([late.status, parse(late.text).Code]).toEqual([400, 'InvalidTimeStamp.Expired']);
});
