import { expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, NO_LIST, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

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
