import { describe, expect, it } from 'vitest';
import { setParameters } from '@/lib/listeners/wire/set-parameters';
import { conflictsBetween, settingsFromNames, settingsOf } from './settings';
import { anyListener, read, withoutChecks } from '@/lib/listeners/testing/any-listener';
import { stateOf } from '@/lib/listeners/commands/audit-log';

describe('settings in the audit log', () => {
  it('survive a round trip, also if an older release spelled the interval as Create does', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const listener = anyListener(seed);
      const settings = settingsOf(listener);
      const { HealthCheckInterval, ...state } = stateOf(settings, listener);
      expect(state).toMatchObject({ Status: 'running' });
      for (const name of ['HealthCheckInterval', 'healthCheckInterval'])
        expect(settingsFromNames({ ...state, [name]: HealthCheckInterval ?? '' })).toEqual(settings);
    }
  });
});

describe('a conflict', () => {
  const was = settingsOf(read({ description: 'a' }));
  it('is a value somebody else changed, together with the requested one', () => {
    const theirs = { ...was, Description: 'b', Bandwidth: '50' };
    expect(conflictsBetween(was, { ...was, Description: 'c' }, theirs)).toEqual([
      { name: 'Bandwidth', was: '-1', yours: '-1', theirs: '50' },
      { name: 'Description', was: 'a', yours: 'c', theirs: 'b' },
    ]);
  });

  it('does not arise from two spellings of one setting', () => {
    const one = settingsOf(read({ healthCheckType: 'http', healthCheckHttpCode: 'http_2xx,http_3xx' }));
    const other = {
      ...one,
      HealthCheckHttpCode: 'http_3xx, http_2xx',
      HealthCheckDomain: '$_ip',
      HealthCheckConnectPort: '-520',
    };
    expect(conflictsBetween(one, one, other)).toEqual([]);
    expect(setParameters(other, one)).toEqual([]);
  });

  it('does not arise if both want the same value', () => {
    const theirs = { ...was, Description: 'b' };
    expect(conflictsBetween(was, { ...was, Description: 'b' }, theirs)).toEqual([]);
  });

  it('reports only the switch for health checks that were turned off', () => {
    const theirs = settingsOf(read({ ...withoutChecks, healthCheck: 'off', description: 'a' }));
    expect(conflictsBetween(was, was, theirs).map(({ name }) => name)).toEqual(['HealthCheckSwitch']);
    expect(conflictsBetween(theirs, theirs, was).map(({ name }) => name)).toEqual(['HealthCheckSwitch']);
  });
});
