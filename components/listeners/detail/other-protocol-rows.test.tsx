import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { readOneListener } from '@/lib/listeners/detail/listener-detail';
import { isTcp } from '@/lib/listeners/detail/detail-types';
import { startAnsweringServer, succeed } from '@/lib/slb/testing/answering-server';
import { connectTo } from '@/lib/slb/testing/connection';
import { otherProtocolGroups } from './other-protocol-rows';

const UNRETURNED = 'not returned by SLB';
const UNREADABLE = 'SLB returned a value that Sluice cannot read';

type Fields = Record<string, unknown>;
/** What SLB returns about the listener: in the list, and alone; null: it fails. */
let listed: Fields = {};
let alone: Fields | null = {};

dataFolder('file');
const server = await startAnsweringServer(({ action }, response) => {
  switch (action) {
    case 'DescribeLoadBalancerAttribute':
      return succeed(response, { LoadBalancerId: 'lb-1', LoadBalancerName: 'web' });
    case 'DescribeLoadBalancerListeners':
      return succeed(response, { Listeners: [{ LoadBalancerId: 'lb-1', ListenerPort: 80, ...listed }] });
    default:
      if (alone !== null) return succeed(response, alone);
      response.writeHead(403).end(JSON.stringify({ Code: 'Forbidden.RAM', Message: 'no' }));
  }
});
beforeAll(() => connectTo(server.port));
afterAll(() => server.stop());

/** The rows of the page, each name with its text. */
async function rowsOf(protocol: string, inOwn: Fields | null, inList: Fields = {}) {
  listed = { ListenerProtocol: protocol, ...inList };
  alone = inOwn;
  const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };
  const reading = await readOneListener({ ...key, protocol });
  if (reading.state !== 'read' || isTcp(reading.one.listener)) throw new Error(JSON.stringify(reading));
  const groups = await otherProtocolGroups(reading.one, reading.one.listener);
  return Object.fromEntries(
    groups.flatMap(({ heading, rows }) =>
      rows.map(({ name, value }) => [
        heading === 'Health check' && name !== heading ? `Check: ${name}` : name,
        renderToStaticMarkup(value)
          .replaceAll(/<\/li><li>/g, '; ')
          .replaceAll(/<[^>]*>/g, ''),
      ]),
    ),
  );
}

describe('the server group and its ports', () => {
  it('are the default group and one port only if nothing else can be', async () => {
    expect(await rowsOf('udp', { BackendServerPort: 80 })).toMatchObject({
      'Server group': 'default server group',
      'Backend port': '80 on every server',
    });
  });

  it('are not known while the listener itself cannot be read', async () => {
    const rows = await rowsOf('udp', null, { BackendServerPort: 80 });
    expect(rows).toMatchObject({ 'Server group': UNRETURNED, 'Backend port': '80' });
  });

  it.each(['VServerGroupId', 'MasterSlaveServerGroupId'])(
    'are not known if SLB returned an unreadable %s',
    async (field) => {
      const answer = { [field]: {}, BackendServerPort: 80, HealthCheck: 'on', HealthCheckConnectPort: -520 };
      expect(await rowsOf('udp', answer)).toMatchObject({
        'Server group': UNREADABLE,
        'Backend port': '80',
        'Check: Check port': '-520',
      });
      expect(await rowsOf('udp', { HealthCheck: 'on', [field]: {} })).toMatchObject({
        'Check: Check port': UNRETURNED,
      });
    },
  );

  it('are those of the servers in a primary/secondary group', async () => {
    const answer = { MasterSlaveServerGroupId: 'pair-1', BackendServerPort: 80, HealthCheck: 'on' };
    expect(await rowsOf('udp', answer)).toMatchObject({
      'Server group': 'pair-1',
      'Backend port': '80 (unused: servers have their own ports)',
      'Check: Check port': 'each server’s own port',
    });
    expect(await rowsOf('http', { VServerGroupId: 'rsp-1' })).not.toHaveProperty('Backend port');
  });
});

it('takes from the response for the listener what the list lacks, and the other way around', async () => {
  const answer = {
    BackendServerPort: 8080,
    Description: 'shop',
    Tags: { Tag: [{ TagKey: 'env', TagValue: 'prod' }] },
  };
  const rows = await rowsOf('http', answer, { Scheduler: 'wlc', Bandwidth: {}, Description: {} });
  expect(rows).toMatchObject({
    'Backend port': '8080 on every server',
    Description: 'shop',
    Tags: 'env: prod',
    'Scheduling algorithm': 'wlc, weighted least connections',
    Bandwidth: UNREADABLE,
  });
});

it('says whether a text and the tags are empty, unreadable or not returned', async () => {
  expect(await rowsOf('http', {}, { Tags: [] })).toMatchObject({ Description: 'none', Tags: 'none' });
  expect(await rowsOf('http', { Description: [], Tags: 7 })).toMatchObject({
    Description: UNREADABLE,
    Tags: UNREADABLE,
  });
  expect(await rowsOf('http', {})).toMatchObject({ Tags: UNRETURNED });
});

describe('the health check', () => {
  it('has no method that SLB did not return', async () => {
    const whole = { HealthCheck: 'on', HealthCheckURI: '/ready', HealthCheckMethod: 'get' };
    expect(await rowsOf('http', whole)).toMatchObject({ 'Check: Protocol': 'HTTP GET /ready' });
    const rows = await rowsOf('http', { HealthCheck: 'on', HealthCheckURI: '/ready' });
    expect(rows).toMatchObject({ 'Check: Method': UNRETURNED, 'Check: Path': '/ready' });
    expect(rows).not.toHaveProperty('Check: Protocol');
    expect(await rowsOf('http', { HealthCheck: 'on', HealthCheckMethod: 'get' })).toMatchObject({
      'Check: Method': 'HTTP GET',
      'Check: Path': UNRETURNED,
    });
  });

  it('is shown as far as it was returned, unless it is off', async () => {
    const fields = { HealthCheckURI: '/', HealthCheckMethod: 'head', HealthCheckDomain: 'a.example' };
    expect(await rowsOf('http', fields)).toMatchObject({
      'Health check': UNRETURNED,
      'Check: Protocol': 'HTTP HEAD /',
      'Check: Domain': 'a.example',
      'Check: Check port': UNRETURNED,
    });
    expect(await rowsOf('http', {})).toMatchObject({ 'Check: Domain': UNRETURNED });
    expect(await rowsOf('http', { HealthCheck: 'off', HealthCheckURI: '/' })).toMatchObject({
      'Health check': 'off: unhealthy servers keep receiving connections',
      HealthCheckURI: '/',
    });
  });

  it.each([
    ['http', 'HealthCheckDomain', 'Domain', 'the server’s address'],
    ['http', 'HealthCheckConnectPort', 'Check port', 'backend port'],
    ['udp', 'HealthCheckReq', 'Request', 'none'],
    ['udp', 'HealthCheckExp', 'Expected response', 'none'],
  ])(
    'over %s with no %s in the response differs from one that is unreadable',
    async (protocol, field, name, absent) => {
      expect(await rowsOf(protocol, { HealthCheck: 'on' })).toMatchObject({ [`Check: ${name}`]: absent });
      expect(await rowsOf(protocol, { HealthCheck: 'on', [field]: {} })).toMatchObject({
        [`Check: ${name}`]: UNREADABLE,
      });
    },
  );

  it.each([
    ['udp', 'HealthCheckConnectTimeout'],
    ['http', 'HealthCheckTimeout'],
  ])('over %s reads its timeout from %s', async (protocol, field) => {
    const interval = { HealthCheck: 'on', HealthCheckInterval: 2 };
    expect(await rowsOf(protocol, { ...interval, [field]: 7 })).toMatchObject({
      'Check: Timeout, interval': '7 s, every 2 s',
    });
    expect(await rowsOf(protocol, { ...interval, [field]: 'soon' })).toMatchObject({
      'Check: Timeout': UNREADABLE,
      'Check: Interval': '2 s',
    });
  });

  it('shows one of two values if the other is missing', async () => {
    expect(
      await rowsOf('http', { HealthCheck: 'on', HealthCheckTimeout: 5, HealthyThreshold: 3 }),
    ).toMatchObject({
      'Check: Timeout': '5 s',
      'Check: Interval': UNRETURNED,
      'Check: Healthy threshold': '3',
      'Check: Unhealthy threshold': UNRETURNED,
    });
  });
});

it('shows what is known of a session cookie', async () => {
  const on = { StickySession: 'on', StickySessionType: 'insert' };
  expect(await rowsOf('http', { ...on, CookieTimeout: 500 })).toMatchObject({
    'Session persistence': 'cookie inserted, 500 s',
  });
  expect(await rowsOf('http', on)).toMatchObject({
    'Session persistence': 'on',
    'Cookie handling': 'insert',
    'Cookie timeout': UNRETURNED,
  });
  expect(await rowsOf('http', { ...on, StickySessionType: 'server', Cookie: {} })).toMatchObject({
    'Cookie handling': 'server',
    'Cookie name': UNREADABLE,
  });
  expect(await rowsOf('http', { ...on, StickySessionType: {} })).toMatchObject({
    'Cookie handling': UNREADABLE,
  });
});

it('does not take an unreadable CA certificate for one-way authentication', async () => {
  expect(await rowsOf('https', {})).toMatchObject({ 'CA certificate': 'none (one-way authentication)' });
  expect(await rowsOf('https', { CACertificateId: {} })).toMatchObject({ 'CA certificate': UNREADABLE });
});

it('shows each additional domain as far as it can be read', async () => {
  const domains = async (DomainExtensions: unknown) =>
    (await rowsOf('https', { DomainExtensions }))['Additional domains'];
  expect(await domains(undefined)).toBe(UNRETURNED);
  expect(await domains({ DomainExtension: [] })).toBe('none');
  expect(await domains(7)).toBe(UNREADABLE);
  expect(
    await domains({
      DomainExtension: [
        { Domain: 'a.example', ServerCertificateId: 'certificate-1' },
        { Domain: 'b.example' },
        { Domain: 'c.example', ServerCertificateId: {} },
        { DomainExtensionId: 'de-4', Domain: {} },
      ],
    }),
  ).toBe(
    'a.example certificate-1; b.example certificate not returned by SLB; ' +
      `c.example SLB returned a certificate ID that Sluice cannot read; de-4 ${UNREADABLE}`,
  );
});

describe('a field that has no row', () => {
  const rules = { Rule: [{ RuleId: 'rule-1', Url: '/api' }] };

  it('is shown by its name, a list or an object as JSON', async () => {
    const rows = await rowsOf('http', {
      Rules: rules,
      MaxConnection: 10,
      VpcIds: { VpcId: [] },
      Cookie: 'left',
    });
    expect(rows).toMatchObject({
      Rules: JSON.stringify(rules).replaceAll('"', '&quot;'),
      MaxConnection: '10',
      Cookie: 'left',
    });
    expect(rows).not.toHaveProperty('VpcIds');
  });

  it('is shown for a redirect as well, and so is a switch that cannot be read', async () => {
    const redirect = { ListenerForward: 'on', ForwardPort: 443, ForwardCode: 301, Gzip: 'on' };
    expect(await rowsOf('http', redirect)).toMatchObject({
      Redirect: 'to HTTPS on port 443',
      ForwardCode: '301',
      Gzip: 'on',
    });
    expect(await rowsOf('http', { ListenerForward: 'maybe' })).toMatchObject({ Redirect: UNREADABLE });
    expect(await rowsOf('http', { ListenerForward: 'on' })).toMatchObject({ Redirect: UNRETURNED });
  });
});
