import { describe, expect, it } from 'vitest';
import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { formValuesOf, settingsAsked, settingsWithoutField } from './edit-values';
import { setParameters, withParameters, type SetParameters } from './set-parameters';
import { setParametersSchema } from './set-schema';
import { changesBetween, conflictsBetween, settingsFromNames, settingsOf } from './settings';
import { stateOf } from './trail';

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };

function read(changed: Partial<TcpListenerAttributes> = {}): TcpListenerAttributes {
  return {
    listenerPort: 80,
    status: 'running',
    bandwidthMbps: -1,
    scheduler: 'wrr',
    persistenceTimeoutSeconds: 0,
    establishedTimeoutSeconds: 900,
    backendServerPort: 8080,
    healthCheck: 'on',
    healthCheckType: 'tcp',
    healthCheckConnectTimeoutSeconds: 5,
    healthCheckIntervalSeconds: 2,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
    healthCheckUri: '/',
    healthCheckHttpCode: 'http_2xx,http_3xx',
    aclStatus: 'off',
    aclIds: [],
    tags: [],
    ...changed,
  };
}

/** The same numbers in every run, so that a failure can be met again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A listener such as SLB may answer, also with what Sluice would never write. */
function anyListener(seed: number): TcpListenerAttributes {
  const roll = dice(seed);
  const one = <T>(...choices: T[]): T => choices[roll(choices.length)] as T;
  const checks: Partial<TcpListenerAttributes> = {
    healthCheck: 'on',
    healthCheckType: one('tcp', 'http', 'mixed', undefined),
    healthCheckConnectPort: one(undefined, 8080, -520),
    healthCheckConnectTimeoutSeconds: one(1, 5, 300, undefined),
    healthCheckIntervalSeconds: one(1, 2, 50, 77),
    healthyThreshold: one(1, 2, 3, 10),
    unhealthyThreshold: one(2, 3, 11),
    healthCheckDomain: one(undefined, '$_ip', 'example.com'),
    healthCheckUri: one('/', '/healthz', undefined),
    healthCheckHttpCode: one('http_2xx', 'http_3xx,http_2xx', 'http_1xx,http_2xx', undefined),
  };
  const acls = one([], ['acl-1'], ['acl-2', 'acl-1']);
  const drains = one(true, false);
  return read({
    bandwidthMbps: one(-1, 1, 5000, 5120),
    scheduler: one('wrr', 'wlc', 'rr', 'sch', 'tch', 'qch'),
    persistenceTimeoutSeconds: one(0, 1, 3600),
    establishedTimeoutSeconds: one(10, 900),
    ...(one(true, false) ? checks : { ...withoutChecks, healthCheck: 'off' }),
    ...one<Partial<TcpListenerAttributes>>(
      {},
      { vServerGroupId: 'rsp-1', backendServerPort: undefined },
      { primarySecondaryServerGroupId: 'rsp-2' },
    ),
    ...(acls.length > 0
      ? { aclStatus: 'on', aclType: one('white', 'black', 'grey'), aclIds: acls, aclId: acls[0] }
      : { aclStatus: 'off' }),
    description: one(undefined, 'web', 'a, b; c'),
    ...(drains ? { connectionDrain: 'on', connectionDrainTimeoutSeconds: one(10, 300) } : {}),
    proxyProtocolV2Enabled: one(true, false, undefined),
  });
}

const withoutChecks: Partial<TcpListenerAttributes> = {
  healthCheckType: undefined,
  healthCheckConnectTimeoutSeconds: undefined,
  healthCheckIntervalSeconds: undefined,
  healthyThreshold: undefined,
  unhealthyThreshold: undefined,
  healthCheckUri: undefined,
  healthCheckHttpCode: undefined,
};

function opened(attributes: TcpListenerAttributes) {
  const settings = settingsOf(attributes);
  return { settings, values: formValuesOf(key, attributes.backendServerPort, settings) };
}

const record = (parameters: readonly { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

describe('a listener that is opened and not changed', () => {
  it('asks for nothing, whatever it holds', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const form = opened(anyListener(seed));
      const asked = settingsAsked(form, structuredClone(form.values));
      expect(setParameters(form.settings, asked), `listener ${seed}`).toEqual([]);
      expect(changesBetween(form.settings, asked), `listener ${seed}`).toEqual([]);
    }
  });

  it('asks for nothing when a branch was opened and shut again', () => {
    const form = opened(
      read({ aclStatus: 'on', aclType: 'white', aclIds: ['acl-2', 'acl-1'], aclId: 'acl-2' }),
    );
    const values = structuredClone(form.values);
    values.acl.status = 'off';
    expect(record(setParameters(form.settings, settingsAsked(form, values)))).toEqual({ AclStatus: 'off' });
    values.acl.status = 'on';
    expect(setParameters(form.settings, settingsAsked(form, values))).toEqual([]);
  });
});

describe('one change', () => {
  it('is one parameter, and leaves what Sluice does not know as it is', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const form = opened(anyListener(seed));
      const values = structuredClone(form.values);
      values.description = 'changed';
      const asked = settingsAsked(form, values);
      expect(record(setParameters(form.settings, asked)), `listener ${seed}`).toEqual({
        Description: 'changed',
      });
      expect(asked).toEqual({ ...form.settings, Description: 'changed' });
    }
  });

  it('replaces a value Sluice does not know', () => {
    const form = opened(read({ scheduler: 'sch' }));
    expect(form.values.scheduler).toBe('sch');
    const asked = settingsAsked(form, { ...form.values, scheduler: 'wlc' });
    expect(record(setParameters(form.settings, asked))).toEqual({ Scheduler: 'wlc' });
  });

  it('writes the interval with the capital H that Set wants', () => {
    const form = opened(read());
    const values = structuredClone(form.values);
    values.healthCheck.intervalSeconds = '7';
    expect(record(setParameters(form.settings, settingsAsked(form, values)))).toEqual({
      HealthCheckInterval: '7',
    });
  });

  it('takes a blank for the default where something else was set', () => {
    const form = opened(read({ establishedTimeoutSeconds: 30 }));
    const asked = settingsAsked(form, { ...form.values, establishedTimeoutSeconds: ' ' });
    expect(record(setParameters(form.settings, asked))).toEqual({ EstablishedTimeout: '900' });
  });

  it('turns persistence off by 0, and the domain by $_ip', () => {
    const form = opened(
      read({ persistenceTimeoutSeconds: 60, healthCheckType: 'http', healthCheckDomain: 'a.example' }),
    );
    const values = structuredClone(form.values);
    values.persistence.status = 'off';
    values.healthCheck.domain = '';
    expect(record(setParameters(form.settings, settingsAsked(form, values)))).toEqual({
      PersistenceTimeout: '0',
      HealthCheckDomain: '$_ip',
    });
  });

  it('binds a group with its switch, lets the other go, and unbinds with the switch alone', () => {
    const group = { ...settingsOf(read()), VServerGroupId: 'rsp-1' };
    const pair = { ...settingsOf(read()), MasterSlaveServerGroupId: 'rsp-2' };
    expect(record(setParameters(settingsOf(read()), group))).toEqual({
      VServerGroup: 'on',
      VServerGroupId: 'rsp-1',
    });
    expect(record(setParameters(group, pair))).toEqual({
      VServerGroup: 'off',
      MasterSlaveServerGroup: 'on',
      MasterSlaveServerGroupId: 'rsp-2',
    });
    expect(record(setParameters(pair, settingsOf(read())))).toEqual({ MasterSlaveServerGroup: 'off' });
  });

  it('turns access control on with kind and list, and changes either alone', () => {
    const off = settingsOf(read());
    const on = { ...off, AclStatus: 'on', AclType: 'white', AclId: 'acl-1' };
    expect(record(setParameters(off, on))).toEqual({ AclStatus: 'on', AclType: 'white', AclId: 'acl-1' });
    expect(record(setParameters(on, { ...on, AclType: 'black' }))).toEqual({ AclType: 'black' });
    expect(record(setParameters(on, off))).toEqual({ AclStatus: 'off' });
  });

  it('says the kind of checks when checks that were off, and not told, go on', () => {
    const form = opened(read({ ...withoutChecks, healthCheck: 'off' }));
    const values = structuredClone(form.values);
    values.healthCheck.status = 'on';
    values.healthCheck.intervalSeconds = '2';
    expect(record(setParameters(form.settings, settingsAsked(form, values)))).toEqual({
      HealthCheckSwitch: 'on',
      HealthCheckType: 'tcp',
      HealthCheckInterval: '2',
    });
  });
});

describe('parameters', () => {
  it('lead from any listener to any other, and there mean nothing any more', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const before = settingsOf(anyListener(seed));
      // What Set cannot take away stays, so the other one has these too.
      const after = settingsOf({
        ...anyListener(seed + 5000),
        description: 'x',
        healthCheckConnectPort: 80,
        healthCheckType: 'http',
        healthCheckConnectTimeoutSeconds: 9,
        healthCheckHttpCode: 'http_4xx',
      });
      const set: SetParameters = record(setParameters(before, after));
      expect(setParameters(withParameters(before, set), after), `from ${seed}`).toEqual([]);
    }
  });

  it('are judged one by one, by the bounds of the form', () => {
    const judged = setParametersSchema.safeParse({
      Bandwidth: '0',
      Scheduler: 'sch',
      HealthCheckURI: 'healthz',
      AclId: 'a,b',
      Description: '',
      PersistenceTimeout: '0',
    });
    expect(judged.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'Bandwidth range',
      'Description required',
      'Scheduler choice',
      'HealthCheckURI charset',
      'AclId charset',
    ]);
    expect(setParametersSchema.safeParse({ BackendServerPort: '80' }).success).toBe(false);
  });
});

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

describe('a setting without a field', () => {
  it('is shown as it is', () => {
    const settings = settingsOf(
      read({ connectionDrain: 'on', connectionDrainTimeoutSeconds: 300, proxyProtocolV2Enabled: true }),
    );
    expect(settingsWithoutField(settings)).toEqual([
      { name: 'ConnectionDrain', value: 'on' },
      { name: 'ConnectionDrainTimeout', value: '300' },
      { name: 'ProxyProtocolV2Enabled', value: 'true' },
    ]);
    expect(settingsWithoutField(settingsOf(read({ proxyProtocolV2Enabled: false })))).toEqual([]);
  });
});
