import { describe, expect, it } from 'vitest';
import { changesOf, hasStateToRestore } from './change-set';

const SET = 'SetLoadBalancerTCPListenerAttribute';
// A VServer group is bound, so the response had no backend port.
const before = { Bandwidth: '80', VServerGroupId: 'rsp-1', Scheduler: 'wrr', Status: 'running' };

describe('the change set of a write', () => {
  it('is every setting that differs; for a start or a stop only the status', () => {
    expect(changesOf({ operation: SET, before, after: { ...before, Bandwidth: '9' } })).toEqual([
      { name: 'Bandwidth', before: '80', after: '9' },
    ]);
    expect(
      changesOf({ operation: 'StopLoadBalancerListener', before, after: { Status: 'stopped' } }),
    ).toEqual([{ name: 'Status', before: 'running', after: 'stopped' }]);
  });

  it('is what the review of an edit showed, without respelled values and settings that have no effect any more', () => {
    const checked = { ...before, HealthCheckType: 'http', HealthCheckHttpCode: 'http_3xx,http_2xx' };
    const respelt = { ...checked, HealthCheckHttpCode: 'http_2xx,http_3xx', HealthCheckDomain: '$_ip' };
    expect(changesOf({ operation: SET, before: checked, after: respelt })).toEqual([]);
    const unchecked = { ...checked, HealthCheckSwitch: 'off', HealthCheckHttpCode: 'http_2xx' };
    expect(changesOf({ operation: SET, before: checked, after: unchecked })).toEqual([
      { name: 'HealthCheckSwitch', before: null, after: 'off' },
    ]);
  });

  it('has a state to restore if the write may have removed one, and the log contains it', () => {
    for (const operation of [SET, 'DeleteLoadBalancerListener'])
      for (const outcome of ['succeeded', 'unknown', 'under-way'] as const)
        expect(hasStateToRestore({ operation, outcome, before })).toBe(true);
    // Nothing happened; nothing was there; only the status changed.
    expect(hasStateToRestore({ operation: SET, outcome: 'refused', before })).toBe(false);
    expect(hasStateToRestore({ operation: SET, outcome: 'unknown', before: null })).toBe(false);
    expect(hasStateToRestore({ operation: 'StopLoadBalancerListener', outcome: 'succeeded', before })).toBe(
      false,
    );
  });
});
