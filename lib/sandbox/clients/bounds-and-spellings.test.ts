import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { INVALID, callsOf, mandatory } from '../testing/calls';
import { EDGE, at, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

/* What clients send that the reference's bounds, or a looser reading of them, would get wrong. */

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
const { ask, outcome } = callsOf(() => sandbox);
const BY_BANDWIDTH = 'lb-bp1o94dp5i6earr9g6d1l';

beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
  await sandbox.control('POST', 'settings', { edition: 'reference' });
});

test.each(EDITION_NAMES)(
  'the cloud controller names groups and members as their listener, beyond 80 characters only in current: %s',
  async (edition) => {
    await sandbox.control('POST', 'settings', { edition });
    const name = `k8s/80/nginx-ingress-lb-for-the-shop/a-namespace-with-a-long-name/c0d9f7a63b5be4c1e8f2a6d04c7b1e935`;
    const expected = edition === 'current' ? 'answered' : INVALID;
    const group = { LoadBalancerId: EDGE, VServerGroupName: name };
    expect(await outcome('CreateVServerGroup', group)).toEqual(expected);
    const BackendServers = JSON.stringify([{ serverId: 'i-node1', port: 30080, description: name }]);
    const members = { VServerGroupId: 'rsp-cige6j5e7p', BackendServers };
    expect(await outcome('AddVServerGroupBackendServers', members)).toEqual(expected);
    expect(await outcome('CreateVServerGroup', { ...group, VServerGroupName: 'n'.repeat(257) })).toEqual(
      INVALID,
    );
  },
);

describe('an empty tag value', () => {
  test.each(['{"env":""}', '[{"TagKey":"env","TagValue":""}]'])('is a value: %s', async (Tags) => {
    expect(await ask('DescribeLoadBalancers', { Tags })).toMatchObject({ TotalCount: 0 });
    await ask('RemoveTags', { LoadBalancerId: EDGE, Tags: '[{"TagKey":"env","TagValue":""}]' });
    const { Tags: kept } = await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE });
    expect(kept).toEqual({ Tag: [{ TagKey: 'env', TagValue: 'prod' }] });
  });

  test('is not the same as no value, which means any', async () => {
    expect(await ask('DescribeLoadBalancers', { Tags: '{"env":null}' })).not.toMatchObject({ TotalCount: 0 });
  });
});

test('an HTTP listener without Bandwidth is created where -1 may not be sent', async () => {
  const listener = {
    LoadBalancerId: BY_BANDWIDTH,
    ListenerPort: 83,
    HealthCheck: 'off',
    BackendServerPort: 80,
  };
  expect(await outcome('CreateLoadBalancerHTTPListener', { ...listener, Bandwidth: -1 })).not.toBe('done');
  expect(await outcome('CreateLoadBalancerHTTPListener', listener)).toBe('done');
});

test('Set takes back what the listener has, and checks what it changes', async () => {
  await sandbox.control('POST', 'settings', { edition: 'current' });
  const listener = { LoadBalancerId: EDGE, ListenerPort: 80 };
  const values = { HealthyThreshold: 1, Description: 'd'.repeat(200), HealthCheckConnectPort: -520 };
  const create = { ...listener, ...values, Bandwidth: 5120, BackendServerPort: 80 };
  await ask('CreateLoadBalancerTCPListener', create);
  await sandbox.control('POST', 'settings', { edition: 'reference' });
  const set = { ...listener, ...values, Bandwidth: 5120 };
  const action = 'SetLoadBalancerTCPListenerAttribute';
  expect(await outcome(action, { ...set, Scheduler: 'rr' })).toBe('done');
  expect(await ask('DescribeLoadBalancerTCPListenerAttribute', listener)).toMatchObject({
    ...set,
    Scheduler: 'rr',
  });
  expect(await outcome(action, { ...set, Description: 'e'.repeat(200) })).toEqual(INVALID);
});

test('UDP check texts are taken in the spelling that pop-core sends', async () => {
  const listener = { LoadBalancerId: EDGE, ListenerPort: 5060 };
  await ask('CreateLoadBalancerUDPListener', {
    ...listener,
    Bandwidth: -1,
    BackendServerPort: 5061,
    HealthCheckReq: 'hello',
    HealthCheckExp: 'ok',
  });
  const read = () => ask('DescribeLoadBalancerUDPListenerAttribute', listener);
  expect(await read()).toMatchObject({ HealthCheckReq: 'hello', HealthCheckExp: 'ok' });
  await ask('SetLoadBalancerUDPListenerAttribute', { ...listener, HealthCheckReq: 'ping' });
  expect(await read()).toMatchObject({ HealthCheckReq: 'ping', HealthCheckExp: 'ok' });
});

test('a call finds its region by any of the ids that it names', async () => {
  await sandbox.control('POST', 'settings', { edition: 'current' });
  const named: readonly Parameters[] = [
    { LoadBalancerId: `lb-gone,${EDGE}` },
    { 'LoadBalancerId.1': 'lb-gone', 'LoadBalancerId.2': EDGE },
  ];
  for (const ids of named) {
    const { body } = await sandbox.call('DescribeLoadBalancerListeners', ids);
    expect(body).not.toHaveProperty('Code');
  }
});

test('LoadBalancerID is taken in the calls of tags only, PayByTraffic in that of billing only', async () => {
  expect(await outcome('DescribeLoadBalancerAttribute', { LoadBalancerID: EDGE })).toEqual(
    mandatory('LoadBalancerId'),
  );
  expect(await outcome('AddTags', { LoadBalancerID: EDGE, Tags: '{"a":"b"}' })).toBe('done');
  const billing = { InternetChargeType: 'PayByTraffic' };
  expect(await outcome('CreateLoadBalancer', billing)).toEqual(INVALID);
  const modify = { ...billing, LoadBalancerId: EDGE };
  expect(await outcome('ModifyLoadBalancerInternetSpec', modify)).toBe('done');
});

test('certificates are listed by their tags', async () => {
  const tagged = await ask('DescribeServerCertificates', { 'Tag.1.Key': 'env', 'Tag.1.Value': 'nope' });
  expect(listAt(tagged, 'ServerCertificates', 'ServerCertificate')).toEqual([]);
  const all = await ask('DescribeServerCertificates');
  expect(at(all, 'ServerCertificates', 'ServerCertificate')).not.toEqual([]);
});
