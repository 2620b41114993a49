import type { ActivityWrite, ActivityOutcome } from '../record';

export const succeeded: ActivityOutcome = {
  outcome: 'succeeded',
  code: null,
  message: null,
  requestId: null,
  durationMillis: 1,
};

export function writeOn(listenerPort: number): ActivityWrite {
  return {
    actor: 'local',
    operation: 'StartLoadBalancerListener',
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-1',
    listenerPort,
    before: null,
    after: null,
    from: null,
  };
}
