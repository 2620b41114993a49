import { describe, expect, it } from 'vitest';
import { anyListener, read } from '@/lib/listeners/testing/any-listener';
import {
  isEffective,
  isSameSetting,
  settingNames,
  settingsFromNames,
  settingsOf,
} from '@/lib/model/settings';
import { recreateRequest } from './recreate-parameters';

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };

const valuesOf = (attributes: ReturnType<typeof read>): Record<string, string> => {
  const { parameters } = recreateRequest(key, attributes.backendServerPort, settingsOf(attributes));
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
};

describe('the request that creates a listener again', () => {
  it('has every setting with an effect, whatever the listener', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const attributes = anyListener(seed);
      const settings = settingsOf(attributes);
      const again = settingsFromNames(valuesOf(attributes));
      const lost = settingNames.filter(
        (name) => isEffective(name, settings) && !isSameSetting(name, settings[name], again[name]),
      );
      expect([seed, lost]).toEqual([seed, []]);
    }
  });

  it("uses Create's own spelling of the interval, and leaves out what stands for none", () => {
    const values = valuesOf(
      read({ healthCheckConnectPort: -520, healthCheckIntervalSeconds: 7, vServerGroupId: 'rsp-1' }),
    );
    expect(values).toMatchObject({ healthCheckInterval: '7', VServerGroupId: 'rsp-1' });
    for (const name of [
      'HealthCheckInterval',
      'HealthCheckConnectPort',
      'HealthCheckURI',
      'BackendServerPort',
      'AclId',
    ])
      expect(values).not.toHaveProperty(name);
  });
});
