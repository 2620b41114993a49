import { describe, expect, it } from 'vitest';
import { blankFormValues, type ListenerFormValues } from '@/lib/model/draft';
import { toCreateParameters } from '@/lib/listeners/wire/parameters';
import { assumptions } from './assumed';

const namesOf = (values: ListenerFormValues) => assumptions(values).map(({ name }) => name);

describe('what the service assumes', () => {
  it('is said for every setting that a blank form leaves out', () => {
    expect(namesOf(blankFormValues())).toEqual([
      'Scheduler',
      'HealthCheckType',
      'HealthCheckConnectPort',
      'HealthCheckConnectTimeout',
      'healthCheckInterval',
      'HealthyThreshold',
      'UnhealthyThreshold',
      'AclStatus',
      'PersistenceTimeout',
      'EstablishedTimeout',
    ]);
  });

  it('is said of nothing that is sent', () => {
    const blank = blankFormValues();
    const full: ListenerFormValues = {
      ...blank,
      scheduler: 'wlc',
      persistence: { status: 'on', timeoutSeconds: '60' },
      establishedTimeoutSeconds: '500',
      healthCheck: {
        status: 'on',
        type: 'http',
        connectPort: '80',
        connectTimeoutSeconds: '5',
        intervalSeconds: '2',
        healthyThreshold: '3',
        unhealthyThreshold: '3',
        domain: 'example.com',
        uri: '/healthz',
        httpCodes: ['http_2xx'],
      },
      acl: { status: 'on', type: 'white', aclId: '1323', emptyAcknowledged: false },
    };
    expect(assumptions(full)).toEqual([]);
    for (const values of [blank, full]) {
      const sent = new Set(toCreateParameters(values).map(({ name }) => name));
      expect(namesOf(values).filter((name) => sent.has(name))).toEqual([]);
    }
  });

  it('is each server’s own port for the checks of a VServer group, the backend port otherwise', () => {
    const values = blankFormValues();
    const portOf = (kind: ListenerFormValues['backend']['kind']) =>
      assumptions({ ...values, backend: { ...values.backend, kind } }).find(
        ({ name }) => name === 'HealthCheckConnectPort',
      )?.assumed.kind;
    expect(portOf('vserver-group')).toBe('own-port');
    expect(portOf('port')).toBe('backend-port');
    expect(portOf('primary-secondary-group')).toBe('backend-port');
  });
});
