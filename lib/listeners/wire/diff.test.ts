import { describe, expect, it } from 'vitest';
import { differencesBetween, differencesOfCreation } from './diff';
import { blankFormValues, type ListenerFormValues } from '@/lib/model/draft';
import { listenerSchema, type ListenerSpec } from '@/lib/model/schema';
import { read } from '@/lib/listeners/testing/any-listener';

const checks = {
  ...blankFormValues().healthCheck,
  type: 'http',
  uri: '/healthz',
  intervalSeconds: '3',
} as const;

function requested(changed: Partial<ListenerFormValues> = {}): ListenerSpec {
  const blank = blankFormValues();
  return listenerSchema.parse({
    ...blank,
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    listenerPort: '80',
    bandwidth: { kind: 'unlimited', mbps: '' },
    backend: { ...blank.backend, backendServerPort: '8080' },
    healthCheck: checks,
    ...changed,
  });
}

const found = read({
  status: 'stopped',
  healthCheckType: 'http',
  healthCheckUri: '/healthz',
  healthCheckIntervalSeconds: 3,
  healthCheckHttpCode: 'http_2xx',
});

describe('a creation that is read back', () => {
  it("differs in what was sent, and in the reference's defaults for the rest", () => {
    expect(differencesOfCreation(requested(), found)).toEqual([]);
    const other = { ...found, backendServerPort: 80, healthCheckIntervalSeconds: 2, description: 'theirs' };
    expect(differencesOfCreation(requested({ scheduler: 'rr' }), other)).toEqual([
      { name: 'BackendServerPort', requested: '8080', found: '80' },
      { name: 'Scheduler', requested: 'rr', found: 'wrr' },
      { name: 'Description', requested: '', found: 'theirs' },
      { name: 'HealthCheckInterval', requested: '3', found: '2' },
    ]);
  });

  it('does not differ by another spelling of the same value, as with an edit', () => {
    const httpCodes = ['http_2xx', 'http_3xx'] as const;
    const spelt = { ...found, healthCheckHttpCode: 'http_3xx, http_2xx', healthCheckDomain: '$_ip' };
    expect(
      differencesOfCreation(requested({ healthCheck: { ...checks, httpCodes: [...httpCodes] } }), spelt),
    ).toEqual([]);
    const sent = { HealthCheckHttpCode: 'http_2xx,http_3xx', HealthCheckDomain: '$_ip' };
    expect(differencesBetween(sent, sent, { HealthCheckHttpCode: 'http_3xx, http_2xx' })).toEqual([]);
  });
});
