import { beforeEach, expect, it } from 'vitest';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { localActor } from '@/lib/model/actor';
import { wasNotTried } from './step-results';
import { stepOf } from './steps';

/** Steps with the real client and the real sandbox. */

const actor = localActor('127.0.0.1');
const ssh = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 2222 };
const DESCRIBE = 'DescribeLoadBalancerTCPListenerAttribute';

const sandbox = sandboxWorld();

beforeEach(async () => {
  await sandbox.settings({ transitionMillis: 0 });
});

const steps = [
  { action: 'StopLoadBalancerListener', step: stepOf('stop', null) },
  {
    action: 'SetLoadBalancerTCPListenerAttribute',
    step: stepOf('change', { set: { Scheduler: 'wlc' }, lists: [], acknowledged: [] }),
  },
];

it.each(steps)(
  'leaves the result of $action open until it is read back, and then finds it done',
  async ({ action, step }) => {
    await sandbox.fault({ action, kind: 'latency', millis: 1500, count: 1 });
    const pending = step.perform({ listener: ssh, onlyIfStopped: false }, actor);
    await expect
      .poll(async () => (await sandbox.requests(DESCRIBE)).length, { interval: 5, timeout: 10_000 })
      .toBe(1);
    // Three attempts of four reads: later requests are answered.
    await sandbox.fault({ action: DESCRIBE, kind: 'drop-before', count: 12 });
    expect(await pending).toMatchObject({
      state: 'unknown',
      error: { code: 'Sluice.NotReadBack', requestId: expect.any(String) },
    });
    expect(await step.perform({ listener: ssh, onlyIfStopped: false }, actor)).toMatchObject({
      state: 'done',
      outcome: 'already-so',
    });
    expect(await sandbox.requests(action)).toHaveLength(1);
  },
);

it('counts no attempt of a row while Sluice itself cannot send yet, however long that lasts', () => {
  const codes = [
    'Sluice.WriteAwaited',
    'Sluice.InstanceBusy',
    'Sluice.InstanceLockLost',
    'Sluice.DiskFull',
    'Sluice.Stopping',
  ];
  expect(codes.map((code) => wasNotTried({ code }))).toEqual(codes.map(() => true));
  expect(wasNotTried({ code: 'Throttling.User' })).toBe(false);
});
