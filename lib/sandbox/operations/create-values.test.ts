import { describe, expect, test } from 'vitest';
import { EDGE, HANGZHOU, testSandbox } from '../testing/test-sandbox';

/** Bounds restated from the reference page. What is `blank` when it may not be left out? The code says. */
const INTEGERS = [
  {
    name: 'ListenerPort',
    min: 1,
    max: 65_535,
    message: 'The specified port is not valid.',
    blank: 'MissingListenerPort',
  },
  {
    name: 'Bandwidth',
    min: 1,
    max: 5000,
    message: 'The specified bandwidth is not valid.',
    blank: 'MissingBandwidth',
  },
  {
    name: 'BackendServerPort',
    min: 1,
    max: 65_535,
    message: 'The specified port is not valid.',
    blank: 'MissingParameter',
  },
  { name: 'PersistenceTimeout', min: 0, max: 3600 },
  { name: 'EstablishedTimeout', min: 10, max: 900 },
  { name: 'HealthCheckConnectPort', min: 1, max: 65_535, message: 'The specified port is not valid.' },
  { name: 'HealthCheckConnectTimeout', min: 1, max: 300 },
  { name: 'healthCheckInterval', min: 1, max: 50 },
  { name: 'HealthyThreshold', min: 2, max: 10 },
  { name: 'UnhealthyThreshold', min: 2, max: 10 },
  { name: 'ConnectionDrainTimeout', min: 10, max: 900 },
] as const;

const sandbox = testSandbox();

const KEPT = { RegionId: HANGZHOU, LoadBalancerId: EDGE };

/** Creates with one value and takes the listener away again; null when it was created. */
async function verdict(name: string, value: string): Promise<readonly [number, unknown, unknown] | null> {
  const sent = { ...KEPT, ListenerPort: '80', Bandwidth: '-1', BackendServerPort: '80', [name]: value };
  const reply = await sandbox.call('CreateLoadBalancerTCPListener', sent);
  if (reply.status !== 200) return [reply.status, reply.body.Code, reply.body.Message];
  const removed = await sandbox.call('DeleteLoadBalancerListener', {
    ...KEPT,
    ListenerPort: sent.ListenerPort,
  });
  expect(removed.status).toBe(200);
  return null;
}

describe.each(INTEGERS)('$name', (parameter) => {
  const { name, min, max } = parameter;
  const message = 'message' in parameter ? parameter.message : 'The specified parameter is not valid.';
  const rejection = [400, 'InvalidParameter', message];

  test.each([min, max])('takes %i', async (value) => {
    expect(await verdict(name, String(value))).toBeNull();
  });

  test.each([String(min - 1), String(max + 1), '-2', 'eighty', '80.0', '1e1', '0x10', ' 80', '99999999999'])(
    'rejects %j',
    async (value) => {
      expect(await verdict(name, value)).toEqual(rejection);
    },
  );

  test('blank counts as absent', async () => {
    const outcome = await verdict(name, '');
    expect(outcome?.[1] ?? null).toBe('blank' in parameter ? parameter.blank : null);
  });
});

test('Bandwidth takes -1 beside its range', async () => {
  expect(await verdict('Bandwidth', '-1')).toBeNull();
});
