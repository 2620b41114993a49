import { describe, expect, it } from 'vitest';
import type { ListenerFormValues } from '@/lib/model/draft';
import { blankChange, changeFields, isListId, judgeChange, type ChangeField } from './changes';

const judge = (
  field: ChangeField,
  part: (values: ListenerFormValues) => Partial<ListenerFormValues> = () => ({}),
) => {
  const values = blankChange();
  return judgeChange(field, { ...values, ...part(values) });
};
const check = (part: Partial<ListenerFormValues['healthCheck']>) => (values: ListenerFormValues) => ({
  healthCheck: { ...values.healthCheck, ...part },
});

describe('a change of many', () => {
  it('is nothing as long as nothing is chosen or typed, whatever the setting', () => {
    const decided = changeFields.filter((field) => judge(field).ok);
    // Of these one is chosen by pressing it; the question keeps count of that.
    expect(decided).toEqual(['HealthCheckSwitch', 'HealthCheckType', 'AclStatus']);
  });

  it('is judged by the rules of the form', () => {
    expect(judge('Bandwidth', () => ({ bandwidth: { kind: 'limited', mbps: '-1' } }))).toMatchObject({
      path: 'bandwidth.mbps',
      issue: 'range',
    });
    expect(
      judge('PersistenceTimeout', () => ({ persistence: { status: 'on', timeoutSeconds: '0' } })),
    ).toMatchObject({ path: 'persistence.timeoutSeconds', issue: 'range' });
    expect(judge('EstablishedTimeout', () => ({ establishedTimeoutSeconds: '9' }))).toMatchObject({
      issue: 'range',
    });
    expect(judge('Description', () => ({ description: 'a_b!' }))).toMatchObject({ issue: 'charset' });
    expect(judge('HealthCheckInterval', check({ intervalSeconds: '51' }))).toMatchObject({ issue: 'range' });
    expect(judge('HealthCheckType', check({ type: 'http', uri: 'healthz' }))).toMatchObject({
      path: 'healthCheck.uri',
      issue: 'leadingSlash',
    });
    expect(judge('HealthCheckType', check({ type: 'http', uri: '/', httpCodes: [] }))).toMatchObject({
      path: 'healthCheck.httpCodes',
      issue: 'atLeastOne',
    });
    expect(judge('AclStatus', ({ acl }) => ({ acl: { ...acl, status: 'on' } }))).toMatchObject({
      path: 'acl.type',
      issue: 'required',
    });
  });

  it('is the parameters of its setting alone, whatever was typed for another', () => {
    const wrong = check({ intervalSeconds: 'x', uri: 'x' });
    expect(judge('Scheduler', (values) => ({ ...wrong(values), scheduler: 'wrr' }))).toEqual({
      ok: true,
      set: { Scheduler: 'wrr' },
    });
    expect(judge('Bandwidth', () => ({ bandwidth: { kind: 'unlimited', mbps: 'x' } }))).toMatchObject({
      set: { Bandwidth: '-1' },
    });
    expect(
      judge('PersistenceTimeout', () => ({ persistence: { status: 'off', timeoutSeconds: '5' } })),
    ).toMatchObject({ set: { PersistenceTimeout: '0' } });
    expect(judge('HealthCheckType')).toMatchObject({ set: { HealthCheckType: 'tcp' } });
    expect(judge('AclStatus')).toMatchObject({ set: { AclStatus: 'off' } });
    expect(judge('HealthCheckConnectPort', check({ connectPort: ' 80 ' }))).toMatchObject({
      set: { HealthCheckConnectPort: '80' },
    });
  });

  it('gives an HTTP check all that belongs to it, the address of the server where no domain is typed', () => {
    expect(judge('HealthCheckType', check({ type: 'http', uri: '/healthz' }))).toEqual({
      ok: true,
      set: {
        HealthCheckType: 'http',
        HealthCheckURI: '/healthz',
        HealthCheckDomain: '$_ip',
        HealthCheckHttpCode: 'http_2xx',
      },
    });
  });

  it('takes one id of a list', () => {
    expect(['acl-1', '1323', '', 'a,b', 'a b'].map(isListId)).toEqual([true, true, false, false, false]);
  });
});
