import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankFormValues } from '@/lib/model/draft';
import { healthCheckHttpCodes, limits, schedulers, type IntegerRange } from '@/lib/model/limits';
import { listenerSchema, type ListenerSpec } from '@/lib/model/schema';
import { fromCreateParameters } from '@/lib/listeners/testing/from-create-parameters';
import { toCreateParameters, toRecord } from './parameters';

const integer = (range: IntegerRange) => fc.integer(range);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const id = fc.stringMatching(/^[a-z0-9]{1,8}-[a-z0-9]{1,16}$/);

const timing = {
  connectPort: optional(integer(limits.healthCheckConnectPort)),
  connectTimeoutSeconds: optional(integer(limits.healthCheckConnectTimeoutSeconds)),
  intervalSeconds: optional(integer(limits.healthCheckIntervalSeconds)),
  healthyThreshold: optional(integer(limits.healthyThreshold)),
  unhealthyThreshold: optional(integer(limits.unhealthyThreshold)),
};

const spec: fc.Arbitrary<ListenerSpec> = fc.record({
  regionId: id,
  loadBalancerId: id,
  listenerPort: integer(limits.listenerPort),
  bandwidth: fc.oneof(
    fc.record({ kind: fc.constant('unlimited' as const) }),
    fc.record({ kind: fc.constant('limited' as const), mbps: integer(limits.bandwidthMbps) }),
  ),
  description: optional(fc.stringMatching(/^[A-Za-z0-9支付](?:[A-Za-z0-9 ./_-]{0,40}[A-Za-z0-9])?$/)),
  backend: fc.oneof(
    fc.record({ kind: fc.constant('port' as const), backendServerPort: integer(limits.backendServerPort) }),
    fc.record({ kind: fc.constant('vserver-group' as const), vServerGroupId: id }),
    fc.record({
      kind: fc.constant('primary-secondary-group' as const),
      primarySecondaryServerGroupId: id,
      backendServerPort: integer(limits.backendServerPort),
    }),
  ),
  scheduler: fc.constantFrom(...schedulers),
  persistence: fc.oneof(
    fc.record({ status: fc.constant('off' as const) }),
    fc.record({
      status: fc.constant('on' as const),
      timeoutSeconds: integer(limits.persistenceTimeoutSeconds),
    }),
  ),
  establishedTimeoutSeconds: optional(integer(limits.establishedTimeoutSeconds)),
  healthCheck: fc.oneof(
    fc.record({ type: fc.constant('tcp' as const), ...timing }),
    fc.record({
      type: fc.constant('http' as const),
      ...timing,
      domain: optional(fc.stringMatching(/^[a-z0-9.-]{1,30}$/)),
      uri: fc.stringMatching(/^\/[A-Za-z0-9\-/.%#&?]{0,30}$/),
      httpCodes: fc
        .subarray([...healthCheckHttpCodes], { minLength: 1 })
        .map((codes) => healthCheckHttpCodes.filter((code) => codes.includes(code))),
    }),
  ),
  acl: fc.oneof(
    fc.record({ status: fc.constant('off' as const) }),
    fc.record({
      status: fc.constant('on' as const),
      type: fc.constantFrom('white' as const, 'black' as const),
      aclId: id,
      emptyAcknowledged: fc.constant(false),
    }),
  ),
  startAfterCreate: fc.constant(false),
});

describe('the wire mapping', () => {
  it('round-trips any listener, as opened for editing', () => {
    fc.assert(
      fc.property(spec, (original) => {
        const again = listenerSchema.parse(fromCreateParameters(toRecord(toCreateParameters(original))));
        expect(again).toEqual(listenerSchema.parse(original));
      }),
      { numRuns: 500 },
    );
  });

  it('sends the same for a parsed spec as for what was typed', () => {
    fc.assert(
      fc.property(spec, (original) => {
        const sent = toRecord(toCreateParameters(original));
        expect(toRecord(toCreateParameters(fromCreateParameters(sent)))).toEqual(sent);
      }),
    );
  });

  it('sends nothing for blanks, even while the form shows them', () => {
    expect(toCreateParameters(blankFormValues())).toEqual([]);
  });

  it('spells the interval as the reference does, with a lowercase h, and never as Set does', () => {
    const values = blankFormValues();
    values.healthCheck.intervalSeconds = '3';
    expect(toRecord(toCreateParameters(values))).toEqual({ healthCheckInterval: '3' });
  });

  it("sends the codes in the reference's order, in whatever order they were selected", () => {
    const values = blankFormValues();
    values.healthCheck = {
      ...values.healthCheck,
      type: 'http',
      uri: '/x',
      httpCodes: ['http_3xx', 'http_2xx'],
    };
    expect(toRecord(toCreateParameters(values))).toMatchObject({ HealthCheckHttpCode: 'http_2xx,http_3xx' });
  });

  it('omits everything a choice hides, although it was typed', () => {
    const values = blankFormValues();
    values.bandwidth = { kind: 'unlimited', mbps: '7' };
    values.backend = {
      kind: 'vserver-group',
      backendServerPort: '80',
      vServerGroupId: 'rsp-cige6j5e7p',
      primarySecondaryServerGroupId: 'rsp-0bfucwuotx',
    };
    values.persistence.timeoutSeconds = '60';
    values.healthCheck.uri = '/hidden';
    values.acl = { status: 'off', type: 'white', aclId: '1323', emptyAcknowledged: true };
    expect(toRecord(toCreateParameters(values))).toEqual({
      Bandwidth: '-1',
      VServerGroupId: 'rsp-cige6j5e7p',
    });
  });
});
