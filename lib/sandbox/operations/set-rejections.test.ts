import { beforeEach, describe, expect, test } from 'vitest';
import { INCOMPLETE, INVALID, NO_INSTANCE, NO_LIST, callsOf } from '../testing/calls';
import { EDGE, testSandbox, type Parameters } from '../testing/test-sandbox';

const LEDGER = 'lb-bp13jaf5qli5xmgl1miup';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);
const LISTENER = { LoadBalancerId: EDGE, ListenerPort: 2222 };
const set = (change: Parameters) =>
  outcome('SetLoadBalancerTCPListenerAttribute', { ...LISTENER, ...change });
const read = async () => {
  const { RequestId: _, ...fields } = await ask('DescribeLoadBalancerTCPListenerAttribute', LISTENER);
  return fields;
};

const INVALID_PORT = [400, 'InvalidParameter', 'The specified port is not valid.'] as const;
const INVALID_BANDWIDTH = [400, 'InvalidParameter', 'The specified bandwidth is not valid.'] as const;

describe('Set rejects a value', () => {
  test.each<[Parameters, readonly [number, string, string]]>([
    [{ ListenerPort: 0 }, INVALID_PORT],
    [{ ListenerPort: 65_536 }, INVALID_PORT],
    [{ Bandwidth: 0 }, INVALID_BANDWIDTH],
    [{ Bandwidth: -2 }, INVALID_BANDWIDTH],
    [{ Bandwidth: 5001 }, INVALID_BANDWIDTH],
    [{ Scheduler: 'random' }, INVALID],
    [{ PersistenceTimeout: 3601 }, INVALID],
    [{ EstablishedTimeout: 9 }, INVALID],
    [{ EstablishedTimeout: 901 }, INVALID],
    [{ HealthCheckSwitch: 'true' }, INVALID],
    [{ HealthCheckType: 'udp' }, INVALID],
    [{ HealthCheckConnectPort: -520 }, INVALID_PORT],
    [{ HealthCheckConnectTimeout: 301 }, INVALID],
    [{ HealthCheckInterval: 0 }, INVALID],
    [{ HealthCheckInterval: 51 }, INVALID],
    [{ HealthyThreshold: 1 }, INVALID],
    [{ UnhealthyThreshold: 11 }, INVALID],
    [{ HealthCheckDomain: 'a_b' }, INVALID],
    [{ HealthCheckURI: 'healthz' }, INVALID],
    [{ HealthCheckHttpCode: 'http_1xx' }, INVALID],
    [{ SynProxy: 'on' }, INVALID],
    [{ AclStatus: 'yes' }, INVALID],
    [{ AclType: 'grey' }, INVALID],
    [{ AclId: '1323,acl-bp1scan2n3r5s' }, INVALID],
    [{ Description: 'a,b' }, INVALID],
    [{ Description: '监'.repeat(81) }, INVALID],
    [{ ConnectionDrain: 'yes' }, INVALID],
    [{ ConnectionDrainTimeout: 9 }, INVALID],
    [{ ProxyProtocolV2Enabled: 'on' }, INVALID],
    [{ DryRun: 'on' }, INVALID],
    [{ ConnectionDrain: 'on' }, INCOMPLETE],
  ])('%o', async (change, expected) => {
    const before = await read();
    expect(await set(change)).toEqual(expected);
    expect(await read()).toEqual(before);
  });

  test.each(['sch', 'tch'])('%s, which the reference does not know', async (Scheduler) => {
    expect(await set({ Scheduler })).toEqual(INVALID);
  });

  test('that leads from or to a hash where hashes are known', async () => {
    await sandbox.control('POST', 'settings', { edition: 'current' });
    expect(await set({ Scheduler: 'sch' })).toEqual(INVALID);
  });
});

describe('Set rejects', () => {
  test('an instance and a listener that are not there', async () => {
    expect(await set({ LoadBalancerId: 'lb-x' })).toEqual(NO_INSTANCE);
    expect(await set({ ListenerPort: 80 })).toEqual([
      404,
      'ListenerNotFound',
      'You have not created a listener for the specified port of the load balancer.',
    ]);
  });

  test('a listener of another protocol', async () => {
    expect(await set({ ListenerPort: 8081, Bandwidth: 5 })).toEqual([
      400,
      'UnsupportedOperation',
      'The specified action is not supported.',
    ]);
  });

  test('access control without type or list where it was off, an unknown list, and one of the other IP version', async () => {
    const off = { LoadBalancerId: LEDGER, ListenerPort: 3306 };
    await set({ ...off, AclStatus: 'off' });
    sandbox.clock.millis += 400;
    expect(await set({ ...off, AclStatus: 'on' })).toEqual(INCOMPLETE);
    expect(await set({ ...off, AclStatus: 'on', AclType: 'white' })).toEqual(INCOMPLETE);
    expect(await set({ ...off, AclStatus: 'on', AclId: '1323' })).toEqual(INCOMPLETE);
    expect(await set({ AclId: 'acl-x' })).toEqual(NO_LIST);
    expect(await set({ AclId: 'acl-bp1v6of2f4i6c' })).toEqual([
      400,
      'IpVersionConflict',
      'The ip version of this LoadBalancer and the Acl is conflict.',
    ]);
  });

  test('a list that serves fifty listeners already', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        ask('CreateLoadBalancerTCPListener', {
          LoadBalancerId: index < 40 ? EDGE : LEDGER,
          ListenerPort: 20_000 + index,
          Bandwidth: -1,
          BackendServerPort: 80,
          AclStatus: 'on',
          AclType: 'white',
          AclId: 'acl-bp1vpn2u4s6e8',
        }),
      ),
    );
    expect(await set({ AclId: 'acl-bp1vpn2u4s6e8' })).toEqual([
      400,
      'AclListenerOverLimit',
      'This acl has reached the limit of binding to listeners.',
    ]);
    // One of the fifty may be set all the same.
    expect(await set({ ListenerPort: 20_000, AclType: 'black' })).toBe('done');
  });
});

describe('while a listener is changing', () => {
  const BUSY = [
    400,
    'OperationFailed.ListenerStatusNotSupport',
    'The status of the listener does not support this operation. Please try again later.',
  ] as const;

  test('Set is rejected: starting, stopping, configuring', async () => {
    const stopped = { ListenerPort: 9443 };
    await ask('StartLoadBalancerListener', { ...LISTENER, ...stopped });
    expect(await set({ ...stopped, Bandwidth: 7 })).toEqual(BUSY);
    await ask('StopLoadBalancerListener', LISTENER);
    expect(await set({ Bandwidth: 7 })).toEqual(BUSY);
    const other = { ListenerPort: 8443 };
    expect(await set({ ...other, Bandwidth: 7 })).toBe('done');
    expect(await set({ ...other, Bandwidth: 8 })).toEqual(BUSY);
    sandbox.clock.millis += 400;
    for (const port of [9443, 2222, 8443]) {
      expect(await set({ ListenerPort: port, Bandwidth: 8 })).toBe('done');
    }
  });

  test('Start, Stop and Delete are rejected after Set', async () => {
    expect(await set({ Bandwidth: 7 })).toBe('done');
    expect(await outcome('StartLoadBalancerListener', LISTENER)).toEqual([
      400,
      'Operation.Deny',
      'The specified listener is configuring, please try again later.',
    ]);
    for (const action of ['StopLoadBalancerListener', 'DeleteLoadBalancerListener']) {
      expect(await outcome(action, LISTENER)).toEqual([
        400,
        'ServiceIsConfiguring',
        'A previous configuration is pending; please try again later.',
      ]);
    }
    sandbox.clock.millis += 400;
    expect(await outcome('StopLoadBalancerListener', LISTENER)).toBe('done');
  });

  test('a value that is wrong is said before that it is busy', async () => {
    expect(await set({ Bandwidth: 7 })).toBe('done');
    expect(await set({ Bandwidth: 0 })).toEqual(INVALID_BANDWIDTH);
  });

  test.each(['VServerGroup', 'MasterSlaveServerGroup'])(
    'the switch %s without its ID is said before that there is no instance',
    async (name) => {
      expect(await set({ LoadBalancerId: 'lb-x', [name]: 'on' })).toEqual(INCOMPLETE);
    },
  );
});
