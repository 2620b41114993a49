import { describe, expect, it } from 'vitest';
import type { ListenerFormValues } from '@/lib/model/draft';
import { blankChange, changeFields, isListId, validateChange, type ChangeField } from './changes';

const validate = (
  field: ChangeField,
  part: (values: ListenerFormValues) => Partial<ListenerFormValues> = () => ({}),
) => {
  const values = blankChange();
  return validateChange(field, { ...values, ...part(values) });
};
const check = (part: Partial<ListenerFormValues['healthCheck']>) => (values: ListenerFormValues) => ({
  healthCheck: { ...values.healthCheck, ...part },
});

describe('a bulk change', () => {
  it('is incomplete until something is chosen or typed, for every setting', () => {
    const decided = changeFields.filter((field) => validate(field).ok);
    // For these, a value is chosen by clicking it; the dialog tracks that.
    expect(decided).toEqual(['HealthCheckSwitch', 'HealthCheckType', 'AclStatus']);
  });

  it("is validated by the form's rules", () => {
    expect(validate('Bandwidth', () => ({ bandwidth: { kind: 'limited', mbps: '-1' } }))).toMatchObject({
      path: 'bandwidth.mbps',
      issue: 'range',
    });
    expect(
      validate('PersistenceTimeout', () => ({ persistence: { status: 'on', timeoutSeconds: '0' } })),
    ).toMatchObject({ path: 'persistence.timeoutSeconds', issue: 'range' });
    expect(validate('EstablishedTimeout', () => ({ establishedTimeoutSeconds: '9' }))).toMatchObject({
      issue: 'range',
    });
    expect(validate('Description', () => ({ description: 'a_b!' }))).toMatchObject({ issue: 'charset' });
    expect(validate('HealthCheckInterval', check({ intervalSeconds: '51' }))).toMatchObject({
      issue: 'range',
    });
    expect(validate('HealthCheckType', check({ type: 'http', uri: 'healthz' }))).toMatchObject({
      path: 'healthCheck.uri',
      issue: 'leadingSlash',
    });
    expect(validate('HealthCheckType', check({ type: 'http', uri: '/', httpCodes: [] }))).toMatchObject({
      path: 'healthCheck.httpCodes',
      issue: 'atLeastOne',
    });
    expect(validate('AclStatus', ({ acl }) => ({ acl: { ...acl, status: 'on' } }))).toMatchObject({
      path: 'acl.type',
      issue: 'required',
    });
  });

  it("is only its own setting's parameters, whatever was typed for another", () => {
    const wrong = check({ intervalSeconds: 'x', uri: 'x' });
    expect(validate('Scheduler', (values) => ({ ...wrong(values), scheduler: 'wrr' }))).toEqual({
      ok: true,
      set: { Scheduler: 'wrr' },
    });
    expect(validate('Bandwidth', () => ({ bandwidth: { kind: 'unlimited', mbps: 'x' } }))).toMatchObject({
      set: { Bandwidth: '-1' },
    });
    expect(
      validate('PersistenceTimeout', () => ({ persistence: { status: 'off', timeoutSeconds: '5' } })),
    ).toMatchObject({ set: { PersistenceTimeout: '0' } });
    expect(validate('HealthCheckType')).toMatchObject({ set: { HealthCheckType: 'tcp' } });
    expect(validate('AclStatus')).toMatchObject({ set: { AclStatus: 'off' } });
    expect(validate('HealthCheckConnectPort', check({ connectPort: ' 80 ' }))).toMatchObject({
      set: { HealthCheckConnectPort: '80' },
    });
  });

  it("gives an HTTP check everything it needs, with the server's address if no domain is typed", () => {
    expect(validate('HealthCheckType', check({ type: 'http', uri: '/healthz' }))).toEqual({
      ok: true,
      set: {
        HealthCheckType: 'http',
        HealthCheckURI: '/healthz',
        HealthCheckDomain: '$_ip',
        HealthCheckHttpCode: 'http_2xx',
      },
    });
  });

  it('accepts a single list id', () => {
    expect(['acl-1', '1323', '', 'a,b', 'a b'].map(isListId)).toEqual([true, true, false, false, false]);
  });
});
