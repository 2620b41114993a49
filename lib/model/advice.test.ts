import { describe, expect, test } from 'vitest';
import { healthCheckTimes } from './advice';

describe('healthCheckTimes', () => {
  test("uses the service's defaults for blank fields", () => {
    expect(healthCheckTimes({ intervalSeconds: ' ' })).toMatchObject({
      outAfterSeconds: 5 * 3 + 2 * 2,
      backAfterSeconds: 2 * 2,
      timeoutBelowInterval: false,
    });
  });

  test('uses the interval when the timeout is shorter', () => {
    expect(healthCheckTimes({ connectTimeoutSeconds: '3', intervalSeconds: '10' })).toMatchObject({
      effectiveTimeoutSeconds: 10,
      timeoutBelowInterval: true,
      outAfterSeconds: 10 * 3 + 10 * 2,
    });
  });

  test.each([
    { unhealthyThreshold: '11' },
    { unhealthyThreshold: '99999999999999999999' },
    { healthyThreshold: '1' },
    { intervalSeconds: '51' },
    { connectTimeoutSeconds: '0' },
    { connectTimeoutSeconds: '-5' },
    { intervalSeconds: '2.5' },
  ])('returns nothing while a value is out of range: %o', (typed) => {
    expect(healthCheckTimes(typed)).toBeUndefined();
  });
});
