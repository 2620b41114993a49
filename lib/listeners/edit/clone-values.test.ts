import { describe, expect, it } from 'vitest';
import { cloneValues } from './clone-values';
import { listenerSchema } from '@/lib/model/schema';
import type { Settings } from '@/lib/model/settings';
import { toCreateParameters, toRecord } from '@/lib/listeners/wire/parameters';

const listener = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 443 };
const settings: Settings = {
  Bandwidth: '80',
  Description: 'orders',
  VServerGroupId: 'rsp-1',
  Scheduler: 'wlc',
  HealthCheckSwitch: 'on',
  HealthCheckType: 'http',
  HealthCheckURI: '/healthz',
  HealthCheckHttpCode: 'http_2xx,http_3xx',
  HealthCheckConnectTimeout: '7',
  AclStatus: 'on',
  AclType: 'white',
  AclId: 'acl-1',
  PersistenceTimeout: '600',
  EstablishedTimeout: '300',
};
const clone = (changed: Settings, backendServerPort: string | null = null) =>
  cloneValues({ listener, instanceName: 'edge', backendServerPort, settings: { ...settings, ...changed } });

describe('a clone of a listener', () => {
  it('creates the same as the original, once its port is chosen', () => {
    const { values } = clone({});
    expect(values.listenerPort).toBe('');
    const parsed = listenerSchema.parse({ ...values, listenerPort: '4430' });
    const { HealthCheckSwitch: _switch, ...created } = settings;
    expect(toRecord(toCreateParameters(parsed))).toEqual({
      RegionId: 'cn-hangzhou',
      LoadBalancerId: 'lb-1',
      ListenerPort: '4430',
      ...created,
    });
  });

  it('names the values SLB once accepted and no longer does, and copies them anyway', () => {
    const { values, source } = clone({ Description: 'shop (old)', HealthCheckURI: 'healthz' });
    expect(values.description).toBe('shop (old)');
    expect(source.rejected).toEqual({
      description: { value: 'shop (old)', issue: 'charset' },
      'healthCheck.uri': { value: 'healthz', issue: 'leadingSlash' },
    });
    // Blank fields are still to be filled in.
    expect(clone({ AclId: 'acl-1,acl-2' }).source.rejected).toEqual({});
  });

  it('names what cannot be created as it is, and leaves it blank or at its default', () => {
    const { values, source } = clone({
      Scheduler: 'sch',
      AclId: 'acl-1,acl-2',
      HealthCheckSwitch: 'off',
      HealthCheckConnectPort: '-520',
      ConnectionDrain: 'on',
    });
    expect(values).toMatchObject({
      scheduler: 'wrr',
      acl: { status: 'on', aclId: '' },
      healthCheck: { status: 'on', connectPort: '' },
    });
    expect(source).toMatchObject({
      scheduler: 'sch',
      aclIds: ['acl-1', 'acl-2'],
      healthCheckOff: true,
      others: ['ConnectionDrain'],
    });
  });

  it('keeps the port of a listener that no longer exists', () => {
    const gone = { listener, instanceName: 'edge', backendServerPort: null, settings };
    expect(cloneValues({ ...gone, keepPort: true }).values.listenerPort).toBe('443');
  });

  it('copies the backend port if SLB returned it', () => {
    const port = clone({ VServerGroupId: undefined }, '8080');
    expect(port.values.backend).toMatchObject({ kind: 'port', backendServerPort: '8080' });
  });
});
