import { describe, expect, it } from 'vitest';
import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { checkPortOf, domainOf, outAfterSeconds, settingStates } from './setting-states';
import { read } from '@/lib/listeners/testing/any-listener';

/** The documented sample of a listener created with nothing but its port (slb-api.md 3.9). */
const plain = read({ status: 'stopped' });
const states = (changed: Partial<TcpListenerAttributes> = {}) =>
  Object.fromEntries(settingStates({ ...plain, ...changed }));

describe('settingStates', () => {
  it('reports values equal to the reference as default, and required values as set', () => {
    expect(states()).toEqual({
      listenerPort: 'set',
      bandwidth: 'set',
      scheduler: 'default',
      persistence: 'default',
      established: 'default',
      backendPort: 'set',
      group: 'default',
      access: 'default',
      drain: 'default',
      proxyProtocol: 'unreturned',
      description: 'default',
      check: 'default',
      checkType: 'default',
      checkPort: 'default',
      checkTimes: 'default',
      thresholds: 'default',
    });
  });

  it('reports a missing backend port as unreturned, unless each member of a VServer group has its own', () => {
    expect(states({ backendServerPort: undefined })).toMatchObject({ backendPort: 'unreturned' });
    expect(states({ backendServerPort: undefined, vServerGroupId: 'rsp-1' })).not.toHaveProperty(
      'backendPort',
    );
  });

  it('reports every other value as set, including unknown ones', () => {
    expect(
      states({
        scheduler: 'sch',
        persistenceTimeoutSeconds: 600,
        establishedTimeoutSeconds: 10,
        vServerGroupId: 'rsp-1',
        aclStatus: 'on',
        aclType: 'black',
        aclIds: ['acl-1'],
        connectionDrain: 'on',
        proxyProtocolV2Enabled: true,
        tags: [{ key: 'team', value: 'edge' }],
        description: 'front',
        healthCheckIntervalSeconds: 3,
        unhealthyThreshold: 2,
        healthCheckConnectPort: 9000,
      }),
    ).toMatchObject({
      scheduler: 'set',
      persistence: 'set',
      established: 'set',
      group: 'set',
      access: 'set',
      drain: 'set',
      proxyProtocol: 'set',
      tags: 'set',
      description: 'set',
      checkTimes: 'set',
      thresholds: 'set',
      checkPort: 'set',
    });
  });

  it('shows only the health check settings that apply', () => {
    const http = { healthCheckType: 'http', healthCheckDomain: '$_ip' };
    expect(states(http)).toMatchObject({ checkType: 'set', checkDomain: 'default', checkCodes: 'set' });
    expect(states()).not.toHaveProperty('checkCodes');
    expect(states({ healthCheck: 'off' })).toMatchObject({ check: 'set' });
    expect(states({ healthCheck: 'off' })).not.toHaveProperty('thresholds');
  });

  it('claims nothing about settings SLB does not return', () => {
    expect(states({ healthyThreshold: undefined, healthCheckType: undefined })).toMatchObject({
      thresholds: 'unreturned',
      checkType: 'unreturned',
    });
    expect(states({ synProxy: 'disable' })).toMatchObject({ synProxy: 'returned' });
  });
});

describe('the health check', () => {
  it("uses each server's own port and address unless others are set", () => {
    expect(checkPortOf(plain)).toBeNull();
    expect(checkPortOf({ ...plain, healthCheckConnectPort: -520 })).toBeNull();
    expect(checkPortOf({ ...plain, healthCheckConnectPort: 81 })).toBe(81);
    expect(domainOf({ ...plain, healthCheckDomain: '$_ip' })).toBeNull();
    expect(domainOf({ ...plain, healthCheckDomain: 'shop.example' })).toBe('shop.example');
  });

  it('removes an unhealthy server after timeout × threshold + interval × (threshold − 1)', () => {
    expect(outAfterSeconds({ ...plain, unhealthyThreshold: 2 })).toBe(12);
    expect(outAfterSeconds(plain)).toBe(19);
    expect(outAfterSeconds({ ...plain, healthCheck: 'off' })).toBeNull();
    expect(outAfterSeconds({ ...plain, healthCheckIntervalSeconds: undefined })).toBeNull();
  });
});
