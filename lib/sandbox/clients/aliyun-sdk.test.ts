import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { HANGZHOU, KEY_ID, KEY_SECRET, parse, testSandbox } from '../testing/test-sandbox';
import { makeCertificates } from '../tls/make-certificates';

/**
 * `aliyun-sdk` on npm, unmodified, of 2015: it signs version 1 over POST, with times that have milliseconds, and knows no
 * RegionId of most calls, so it needs a regional endpoint. It has no types.
 */

type Parameters = Readonly<Record<string, string | number>>;
type Callback = (error: { readonly code: string } | null, answer: Record<string, unknown>) => void;
type Sdk = {
  SLB: new (
    config: Record<string, string>,
  ) => Readonly<Record<string, (sent: object, then: Callback) => void>>;
};

const sandbox = testSandbox({ defaultRegionId: HANGZHOU, settings: { transitionMillis: 0 } });

function newClient(): (operation: string, parameters: Parameters) => Promise<Record<string, unknown>> {
  // This client reads the machine's own clock.
  sandbox.clock.millis = Date.now();
  const { SLB } = createRequire(import.meta.url)('aliyun-sdk') as Sdk;
  const client = new SLB({
    accessKeyId: KEY_ID,
    secretAccessKey: KEY_SECRET,
    endpoint: `http://127.0.0.1:${sandbox.port}`,
    apiVersion: '2014-05-15',
  });
  return (operation, parameters) =>
    new Promise((resolve, reject) => {
      // It writes what it adds into the object that it is given.
      client[operation]?.({ ...parameters }, (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
}

test.each(EDITION_NAMES)('aliyun-sdk goes through the life of an instance, edition %s', async (edition) => {
  await sandbox.control('POST', 'reset', { seed: 'empty' });
  await sandbox.control('POST', 'settings', { edition, transitionMillis: 0 });
  const call = newClient();
  const created = await call('createLoadBalancer', {
    RegionId: HANGZHOU,
    LoadBalancerName: 'by-aliyun-sdk',
    AddressType: 'internet',
    InternetChargeType: 'paybytraffic',
    ClientToken: edition,
  });
  const instance = { LoadBalancerId: String(created.LoadBalancerId) };
  const servers = '[{"ServerId":"i-1","Weight":"100"},{"ServerId":"i-2","Weight":"20"}]';
  await call('addBackendServers', { ...instance, BackendServers: servers });
  await call('setBackendServers', { ...instance, BackendServers: '[{"ServerId":"i-2","Weight":"50"}]' });
  expect(await call('removeBackendServers', { ...instance, BackendServers: '["i-1"]' })).toMatchObject({
    BackendServers: { BackendServer: [{ ServerId: 'i-2', Weight: 50 }] },
  });
  const listener = { ...instance, ListenerPort: 80 };
  await call('createLoadBalancerTCPListener', {
    ...listener,
    BackendServerPort: 8080,
    Bandwidth: -1,
    Scheduler: 'wrr',
    healthCheckInterval: 7,
  });
  await call('startLoadBalancerListener', listener);
  expect(await call('describeLoadBalancerTCPListenerAttribute', listener)).toMatchObject({
    Status: 'running',
    HealthCheckInterval: 7,
  });
  await call('setLoadBalancerTCPListenerAttribute', { ...listener, Bandwidth: 5, Scheduler: 'wlc' });
  expect(await call('describeHealthStatus', listener)).toHaveProperty('BackendServers');
  await call('stopLoadBalancerListener', listener);
  await call('setLoadBalancerName', { ...instance, LoadBalancerName: 'renamed' });
  await call('setLoadBalancerStatus', { ...instance, LoadBalancerStatus: 'inactive' });
  expect(await call('describeLoadBalancers', { RegionId: HANGZHOU, ...instance })).toMatchObject({
    LoadBalancers: { LoadBalancer: [{ LoadBalancerName: 'renamed', LoadBalancerStatus: 'inactive' }] },
  });
  await call('deleteLoadBalancerListener', listener);
  await call('deleteLoadBalancer', instance);
  await expect(call('describeLoadBalancerAttribute', instance)).rejects.toMatchObject({
    code: 'InvalidLoadBalancerId.NotFound',
  });
});

test('aliyun-sdk creates listeners of the other protocols, and a certificate for one', async () => {
  await sandbox.control('POST', 'reset', { seed: 'empty' });
  const call = newClient();
  const created = await call('createLoadBalancer', { RegionId: HANGZHOU });
  const { certificate, key } = await makeCertificates(Date.now());
  const uploaded = await call('uploadServerCertificate', {
    RegionId: HANGZHOU,
    ServerCertificate: certificate,
    PrivateKey: key,
  });
  const named = { RegionId: HANGZHOU, ServerCertificateId: String(uploaded.ServerCertificateId) };
  await call('setServerCertificateName', { ...named, ServerCertificateName: 'renamed' });
  expect(await call('describeServerCertificates', named)).toMatchObject({
    ServerCertificates: { ServerCertificate: [{ ServerCertificateName: 'renamed' }] },
  });
  const instance = { LoadBalancerId: String(created.LoadBalancerId) };
  const forwarding = { ...instance, BackendServerPort: 8080, Bandwidth: -1, Scheduler: 'wrr' };
  const web = { ...forwarding, StickySession: 'off', HealthCheck: 'on', HealthCheckInterval: 7 };
  await call('createLoadBalancerUDPListener', { ...forwarding, ListenerPort: 53, healthCheckInterval: 7 });
  await call('createLoadBalancerHTTPListener', { ...web, ListenerPort: 8080 });
  await call('createLoadBalancerHTTPSListener', {
    ...web,
    ListenerPort: 443,
    ServerCertificateId: named.ServerCertificateId,
  });
  for (const [protocol, ListenerPort] of Object.entries({ UDP: 53, HTTP: 8080, HTTPS: 443 })) {
    const listener = { ...instance, ListenerPort };
    expect(await call(`describeLoadBalancer${protocol}ListenerAttribute`, listener)).toMatchObject({
      ListenerPort,
      HealthCheckInterval: 7,
    });
    await call('deleteLoadBalancerListener', listener);
  }
  await call('deleteServerCertificate', named);
});

test.each(EDITION_NAMES)('its times may be as old as others, edition %s', async (edition) => {
  await sandbox.control('POST', 'settings', { edition });
  const send = (millis: number) =>
    sandbox.callV1(
      'DescribeLoadBalancers',
      { RegionId: HANGZHOU },
      { Timestamp: new Date(sandbox.clock.millis + millis).toISOString() },
      { method: 'POST' },
    );
  expect((await send(123)).status).toBe(200);
  expect((await send(-15 * 60_000)).status).toBe(200);
  const late = await send(-15 * 60_000 - 1);
  expect([late.status, parse(late.text).Code]).toEqual([400, 'InvalidTimeStamp.Expired']);
});
