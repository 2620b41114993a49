import { expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, NO_LIST, callsOf } from '../testing/calls';
import { EDGE, at, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';
import { makeCertificates } from '../tls/make-certificates';

const sandbox = testSandbox();
const { ask, outcome } = callsOf(() => sandbox);

const move = (change: Parameters = {}) =>
  outcome('MoveResourceGroup', {
    ResourceType: 'loadbalancer',
    ResourceId: EDGE,
    NewResourceGroupId: 'rg-payments',
    ...change,
  });

test('an instance moves to another resource group, by which it is found', async () => {
  expect(await move()).toBe('done');
  const page = await ask('DescribeLoadBalancers', { ResourceGroupId: 'rg-payments' });
  expect(listAt(page, 'LoadBalancers', 'LoadBalancer')).toMatchObject([
    { LoadBalancerId: EDGE, ResourceGroupId: 'rg-payments' },
  ]);
});

test('an access control list moves as well', async () => {
  expect(await move({ ResourceType: 'acl', ResourceId: '1323' })).toBe('done');
  expect(await ask('DescribeAccessControlListAttribute', { AclId: '1323' })).toMatchObject({
    ResourceGroupId: 'rg-payments',
  });
});

test('certificates of both kinds move as well', async () => {
  const { authority } = await makeCertificates(sandbox.clock.millis);
  const { CACertificateId } = await ask('UploadCACertificate', { CACertificate: authority });
  const server = at(
    await ask('DescribeServerCertificates'),
    'ServerCertificates',
    'ServerCertificate',
    0,
    'ServerCertificateId',
  );
  for (const id of [server, CACertificateId]) {
    expect(await move({ ResourceType: 'certificate', ResourceId: String(id) })).toBe('done');
  }
  const moved = { ResourceGroupId: 'rg-payments' };
  expect(await ask('DescribeServerCertificates', moved)).toMatchObject({
    ServerCertificates: { ServerCertificate: [{ ServerCertificateId: server }] },
  });
  expect(await ask('DescribeCACertificates', moved)).toMatchObject({
    CACertificates: { CACertificate: [{ CACertificateId }] },
  });
});

test('what does not exist in the region, and other kinds, are rejected', async () => {
  expect(await move({ ResourceId: 'lb-unknown' })).toEqual(NO_INSTANCE);
  expect(await move({ RegionId: 'cn-shanghai' })).toEqual(NO_INSTANCE);
  expect(await move({ ResourceType: 'acl', ResourceId: 'acl-unknown' })).toEqual(NO_LIST);
  expect(await move({ ResourceType: 'certificate', ResourceId: 'unknown' })).toEqual([
    400,
    'InvalidParameter',
    'The specified resource does not exist.',
  ]);
  expect(await move({ ResourceType: 'listener' })).toEqual(INVALID);
});

test('it is found without a region in the current edition', async () => {
  await sandbox.control('POST', 'settings', { edition: 'current' });
  const { status } = await sandbox.call('MoveResourceGroup', {
    ResourceType: 'loadbalancer',
    ResourceId: EDGE,
    NewResourceGroupId: 'rg-edge',
  });
  expect(status).toBe(200);
});
