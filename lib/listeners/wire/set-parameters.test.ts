import { describe, expect, it } from 'vitest';
import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { formValuesOf, settingsRequested, settingsWithoutField } from '@/lib/listeners/edit/edit-values';
import { setParameters, withParameters, type SetParameters } from './set-parameters';
import { setParametersSchema } from '@/lib/model/set-schema';
import { changesBetween, settingsOf } from '@/lib/model/settings';
import { anyListener, read, withoutChecks } from '@/lib/listeners/testing/any-listener';

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };

function opened(attributes: TcpListenerAttributes) {
  const settings = settingsOf(attributes);
  return { settings, values: formValuesOf(key, attributes.backendServerPort, settings) };
}

const record = (parameters: readonly { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

describe('a listener that is opened and not changed', () => {
  it('sends nothing, whatever it has', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const form = opened(anyListener(seed));
      const requested = settingsRequested(form, structuredClone(form.values));
      expect(setParameters(form.settings, requested), `listener ${seed}`).toEqual([]);
      expect(changesBetween(form.settings, requested), `listener ${seed}`).toEqual([]);
    }
  });

  it('sends nothing if a branch was opened and closed again', () => {
    const form = opened(read({ aclStatus: 'on', aclType: 'white', aclIds: ['acl-2', 'acl-1'] }));
    const values = structuredClone(form.values);
    values.acl.status = 'off';
    expect(record(setParameters(form.settings, settingsRequested(form, values)))).toEqual({
      AclStatus: 'off',
    });
    values.acl.status = 'on';
    expect(setParameters(form.settings, settingsRequested(form, values))).toEqual([]);
  });
});

describe('a single change', () => {
  it('is one parameter, and leaves unknown values as they are', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const form = opened(anyListener(seed));
      const values = structuredClone(form.values);
      values.description = 'changed';
      const requested = settingsRequested(form, values);
      expect(record(setParameters(form.settings, requested)), `listener ${seed}`).toEqual({
        Description: 'changed',
      });
      expect(requested).toEqual({ ...form.settings, Description: 'changed' });
    }
  });

  it('replaces an unknown value', () => {
    const form = opened(read({ scheduler: 'sch' }));
    expect(form.values.scheduler).toBe('sch');
    const requested = settingsRequested(form, { ...form.values, scheduler: 'wlc' });
    expect(record(setParameters(form.settings, requested))).toEqual({ Scheduler: 'wlc' });
  });

  it("writes the interval with Set's capital H", () => {
    const form = opened(read());
    const values = structuredClone(form.values);
    values.healthCheck.intervalSeconds = '7';
    expect(record(setParameters(form.settings, settingsRequested(form, values)))).toEqual({
      HealthCheckInterval: '7',
    });
  });

  it('treats a blank as the default if something else was set', () => {
    const form = opened(read({ establishedTimeoutSeconds: 30 }));
    const requested = settingsRequested(form, { ...form.values, establishedTimeoutSeconds: ' ' });
    expect(record(setParameters(form.settings, requested))).toEqual({ EstablishedTimeout: '900' });
  });

  it('turns persistence off with 0, and the domain with $_ip', () => {
    const form = opened(
      read({ persistenceTimeoutSeconds: 60, healthCheckType: 'http', healthCheckDomain: 'a.example' }),
    );
    const values = structuredClone(form.values);
    values.persistence.status = 'off';
    values.healthCheck.domain = '';
    expect(record(setParameters(form.settings, settingsRequested(form, values)))).toEqual({
      PersistenceTimeout: '0',
      HealthCheckDomain: '$_ip',
    });
  });

  it('binds a group with its switch, releases the other one, and unbinds with the switch alone', () => {
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

  it('turns access control on with type and list, and changes either alone', () => {
    const off = settingsOf(read());
    const on = { ...off, AclStatus: 'on', AclType: 'white', AclId: 'acl-1' };
    expect(record(setParameters(off, on))).toEqual({ AclStatus: 'on', AclType: 'white', AclId: 'acl-1' });
    expect(record(setParameters(on, { ...on, AclType: 'black' }))).toEqual({ AclType: 'black' });
    expect(record(setParameters(on, off))).toEqual({ AclStatus: 'off' });
  });

  it('sends the type of health checks that go on after being off and not returned', () => {
    const form = opened(read({ ...withoutChecks, healthCheck: 'off' }));
    const values = structuredClone(form.values);
    values.healthCheck.status = 'on';
    values.healthCheck.intervalSeconds = '2';
    expect(record(setParameters(form.settings, settingsRequested(form, values)))).toEqual({
      HealthCheckSwitch: 'on',
      HealthCheckType: 'tcp',
      HealthCheckInterval: '2',
    });
  });
});

describe('parameters', () => {
  it('convert any listener into any other, and have no effect there any more', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const before = settingsOf(anyListener(seed));
      // Set cannot clear every value, so the other listener has these too.
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

  it("are validated one by one, by the form's bounds", () => {
    const decided = setParametersSchema.safeParse({
      Bandwidth: '0',
      Scheduler: 'sch',
      HealthCheckURI: 'healthz',
      AclId: 'a,b',
      Description: '',
      PersistenceTimeout: '0',
    });
    expect(decided.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'Bandwidth range',
      'Description required',
      'Scheduler choice',
      'HealthCheckURI charset',
      'AclId charset',
    ]);
    expect(setParametersSchema.safeParse({ BackendServerPort: '80' }).success).toBe(false);
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
