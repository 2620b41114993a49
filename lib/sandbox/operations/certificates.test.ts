import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callsOf } from '../testing/calls';
import { at, listAt, testSandbox, type Body, type Parameters } from '../testing/test-sandbox';
import { makeCertificates, type Certificates } from '../tls/make-certificates';

const sandbox = testSandbox();
let made: Certificates;
let other: Certificates;
beforeAll(async () => {
  [made, other] = await Promise.all([
    makeCertificates(sandbox.clock.millis),
    makeCertificates(sandbox.clock.millis),
  ]);
});
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome, xml } = callsOf(() => sandbox);

const upload = (more: Parameters = {}) =>
  ask('UploadServerCertificate', { ServerCertificate: made.certificate, PrivateKey: made.key, ...more });
const uploadCa = (more: Parameters = {}) =>
  ask('UploadCACertificate', { CACertificate: made.authority, ...more });
const certificates = async (more: Parameters = {}): Promise<Body[]> =>
  listAt(await ask('DescribeServerCertificates', more), 'ServerCertificates', 'ServerCertificate');
const authorities = async (more: Parameters = {}): Promise<Body[]> =>
  listAt(await ask('DescribeCACertificates', more), 'CACertificates', 'CACertificate');

const FINGERPRINT = /^[\da-f]{2}(:[\da-f]{2}){19}$/;

test('a server certificate is uploaded, described, renamed and deleted', async () => {
  const uploaded = await upload({ ServerCertificateName: 'shop' });
  const { RequestId: _, ...fields } = uploaded;
  expect(fields).toEqual({
    ServerCertificateId: expect.stringMatching(/^\d+_[\da-f]+_\d+_\d+$/),
    ServerCertificateName: 'shop',
    RegionId: 'cn-hangzhou',
    RegionIdAlias: 'cn-hangzhou',
    ResourceGroupId: expect.stringMatching(/^rg-/),
    Fingerprint: expect.stringMatching(FINGERPRINT),
    CommonName: 'localhost',
    SubjectAlternativeNames: { SubjectAlternativeName: ['localhost'] },
    CreateTime: '2026-11-23T12:00:00Z',
    CreateTimeStamp: sandbox.clock.millis,
    ExpireTime: '2029-02-24T12:00:00Z',
    ExpireTimeStamp: Date.parse('2029-02-24T12:00:00Z'),
    IsAliCloudCertificate: 0,
    AliCloudCertificateId: '0',
    AliCloudCertificateName: '',
  });
  const named = { ServerCertificateId: String(fields.ServerCertificateId) };
  expect(await certificates(named)).toEqual([{ ...fields, Tags: { Tag: [] } }]);
  expect(await certificates()).toHaveLength(2);
  expect(await certificates({ RegionId: 'eu-central-1', ...named })).toEqual([]);
  expect(await outcome('SetServerCertificateName', { ...named, ServerCertificateName: '*.shop' })).toBe(
    'done',
  );
  expect((await certificates(named))[0]).toMatchObject({ ServerCertificateName: '*.shop' });
  expect(await outcome('DeleteServerCertificate', named)).toBe('done');
  expect(await certificates(named)).toEqual([]);
});

test('a CA certificate is uploaded, described, renamed and deleted, apart from server certificates', async () => {
  const uploaded = await uploadCa();
  expect(uploaded).toMatchObject({
    CommonName: uploaded.CACertificateName,
    Fingerprint: expect.stringMatching(FINGERPRINT),
  });
  const named = { CACertificateId: String(uploaded.CACertificateId) };
  expect(await authorities()).toEqual(await authorities(named));
  expect(await certificates({ ServerCertificateId: named.CACertificateId })).toEqual([]);
  expect(await outcome('DeleteServerCertificate', { ServerCertificateId: named.CACertificateId })).toEqual([
    404,
    'ServerCertificateId.NotFound',
    'The specified ServerCertificateId does not exist.',
  ]);
  expect(await outcome('SetCACertificateName', { ...named, CACertificateName: 'clients' })).toBe('done');
  expect((await authorities())[0]).toMatchObject({ CACertificateName: 'clients' });
  expect(await outcome('DeleteCACertificate', named)).toBe('done');
  expect(await outcome('DeleteCACertificate', named)).toEqual([
    404,
    'CACertificateId.NotFound',
    'The specified CACertificateId does not exist.',
  ]);
});

describe('an upload is rejected', () => {
  const EMPTY = [400, 'InvalidParameter', 'The specified parameter ServerCertificate or Key is empty.'];
  test.each<[string, () => Parameters, readonly unknown[]]>([
    ['without a certificate', () => ({ ServerCertificate: '' }), EMPTY],
    ['without a key', () => ({ PrivateKey: '' }), EMPTY],
    [
      'with a text that is no certificate',
      () => ({ ServerCertificate: 'test' }),
      [400, 'InvalidParameter', 'The specified parameter ServerCertificate format is error.'],
    ],
    [
      'with a text that is no key',
      () => ({ PrivateKey: 'test' }),
      [400, 'KeyFormatError', 'The specified ServerCertificate is incorrectly formatted.'],
    ],
    [
      'with an encrypted key',
      () => ({ PrivateKey: '-----BEGIN ENCRYPTED PRIVATE KEY-----' }),
      [400, 'PrivateKeyEncryption', 'Key has Encrypted .'],
    ],
    [
      'with the key of another certificate',
      () => ({ PrivateKey: other.key }),
      [400, 'CertificateNotMatchPrivateKey', 'Certificate and key does not match.'],
    ],
    [
      'of a certificate that another service of the cloud would have',
      () => ({ AliCloudCertificateId: '1501739' }),
      [400, 'InvalidParameter', 'The specified resource does not exist.'],
    ],
    [
      'with a name of 81 characters',
      () => ({ ServerCertificateName: 'a'.repeat(81) }),
      [400, 'InvalidParameter', 'The specified parameter is not valid.'],
    ],
  ])('%s', async (_, change, rejection) => {
    const sent = { ServerCertificate: made.certificate, PrivateKey: made.key, ...change() };
    expect(await outcome('UploadServerCertificate', sent)).toEqual(rejection);
  });
});

test('a certificate that a listener uses cannot be deleted', async () => {
  const [used] = await certificates();
  const named = { ServerCertificateId: String(used?.ServerCertificateId) };
  expect(await outcome('DeleteServerCertificate', named)).toEqual([
    400,
    'CertificateAndPrivateKeyIsRefered',
    'The specified certificate is bound to listeners. You cannot delete it.',
  ]);
  await ask('DeleteLoadBalancerListener', {
    LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
    ListenerPort: 10443,
  });
  expect(await outcome('DeleteServerCertificate', named)).toBe('done');
});

test('certificates carry tags, also after a restart', async () => {
  const { ServerCertificateId } = await upload();
  const resource = { ResourceType: 'certificate', 'ResourceId.1': String(ServerCertificateId) };
  expect(await outcome('TagResources', { ...resource, 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' })).toBe(
    'done',
  );
  expect(await outcome('TagResources', { ...resource, 'ResourceId.1': 'none', 'Tag.1.Key': 'a' })).toEqual([
    400,
    'InvalidParameter',
    'The specified resource does not exist.',
  ]);
  await sandbox.restart();
  const tagged = await certificates({ ServerCertificateId: String(ServerCertificateId) });
  expect(at(tagged, 0, 'Tags', 'Tag')).toEqual([{ TagKey: 'env', TagValue: 'prod' }]);
  expect(listAt(await ask('ListTagResources', resource), 'TagResources', 'TagResource')).toEqual([
    { ResourceId: ServerCertificateId, ResourceType: 'certificate', TagKey: 'env', TagValue: 'prod' },
  ]);
});

test('no private key is kept or shown', async () => {
  await upload();
  const [log, state] = await Promise.all([
    sandbox.control('GET', 'requests'),
    sandbox.control('GET', 'state'),
  ]);
  expect(listAt(log.body, 'requests').at(-1)).toMatchObject({ action: 'UploadServerCertificate' });
  expect(listAt(state.body, 'certificates')).toHaveLength(3);
  const key = made.key.split('\n')[1] ?? '';
  expect(key.length).toBeGreaterThan(30);
  expect(JSON.stringify([log.body, state.body])).not.toContain(key);
});

test('XML of certificates', async () => {
  const text = await xml('DescribeServerCertificates', { RegionId: 'eu-central-1' });
  expect(text.replace(/<Fingerprint>[\da-f:]{59}<\/Fingerprint>/, '#')).toMatch(
    /^<DescribeServerCertificatesResponse><ServerCertificates><ServerCertificate><ServerCertificateId>[\w]+<\/ServerCertificateId><ServerCertificateName>\*\.eu\.example\.com<\/ServerCertificateName><RegionId>eu-central-1<\/RegionId><RegionIdAlias>eu-central-1<\/RegionIdAlias><ResourceGroupId>[\w-]+<\/ResourceGroupId>#<CommonName>\*\.eu\.example\.com<\/CommonName><CreateTime>[\w:-]+<\/CreateTime><CreateTimeStamp>\d+<\/CreateTimeStamp><ExpireTime>[\w:-]+<\/ExpireTime><ExpireTimeStamp>\d+<\/ExpireTimeStamp><SubjectAlternativeNames><SubjectAlternativeName>\*\.eu\.example\.com<\/SubjectAlternativeName><\/SubjectAlternativeNames><IsAliCloudCertificate>0<\/IsAliCloudCertificate><AliCloudCertificateId>0<\/AliCloudCertificateId><AliCloudCertificateName\/><Tags\/><\/ServerCertificate><\/ServerCertificates><\/DescribeServerCertificatesResponse>$/,
  );
  expect(await xml('DescribeCACertificates')).toBe(
    '<DescribeCACertificatesResponse><CACertificates/></DescribeCACertificatesResponse>',
  );
});
