import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { goSdk } from '../testing/published-clients';
import { EDGE, HANGZHOU, at, listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';

/*
 * The Kubernetes cloud controller reads a listener from the list of all, and sends all that it read, with what has changed:
 * what the sandbox answers, it must take.
 */

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
const { ask } = goSdk(() => sandbox, HANGZHOU);

const GROUP = 'rsp-cige6j5e7p';
/** The certificate of the demo's HTTPS listeners. */
const CERTIFICATE = '1231579085529123_166f8204689_1714763408_709981430';
const KEY = 'k8s/80/web/shop/c0d9f7a63b5be4c1e8f2a6d04c7b1e935';

const words = (text: string) => text.split(' ');
/** Read from the row itself. */
const OF_ROW = words('AclId AclType AclStatus Bandwidth Scheduler');
const OF_CHECK = words('HealthCheckConnectPort HealthCheckInterval HealthyThreshold UnhealthyThreshold');
const OF_LAYER_4 = words(
  'HealthCheckConnectTimeout HealthCheckSwitch ConnectionDrain ConnectionDrainTimeout ProxyProtocolV2Enabled',
);
const OF_TCP = words(
  'PersistenceTimeout EstablishedTimeout HealthCheckHttpCode HealthCheckURI HealthCheckType HealthCheckDomain',
);
const OF_HTTP = words(
  'HealthCheck HealthCheckHttpCode HealthCheckURI HealthCheckDomain HealthCheckTimeout HealthCheckMethod ' +
    'StickySession StickySessionType Cookie CookieTimeout IdleTimeout RequestTimeout ' +
    'XForwardedFor_proto XForwardedFor_SLBPORT XForwardedFor_ClientSrcPort',
);
/** Read from the part of the protocol. */
const OF_CONFIG = {
  tcp: [...OF_CHECK, ...OF_LAYER_4, ...OF_TCP],
  udp: [...OF_CHECK, ...OF_LAYER_4],
  http: [...OF_CHECK, ...OF_HTTP],
  https: [...OF_CHECK, ...OF_HTTP, 'ServerCertificateId', 'EnableHttp2', 'TLSCipherPolicy'],
} as const;
type Protocol = keyof typeof OF_CONFIG;

const key = (ListenerPort: number) => ({ LoadBalancerId: EDGE, ListenerPort });

async function read(ListenerPort: number): Promise<Body> {
  const { body } = await sandbox.call('DescribeLoadBalancerListeners', {
    RegionId: HANGZHOU,
    'LoadBalancerId.1': EDGE,
    ListenerPort,
  });
  const [listener] = listAt(body, 'Listeners');
  if (listener === undefined) throw new Error('There is no such listener');
  return listener;
}

/** What Set is sent: a text that is empty and a number that is 0 count as not set, but for PersistenceTimeout. */
function parametersOf(protocol: Protocol, listener: Body): Parameters {
  const config = at(listener, `${protocol.toUpperCase()}ListenerConfig`) as Body;
  const values = [
    ...OF_ROW.map((name) => [name, listener[name]] as const),
    ...OF_CONFIG[protocol].map((name) => [name, config[name]] as const),
  ].flatMap(([name, value]) =>
    (typeof value === 'string' && value !== '') ||
    (typeof value === 'number' && (value !== 0 || name === 'PersistenceTimeout'))
      ? [[name, value] as const]
      : [],
  );
  return Object.fromEntries(values);
}

/** Create and the answers spell the interval differently (D4). */
function asRead({ healthCheckInterval, ...others }: Parameters): Parameters {
  return { ...others, ...(healthCheckInterval && { HealthCheckInterval: healthCheckInterval }) };
}

const CREATE: readonly [protocol: Protocol, more: Parameters][] = [
  [
    'tcp',
    { Bandwidth: -1, HealthCheckType: 'http', HealthCheckURI: '/healthz', HealthCheckConnectPort: 30081 },
  ],
  ['tcp', { Bandwidth: -1, AclStatus: 'on', AclType: 'white', AclId: '1323', PersistenceTimeout: 100 }],
  [
    'tcp',
    { Bandwidth: -1, ConnectionDrain: 'on', ConnectionDrainTimeout: 30, ProxyProtocolV2Enabled: 'true' },
  ],
  ['tcp', { Bandwidth: -1, HealthCheckSwitch: 'off' }],
  ['udp', { Bandwidth: -1, HealthCheckConnectTimeout: 8, healthCheckInterval: 5, HealthCheckSwitch: 'on' }],
  ['udp', { Bandwidth: -1, HealthCheckSwitch: 'off', ConnectionDrain: 'on', ConnectionDrainTimeout: 30 }],
  ['http', { HealthCheck: 'off', StickySession: 'off' }],
  ['http', { HealthCheck: 'on', HealthCheckURI: '/healthz', HealthCheckTimeout: 3, StickySession: 'off' }],
  ['http', { HealthCheck: 'off', StickySession: 'on', StickySessionType: 'insert', CookieTimeout: 60 }],
  [
    'https',
    {
      Bandwidth: -1,
      HealthCheck: 'off',
      StickySession: 'off',
      ServerCertificateId: CERTIFICATE,
      IdleTimeout: 20,
    },
  ],
];

describe.each(EDITION_NAMES)('the cloud controller, in the edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition, transitionMillis: 0 });
  });

  test.each(CREATE)(
    'creates a listener of %s with %o, and sends it back as it reads it',
    async (protocol, more) => {
      const group = { ...key(80), VServerGroupId: GROUP, Description: KEY };
      const kind = protocol.toUpperCase();
      await ask(`CreateLoadBalancer${kind}Listener`, { ...group, Scheduler: 'rr', ...more });
      await ask('StartLoadBalancerListener', { ...key(80), ListenerProtocol: protocol });
      const before = await read(80);
      expect(before).toMatchObject({
        Description: KEY,
        VServerGroupId: GROUP,
        Status: 'running',
        Scheduler: 'rr',
      });
      // Otherwise the Service would count as changed at every reconcile.
      expect(parametersOf(protocol, before)).toMatchObject(asRead(more));
      const unchanged = { ...parametersOf(protocol, before), ...group, VServerGroup: 'on' };
      await ask(`SetLoadBalancer${kind}ListenerAttribute`, unchanged);
      expect(await read(80)).toEqual(before);
      await ask(`SetLoadBalancer${kind}ListenerAttribute`, { ...unchanged, Scheduler: 'wrr' });
      expect(await read(80)).toEqual({ ...before, Scheduler: 'wrr' });
    },
  );

  test('finds when the certificate of a listener expires', async () => {
    const found = await ask('DescribeServerCertificates', { ServerCertificateId: CERTIFICATE });
    expect(listAt(found, 'ServerCertificates', 'ServerCertificate')).toMatchObject([
      {
        ServerCertificateId: CERTIFICATE,
        CreateTimeStamp: expect.any(Number),
        ExpireTimeStamp: expect.any(Number),
      },
    ]);
  });
});
