import { beforeEach, describe, expect, test } from 'vitest';
import { EDGE, HANGZHOU, outcomeOf, testSandbox, type Parameters, type Reply } from '../testing/test-sandbox';

const LOCKED = 'lb-bp1q7w9e1r3t5y7u9i1op';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

/** edge-prod 9443 is stopped in the demo data, 443 runs. */
const STOPPED = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: 9443 };
const RUNNING = { ...STOPPED, ListenerPort: 443 };

const start = (listener: Parameters): Promise<Reply> => sandbox.call('StartLoadBalancerListener', listener);
const stop = (listener: Parameters): Promise<Reply> => sandbox.call('StopLoadBalancerListener', listener);
const remove = (listener: Parameters): Promise<Reply> => sandbox.call('DeleteLoadBalancerListener', listener);

async function statusOf(listener: Parameters): Promise<unknown> {
  return (await sandbox.call('DescribeLoadBalancerTCPListenerAttribute', listener)).body.Status;
}

const NOT_ALLOWED = [
  400,
  'Operation.NotAllowed',
  'The specified listener is not allowed to operate',
] as const;
const IS_STOPPING = [
  409,
  'ServiceIsStopping',
  'The specified Listener is stopping, please retry later.',
] as const;
const IS_CONFIGURING = [
  400,
  'ServiceIsConfiguring',
  'A previous configuration is pending; please try again later.',
] as const;
const DENY = [
  400,
  'Operation.Deny',
  'The specified listener is configuring, please try again later.',
] as const;
const MISSING = [
  404,
  'ListenerNotFound',
  'You have not created a listener for the specified port of the load balancer.',
] as const;

describe('a listener', () => {
  test('starts: stopped, starting for 400 ms, running', async () => {
    expect(await statusOf(STOPPED)).toBe('stopped');
    expect(outcomeOf(await start(STOPPED))).toBe('done');
    expect(await statusOf(STOPPED)).toBe('starting');
    sandbox.clock.millis += 399;
    expect(await statusOf(STOPPED)).toBe('starting');
    sandbox.clock.millis += 1;
    expect(await statusOf(STOPPED)).toBe('running');
  });

  test('stops: running, stopping for 400 ms, stopped', async () => {
    expect(outcomeOf(await stop(RUNNING))).toBe('done');
    expect(await statusOf(RUNNING)).toBe('stopping');
    sandbox.clock.millis += 400;
    expect(await statusOf(RUNNING)).toBe('stopped');
  });

  test('changes at once when transitions last 0 ms', async () => {
    await sandbox.control('POST', 'settings', { transitionMillis: 0 });
    expect(outcomeOf(await start(STOPPED))).toBe('done');
    expect(await statusOf(STOPPED)).toBe('running');
    expect(outcomeOf(await stop(STOPPED))).toBe('done');
    expect(await statusOf(STOPPED)).toBe('stopped');
  });

  test('goes on changing over a restart of the sandbox', async () => {
    expect(outcomeOf(await start(STOPPED))).toBe('done');
    await sandbox.restart();
    expect(await statusOf(STOPPED)).toBe('starting');
    sandbox.clock.millis += 400;
    expect(await statusOf(STOPPED)).toBe('running');
  });

  test('is busy while it starts', async () => {
    expect(outcomeOf(await start(STOPPED))).toBe('done');
    expect(outcomeOf(await start(STOPPED))).toEqual(DENY);
    expect(outcomeOf(await stop(STOPPED))).toEqual(IS_CONFIGURING);
    expect(outcomeOf(await remove(STOPPED))).toEqual(IS_CONFIGURING);
    sandbox.clock.millis += 400;
    expect(outcomeOf(await stop(STOPPED))).toBe('done');
  });

  test('is busy while it stops', async () => {
    expect(outcomeOf(await stop(RUNNING))).toBe('done');
    expect(outcomeOf(await start(RUNNING))).toEqual(IS_STOPPING);
    expect(outcomeOf(await stop(RUNNING))).toEqual(IS_STOPPING);
    expect(outcomeOf(await remove(RUNNING))).toEqual(IS_STOPPING);
    sandbox.clock.millis += 400;
    expect(outcomeOf(await start(RUNNING))).toBe('done');
  });

  test('that runs is not started again, one that is stopped may be stopped again', async () => {
    expect(outcomeOf(await start(RUNNING))).toEqual(NOT_ALLOWED);
    expect(outcomeOf(await stop(STOPPED))).toBe('done');
    expect(await statusOf(STOPPED)).toBe('stopped');
  });

  test('is deleted stopped or running, and is gone', async () => {
    for (const listener of [STOPPED, RUNNING]) {
      expect(outcomeOf(await remove(listener))).toBe('done');
      expect(outcomeOf(await remove(listener))).toEqual(MISSING);
      expect(outcomeOf(await sandbox.call('DescribeLoadBalancerTCPListenerAttribute', listener))).toEqual([
        400,
        'InvalidParameter',
        'The specified resource does not exist.',
      ]);
    }
  });

  test('of another protocol starts, stops and goes like any other', async () => {
    const http = { ...STOPPED, ListenerPort: 8081 };
    expect(outcomeOf(await stop(http))).toBe('done');
    sandbox.clock.millis += 400;
    expect(outcomeOf(await start(http))).toBe('done');
    sandbox.clock.millis += 400;
    expect(outcomeOf(await remove(http))).toBe('done');
  });
});

describe.each([
  ['Start', start],
  ['Stop', stop],
  ['Delete', remove],
])('%s', (_, act) => {
  test('rejects a port without a listener, or with one of another protocol', async () => {
    expect(outcomeOf(await act({ ...STOPPED, ListenerPort: 1 }))).toEqual(MISSING);
    expect(outcomeOf(await act({ ...STOPPED, ListenerProtocol: 'udp' }))).toEqual(MISSING);
  });

  test('rejects an instance that does not exist', async () => {
    expect(outcomeOf(await act({ ...STOPPED, LoadBalancerId: 'lb-unknown' }))).toEqual([
      404,
      'InvalidLoadBalancerId.NotFound',
      'The specified LoadBalancerId does not exist.',
    ]);
  });

  test('rejects a call without port or instance', async () => {
    for (const name of ['ListenerPort', 'LoadBalancerId']) {
      expect(outcomeOf(await act({ ...STOPPED, [name]: '' }))).toEqual([
        400,
        `Missing${name}`,
        `${name} is mandatory for this action.`,
      ]);
    }
  });

  test('rejects a port and a protocol that are none', async () => {
    for (const port of [0, 65_536, 'x']) {
      expect(outcomeOf(await act({ ...STOPPED, ListenerPort: port }))).toEqual([
        400,
        'InvalidParameter',
        'The specified port is not valid.',
      ]);
    }
    expect(outcomeOf(await act({ ...STOPPED, ListenerProtocol: 'TCP' }))).toEqual([
      400,
      'InvalidParameter',
      'The specified protocol is not valid.',
    ]);
  });

  test('wants the protocol where one port carries two', async () => {
    const names = { RegionId: 'cn-shanghai', LoadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na', ListenerPort: 53 };
    expect(outcomeOf(await act(names))).toEqual([
      400,
      'TooManyListeners',
      'More than 1 listener is found, please be more specified.',
    ]);
  });
});

test('the protocol chooses between two listeners on one port', async () => {
  const names = { RegionId: 'cn-shanghai', LoadBalancerId: 'lb-uf6d2n4s6i8n0t2e4r6na', ListenerPort: 53 };
  expect(outcomeOf(await stop({ ...names, ListenerProtocol: 'udp' }))).toBe('done');
  expect(await statusOf(names)).toBe('running');
});

test('on a locked instance nothing starts and nothing stops', async () => {
  const locked = { RegionId: HANGZHOU, LoadBalancerId: LOCKED };
  expect(outcomeOf(await start({ ...locked, ListenerPort: 8009 }))).toEqual(NOT_ALLOWED);
  expect(outcomeOf(await stop({ ...locked, ListenerPort: 80 }))).toEqual(NOT_ALLOWED);
  expect(await statusOf({ ...locked, ListenerPort: 80 })).toBe('running');
});

test('an inactive and a protected instance restrain neither', async () => {
  const lab = { RegionId: HANGZHOU, LoadBalancerId: 'lb-bp1a3s5d7f9g1h3j5k7lz', ListenerPort: 8088 };
  expect(outcomeOf(await start(lab))).toBe('done');
  const ledger = { RegionId: HANGZHOU, LoadBalancerId: 'lb-bp13jaf5qli5xmgl1miup', ListenerPort: 5432 };
  expect(outcomeOf(await start(ledger))).toBe('done');
});
