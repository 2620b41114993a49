import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INVALID, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';
import { makeCertificates, type Certificates } from '../tls/make-certificates';

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
let made: Certificates;
let certificateId: string;
beforeAll(async () => {
  made = await makeCertificates(sandbox.clock.millis);
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
  const ServerCertificateId = await upload();
  await ask('CreateLoadBalancerHTTPSListener', {
    ...LISTENER,
    Bandwidth: -1,
    HealthCheck: 'off',
    StickySession: 'off',
    BackendServerPort: 8080,
    ServerCertificateId,
  });
  certificateId = await upload();
});

const { ask, outcome, xml } = callsOf(() => sandbox);

const LISTENER = { LoadBalancerId: EDGE, ListenerPort: 9444 };
const UNKNOWN = [
  400,
  'InvalidParameter.DomainExtensionId',
  'The specified DomainExtensionId does not exist.',
];

async function upload(): Promise<string> {
  const pair = { ServerCertificate: made.certificate, PrivateKey: made.key };
  return String((await ask('UploadServerCertificate', pair)).ServerCertificateId);
}
const sent = (Domain: string): Parameters => ({ ...LISTENER, Domain, ServerCertificateId: certificateId });
const create = async (Domain = 'shop.example.com') =>
  String((await ask('CreateDomainExtension', sent(Domain))).DomainExtensionId);
const list = async (more: Parameters = {}) =>
  listAt(
    await ask('DescribeDomainExtensions', { ...LISTENER, ...more }),
    'DomainExtensions',
    'DomainExtension',
  );

test('a domain gets a certificate of its own, which is replaced and taken away', async () => {
  expect(await list()).toEqual([]);
  const DomainExtensionId = await create();
  const other = await create('*.example.com');
  expect(DomainExtensionId).toMatch(/^de-\w+$/);
  const extension = { DomainExtensionId, Domain: 'shop.example.com', ServerCertificateId: certificateId };
  expect(await list()).toEqual([
    extension,
    { DomainExtensionId: other, Domain: '*.example.com', ServerCertificateId: certificateId },
  ]);
  expect(await list({ DomainExtensionId })).toEqual([extension]);
  expect(await ask('DescribeLoadBalancerHTTPSListenerAttribute', LISTENER)).toHaveProperty(
    'DomainExtensions.DomainExtension.length',
    2,
  );

  const next = await upload();
  const replace = { DomainExtensionId, ServerCertificateId: next };
  expect(await outcome('SetDomainExtensionAttribute', replace)).toBe('done');
  expect(await ask('DescribeDomainExtensionAttribute', { DomainExtensionId })).toMatchObject({
    ...LISTENER,
    ...extension,
    ServerCertificateId: next,
  });
  expect(await outcome('DeleteDomainExtension', { DomainExtensionId })).toBe('done');
  expect(await list()).toMatchObject([{ DomainExtensionId: other }]);
  expect(await outcome('DeleteDomainExtension', { DomainExtensionId })).toEqual(UNKNOWN);
});

test('it keeps its certificate from being deleted, and goes with its listener', async () => {
  const DomainExtensionId = await create();
  const remove = () => outcome('DeleteServerCertificate', { ServerCertificateId: certificateId });
  expect((await remove())[1]).toBe('CertificateAndPrivateKeyIsRefered');
  await ask('SetLoadBalancerHTTPSListenerAttribute', { ...LISTENER, Bandwidth: 5 });
  expect(await list()).toHaveLength(1);
  await ask('DeleteLoadBalancerListener', LISTENER);
  expect(await outcome('DescribeDomainExtensionAttribute', { DomainExtensionId })).toEqual(UNKNOWN);
  expect(await remove()).toBe('done');
});

describe('is rejected', () => {
  const rejected = (change: Parameters) =>
    outcome('CreateDomainExtension', { ...sent('shop.example.com'), ...change });

  test('without a certificate, or with one that does not exist', async () => {
    expect(await rejected({ ServerCertificateId: '' })).toEqual([
      400,
      'InvalidParameter',
      'The specified parameter ServerCertificateId is empty.',
    ]);
    const unknown = [400, 'InvalidParameter', 'The specified parameter ServerCertificateId is not Support.'];
    expect(await rejected({ ServerCertificateId: 'unknown' })).toEqual(unknown);
    const DomainExtensionId = await create();
    const replace = { DomainExtensionId, ServerCertificateId: 'unknown' };
    expect(await outcome('SetDomainExtensionAttribute', replace)).toEqual(unknown);
  });

  test.each(['', 'shop', '-a.example.com', 'a.*.com', 'a b.com', `${'a'.repeat(64)}.com`])(
    'for the domain "%s"',
    async (Domain) => {
      const [status, code] = await rejected({ Domain });
      expect([status, code]).toEqual([400, Domain === '' ? 'MissingDomain' : INVALID[1]]);
    },
  );

  test('for a domain that the listener has already', async () => {
    await create();
    expect(await rejected({})).toEqual([400, 'InvalidParameter', 'The resource already exists.']);
  });

  test('on a port without a listener, or with one of another protocol', async () => {
    expect((await rejected({ ListenerPort: 9445 }))[1]).toBe('ListenerNotFound');
    expect((await rejected({ ListenerPort: 443 }))[1]).toBe('UnsupportedOperation');
    expect(await outcome('DescribeDomainExtensions', { ...LISTENER, ListenerPort: 9445 })).toEqual([
      400,
      'InvalidParameter',
      'The specified resource does not exist.',
    ]);
  });
});

test('XML of domain extensions', async () => {
  const created = await xml('CreateDomainExtension', sent('shop.example.com'));
  const [, id] = /<DomainExtensionId>(.+)<\/DomainExtensionId>/.exec(created) ?? [];
  expect(created).toBe(
    `<CreateDomainExtensionResponse><DomainExtensionId>${id}</DomainExtensionId><ListenerPort>9444</ListenerPort></CreateDomainExtensionResponse>`,
  );
  expect(await xml('DescribeDomainExtensions', LISTENER)).toBe(
    '<DescribeDomainExtensionsResponse><DomainExtensions><DomainExtension>' +
      `<ServerCertificateId>${certificateId}</ServerCertificateId><Domain>shop.example.com</Domain><DomainExtensionId>${id}</DomainExtensionId>` +
      '</DomainExtension></DomainExtensions></DescribeDomainExtensionsResponse>',
  );
});
