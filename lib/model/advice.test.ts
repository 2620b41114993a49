import { describe, expect, test } from 'vitest';
import { healthCheckTimes } from './advice';

describe('healthCheckTimes', () => {
  test('counts with the defaults of the service for what is blank', () => {
    expect(healthCheckTimes({ intervalSeconds: ' ' })).toMatchObject({
      outAfterSeconds: 5 * 3 + 2 * 2,
      backAfterSeconds: 2 * 2,
      timeoutBelowInterval: false,
    });
  });

  test('takes the interval for a timeout below it', () => {
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
  ])('knows no times while a value is none of its range: %o', (typed) => {
    expect(healthCheckTimes(typed)).toBeUndefined();
  });
});
