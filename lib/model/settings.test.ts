import { describe, expect, it } from 'vitest';
import { setParameters } from '@/lib/listeners/wire/set-parameters';
import { conflictsBetween, settingsFromNames, settingsOf } from './settings';
import { anyListener, read, withoutChecks } from '@/lib/listeners/testing/any-listener';
import { stateOf } from '@/lib/listeners/commands/audit-log';

describe('the settings of the trail', () => {
  it('come back as they went in, also where an older release spelt the interval as Create does', () => {
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
  it('is what somebody changed, with what is asked for beside it', () => {
    const theirs = { ...was, Description: 'b', Bandwidth: '50' };
    expect(conflictsBetween(was, { ...was, Description: 'c' }, theirs)).toEqual([
      { name: 'Bandwidth', was: '-1', yours: '-1', theirs: '50' },
      { name: 'Description', was: 'a', yours: 'c', theirs: 'b' },
    ]);
  });

  it('is none of two spellings of one setting', () => {
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

  it('is none where both want the same', () => {
    const theirs = { ...was, Description: 'b' };
    expect(conflictsBetween(was, { ...was, Description: 'b' }, theirs)).toEqual([]);
  });

  it('says of checks that went off only that', () => {
    const theirs = settingsOf(read({ ...withoutChecks, healthCheck: 'off', description: 'a' }));
    expect(conflictsBetween(was, was, theirs).map(({ name }) => name)).toEqual(['HealthCheckSwitch']);
    expect(conflictsBetween(theirs, theirs, was).map(({ name }) => name)).toEqual(['HealthCheckSwitch']);
  });
});
