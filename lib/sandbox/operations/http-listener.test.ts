import { beforeEach, describe, expect, test } from 'vitest';
import { INCOMPLETE, INVALID, NO_V_SERVER_GROUP, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome, xml } = callsOf(() => sandbox);

const LISTENER = { LoadBalancerId: EDGE, ListenerPort: 8090 };
/** pay-gw has the demo's only HTTPS listener in this region, on 10443. */
const REDIRECT = { LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l', ListenerPort: 80 };
const create = (more: Parameters = {}) =>
  outcome('CreateLoadBalancerHTTPListener', {
    ...LISTENER,
    HealthCheck: 'off',
    BackendServerPort: 8080,
    ...more,
  });
const redirect = (more: Parameters = {}) =>
  outcome('CreateLoadBalancerHTTPListener', {
    ...REDIRECT,
    HealthCheck: 'off',
    ListenerForward: 'on',
    ForwardPort: 10443,
    ...more,
  });
const set = (change: Parameters) =>
  outcome('SetLoadBalancerHTTPListenerAttribute', { ...LISTENER, ...change });
const read = async (listener: Parameters = LISTENER) => {
  const { RequestId: _, ...fields } = await ask('DescribeLoadBalancerHTTPListenerAttribute', listener);
  return fields;
};

const AS_CREATED = {
  ...LISTENER,
  BackendServerPort: 8080,
  Status: 'stopped',
  Bandwidth: -1,
  Scheduler: 'wrr',
  AclStatus: 'off',
  XForwardedFor: 'on',
  XForwardedFor_SLBIP: 'off',
  XForwardedFor_SLBID: 'off',
  XForwardedFor_proto: 'off',
  XForwardedFor_SLBPORT: 'off',
  XForwardedFor_ClientSrcPort: 'off',
  StickySession: 'off',
  HealthCheck: 'off',
  Gzip: 'on',
  IdleTimeout: 15,
  RequestTimeout: 60,
  ListenerForward: 'off',
  Tags: { Tag: [] },
};

/** Everything that Create and Set take besides groups and tags; all of it is read back as it was sent. */
const EVERYTHING = {
  Bandwidth: 20,
  Scheduler: 'rr',
  HealthCheck: 'on',
  HealthCheckConnectPort: 8081,
  HealthCheckTimeout: 300,
  HealthCheckInterval: 50,
  HealthyThreshold: 2,
  UnhealthyThreshold: 10,
  HealthCheckDomain: 'www.example.com',
  HealthCheckURI: '/test/index.html',
  HealthCheckHttpCode: 'http_2xx,http_3xx',
  HealthCheckMethod: 'get',
  StickySession: 'on',
  StickySessionType: 'server',
  Cookie: 'B490B5EBF6F3CD402E515D22BCDA1598',
  XForwardedFor: 'off',
  XForwardedFor_SLBIP: 'on',
  XForwardedFor_SLBID: 'on',
  XForwardedFor_proto: 'on',
  XForwardedFor_SLBPORT: 'on',
  XForwardedFor_ClientSrcPort: 'on',
  Gzip: 'off',
  IdleTimeout: 60,
  RequestTimeout: 180,
  AclStatus: 'on',
  AclType: 'white',
  AclId: '1323',
  Description: 'shop',
};

describe('CreateLoadBalancerHTTPListener', () => {
  test('creates a stopped listener with the defaults of the service', async () => {
    expect(await create()).toBe('done');
    expect(await read()).toEqual(AS_CREATED);
  });

  test('keeps every value that it takes', async () => {
    expect(await create(EVERYTHING)).toBe('done');
    expect(await read()).toEqual({ ...AS_CREATED, ...EVERYTHING, AclIds: { AclId: ['1323'] } });
  });

  test('has the defaults of a check that is on', async () => {
    expect(await create({ HealthCheck: 'on' })).toBe('done');
    expect(await read()).toEqual({
      ...AS_CREATED,
      HealthCheck: 'on',
      HealthCheckTimeout: 5,
      HealthCheckInterval: 2,
      HealthyThreshold: 3,
      UnhealthyThreshold: 3,
      HealthCheckDomain: '',
      HealthCheckURI: '/',
      HealthCheckHttpCode: 'http_2xx',
    });
  });

  test('inserts a cookie with its timeout', async () => {
    expect(await create({ StickySession: 'on', StickySessionType: 'insert', CookieTimeout: 86_400 })).toBe(
      'done',
    );
    expect(await read()).toMatchObject({
      StickySession: 'on',
      StickySessionType: 'insert',
      CookieTimeout: 86_400,
    });
  });

  test.each<[string, Parameters, readonly unknown[]]>([
    ['a port that is taken', { ListenerPort: 443 }, [400, 'ListenerAlreadyExists', expect.anything()]],
    [
      'neither port nor group',
      { BackendServerPort: '' },
      [400, 'MissingParameter', 'The BackendServerPort or VServerGroupId is required at lease one.'],
    ],
    ['an unknown group', { VServerGroupId: 'rsp-none' }, NO_V_SERVER_GROUP],
    ['a switch that is neither on nor off', { HealthCheck: 'true' }, INVALID],
    ['a hash', { Scheduler: 'sch' }, INVALID],
    ['a sticky session without its kind', { StickySession: 'on' }, INCOMPLETE],
    [
      'an inserted cookie without its timeout',
      { StickySession: 'on', StickySessionType: 'insert', Cookie: 'a' },
      INCOMPLETE,
    ],
    ['a rewritten cookie without its name', { StickySession: 'on', StickySessionType: 'server' }, INCOMPLETE],
    ['a cookie with a comma', { Cookie: 'a,b' }, INVALID],
    ['a cookie with a semicolon', { Cookie: 'a;b' }, INVALID],
    ['a cookie with a blank', { Cookie: 'a b' }, INVALID],
    ['a cookie that starts with a dollar sign', { Cookie: '$a' }, INVALID],
    ['a cookie of 201 characters', { Cookie: 'a'.repeat(201) }, INVALID],
    ['a cookie for no time', { CookieTimeout: 0 }, INVALID],
    ['a cookie for more than a day', { CookieTimeout: 86_401 }, INVALID],
    ['an idle timeout of 61 s', { IdleTimeout: 61 }, INVALID],
    ['a request timeout of 181 s', { RequestTimeout: 181 }, INVALID],
    ['a check by POST', { HealthCheckMethod: 'post' }, INVALID],
    ['an unknown kind of header switch', { XForwardedFor_proto: 'yes' }, INVALID],
    ['a redirect without its port', { ListenerForward: 'on' }, INCOMPLETE],
    [
      'a redirect to a port without an HTTPS listener',
      { ListenerForward: 'on', ForwardPort: 443 },
      [
        404,
        'ListenerNotFound',
        'You have not created a listener for the specified port of the load balancer.',
      ],
    ],
  ])('rejects %s', async (_, change, rejection) => {
    expect(await create(change)).toEqual(rejection);
  });
});

describe('SetLoadBalancerHTTPListenerAttribute', () => {
  test('changes every value that it takes, and keeps the rest', async () => {
    await create();
    expect(await set(EVERYTHING)).toBe('done');
    const changed = { ...AS_CREATED, ...EVERYTHING, AclIds: { AclId: ['1323'] } };
    expect(await read()).toEqual(changed);
    expect(await set({ Gzip: 'on' })).toBe('done');
    expect(await read()).toEqual({ ...changed, Gzip: 'on' });
  });

  test('changes the kind of a sticky session only with what that kind needs', async () => {
    await create({ StickySession: 'on', StickySessionType: 'insert', CookieTimeout: 500 });
    expect(await set({ StickySessionType: 'server' })).toEqual(INCOMPLETE);
    expect(await set({ CookieTimeout: 600 })).toBe('done');
    expect(await read()).toMatchObject({ StickySessionType: 'insert', CookieTimeout: 600 });
    expect(await set({ StickySessionType: 'server', Cookie: 'id' })).toBe('done');
    expect(await read()).toMatchObject({ StickySessionType: 'server', Cookie: 'id' });
    expect(await read()).not.toHaveProperty('CookieTimeout');
    expect(await set({ StickySession: 'off' })).toBe('done');
    expect(await read()).toEqual(AS_CREATED);
    expect(await set({ StickySession: 'on' })).toEqual(INCOMPLETE);
  });

  test('binds and unbinds a group by its switch', async () => {
    await create();
    expect(await set({ VServerGroupId: 'rsp-cige6j5e7p', VServerGroup: 'on' })).toBe('done');
    expect(await read()).toMatchObject({ VServerGroupId: 'rsp-cige6j5e7p' });
    expect(await set({ VServerGroup: 'off' })).toBe('done');
    expect(await read()).toEqual(AS_CREATED);
  });
});

describe('an HTTP listener that redirects to HTTPS', () => {
  test('needs no servers, and is read without them', async () => {
    expect(await redirect({ Description: 'to https' })).toBe('done');
    expect(await read(REDIRECT)).toEqual({
      ...REDIRECT,
      Status: 'stopped',
      Description: 'to https',
      ListenerForward: 'on',
      ForwardPort: 10443,
      Tags: { Tag: [] },
    });
    const instance = await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: REDIRECT.LoadBalancerId });
    expect(listAt(instance, 'ListenerPortsAndProtocol', 'ListenerPortAndProtocol')).toContainEqual({
      ListenerPort: 80,
      ListenerProtocol: 'http',
      Description: 'to https',
      ListenerForward: 'on',
      ForwardPort: 10443,
    });
    const list = await ask('DescribeLoadBalancerListeners', {
      'LoadBalancerId.1': REDIRECT.LoadBalancerId,
      ListenerPort: 80,
    });
    expect(listAt(list, 'Listeners')[0]?.HTTPListenerConfig).toEqual({
      ListenerForward: 'on',
      ForwardPort: 10443,
    });
    const health = await ask('DescribeHealthStatus', { LoadBalancerId: REDIRECT.LoadBalancerId });
    expect(
      listAt(health, 'BackendServers', 'BackendServer').some((server) => server.ListenerPort === 80),
    ).toBe(false);
  });

  test('has none of the settings that it does not use, even if they are sent', async () => {
    const unused = { Bandwidth: 100, Scheduler: 'rr', BackendServerPort: 80 };
    const groups = { VServerGroupId: 'rsp-of-nobody', AclStatus: 'on', AclType: 'white', AclId: 'acl-gone' };
    // All of the bandwidth of the instance is not enough for both.
    for (const ListenerPort of [80, 81]) {
      expect(await redirect({ ...unused, ...groups, ListenerPort })).toBe('done');
    }
    const list = await ask('DescribeLoadBalancerListeners', {
      'LoadBalancerId.1': REDIRECT.LoadBalancerId,
      ListenerPort: 80,
    });
    const [row] = listAt(list, 'Listeners');
    expect(row).toMatchObject({ Bandwidth: -1, Scheduler: 'wrr', AclStatus: 'off', AclIds: [] });
    expect(row).not.toHaveProperty('VServerGroupId');
    expect(row).not.toHaveProperty('BackendServerPort');
    expect(await redirect({ ListenerPort: 82, Bandwidth: 0 })).not.toBe('done');
  });

  test('can be started and stopped, and not changed', async () => {
    await redirect();
    expect(await outcome('StartLoadBalancerListener', REDIRECT)).toBe('done');
    expect(await outcome('SetLoadBalancerHTTPListenerAttribute', { ...REDIRECT, Description: 'x' })).toEqual([
      400,
      'Operation.NotAllowed',
      'Operation Denied. The HTTP listener does not support this action.',
    ]);
    expect(await outcome('StopLoadBalancerListener', REDIRECT)).toBe('done');
  });

  test('keeps its HTTPS listener from being deleted', async () => {
    await redirect();
    const target = { ...REDIRECT, ListenerPort: 10443 };
    expect(await outcome('DeleteLoadBalancerListener', target)).toEqual([
      400,
      'ListenerForwardExist',
      'The specified listener is the forward port of another listener.',
    ]);
    expect(await outcome('DeleteLoadBalancerListener', REDIRECT)).toBe('done');
    expect(await outcome('DeleteLoadBalancerListener', target)).toBe('done');
  });
});

test('XML of an HTTP listener', async () => {
  await create({ XForwardedFor: 'off', Gzip: 'off' });
  expect(await xml('DescribeLoadBalancerHTTPListenerAttribute', LISTENER)).toBe(
    `<DescribeLoadBalancerHTTPListenerAttributeResponse><LoadBalancerId>${EDGE}</LoadBalancerId><ListenerPort>8090</ListenerPort>` +
      '<BackendServerPort>8080</BackendServerPort><Status>stopped</Status><Bandwidth>-1</Bandwidth><Scheduler>wrr</Scheduler>' +
      '<AclStatus>off</AclStatus><XForwardedFor>off</XForwardedFor><XForwardedFor_SLBIP>off</XForwardedFor_SLBIP>' +
      '<XForwardedFor_SLBID>off</XForwardedFor_SLBID><XForwardedFor_proto>off</XForwardedFor_proto>' +
      '<XForwardedFor_SLBPORT>off</XForwardedFor_SLBPORT><XForwardedFor_ClientSrcPort>off</XForwardedFor_ClientSrcPort>' +
      '<StickySession>off</StickySession><HealthCheck>off</HealthCheck><Gzip>off</Gzip><IdleTimeout>15</IdleTimeout>' +
      '<RequestTimeout>60</RequestTimeout><ListenerForward>off</ListenerForward><Tags/></DescribeLoadBalancerHTTPListenerAttributeResponse>',
  );
});
