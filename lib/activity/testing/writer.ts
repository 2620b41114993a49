import { recordActivity } from '@/lib/activity/record';

// Without its parent nobody is left to kill it.
process.once('disconnect', () => process.exit());

/** A process that records without end and says so after each entry, until it is killed. */
for (let listenerPort = 1; ; listenerPort = (listenerPort % 65_535) + 1) {
  await recordActivity({
    actor: 'local',
    operation: 'StartLoadBalancerListener',
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-1',
    listenerPort,
    before: null,
    after: null,
    outcome: 'succeeded',
    code: null,
    message: null,
    requestId: null,
    durationMillis: 1,
    from: null,
  });
  await new Promise((resolve) => process.send?.(listenerPort, resolve));
}
