import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, NO_LIST, NO_V_SERVER_GROUP, callsOf } from '../testing/calls';
import { EDGE, HANGZHOU, at, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';
const LEDGER = 'lb-bp13jaf5qli5xmgl1miup';
const LOCKED = 'lb-bp1q7w9e1r3t5y7u9i1op';
const MQ = 'lb-uf60pk4r7y1b2n8s5d3hj';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);
const read = (LoadBalancerId = EDGE, change: Parameters = {}) =>
  ask('DescribeLoadBalancerAttribute', { LoadBalancerId, ...change });

describe('DeleteLoadBalancer', () => {
  test('takes the listeners, groups and tags with it, and frees the lists they used', async () => {
    expect(await outcome('DeleteLoadBalancer', { LoadBalancerId: EDGE })).toBe('done');
    expect(await outcome('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE })).toEqual(NO_INSTANCE);
    expect(await outcome('DeleteLoadBalancer', { LoadBalancerId: EDGE })).toEqual(NO_INSTANCE);
    const listeners = await ask('DescribeLoadBalancerListeners', { 'LoadBalancerId.1': EDGE });
    expect(listeners.TotalCount).toBe(0);
    expect(await outcome('DescribeVServerGroupAttribute', { VServerGroupId: 'rsp-cige6j5e7p' })).toEqual(
      NO_V_SERVER_GROUP,
    );
    const tags = await ask('ListTagResources', { ResourceType: 'instance', 'ResourceId.1': EDGE });
    expect(at(tags, 'TagResources', 'TagResource')).toEqual([]);
    const list = { AclId: 'acl-bp1h6e1ykz6pd' };
    expect(
      at(await ask('DescribeAccessControlListAttribute', list), 'RelatedListeners', 'RelatedListener'),
    ).toEqual([]);
    expect(await outcome('DeleteAccessControlList', list)).toBe('done');
    expect(await outcome('DescribeAccessControlListAttribute', list)).toEqual(NO_LIST);
  });

  test('does not change other instances', async () => {
    await ask('DeleteLoadBalancer', { LoadBalancerId: EDGE });
    expect(listAt(await read(PAY), 'ListenerPorts', 'ListenerPort')).toHaveLength(6);
  });

  test('is rejected while delete protection is on, and not by console protection', async () => {
    const protectedOne = { RegionId: 'cn-shanghai', LoadBalancerId: MQ };
    expect(await outcome('DeleteLoadBalancer', protectedOne)).toEqual([
      400,
      'OperationDenied.DeleteProtectionIsOn',
      "The loadbalancer can't be deleted due to DeleteProtection is enabled.",
    ]);
    await ask('SetLoadBalancerDeleteProtection', { ...protectedOne, DeleteProtection: 'off' });
    expect(await outcome('DeleteLoadBalancer', protectedOne)).toBe('done');
    expect(await outcome('DeleteLoadBalancer', { LoadBalancerId: LEDGER })).toBe('done');
  });

  test('is rejected for a subscription', async () => {
    const { LoadBalancerId } = await ask('CreateLoadBalancer', {
      PayType: 'PrePay',
      InternetChargeType: 'paybybandwidth',
    });
    expect(await outcome('DeleteLoadBalancer', { LoadBalancerId: String(LoadBalancerId) })).toEqual([
      400,
      'Operation.NotAllowed',
      'Operation Denied. Unfinished order exists.',
    ]);
  });
});

describe('SetLoadBalancerStatus', () => {
  const set = (LoadBalancerId: string, LoadBalancerStatus: string) =>
    outcome('SetLoadBalancerStatus', { LoadBalancerId, LoadBalancerStatus });

  test('turns an instance inactive and active again, and leaves its listeners as they are', async () => {
    const status = async () =>
      (await ask('DescribeLoadBalancerTCPListenerAttribute', { LoadBalancerId: EDGE, ListenerPort: 443 }))
        .Status;
    expect(await set(EDGE, 'inactive')).toBe('done');
    expect(await read()).toMatchObject({ LoadBalancerStatus: 'inactive' });
    expect(await status()).toBe('running');
    expect(await set(EDGE, 'inactive')).toBe('done');
    expect(await set(EDGE, 'active')).toBe('done');
    expect(await read()).toMatchObject({ LoadBalancerStatus: 'active' });
    expect(await status()).toBe('running');
  });

  test('rejects other words and a locked instance', async () => {
    expect(await set(EDGE, 'locked')).toEqual(INVALID);
    expect(await set(LOCKED, 'active')).toEqual([400, 'ActionNotAllowed', 'Locked for any Business Reason.']);
    expect(await read(LOCKED)).toMatchObject({ LoadBalancerStatus: 'locked' });
  });
});

describe('SetLoadBalancerName', () => {
  const set = (LoadBalancerName: string, LoadBalancerId = EDGE) =>
    outcome('SetLoadBalancerName', { LoadBalancerId, LoadBalancerName });

  test('renames, on a console-protected instance too', async () => {
    expect(await set('edge-prod.2_b')).toBe('done');
    expect(await read()).toMatchObject({ LoadBalancerName: 'edge-prod.2_b' });
    expect(await set('n'.repeat(80), LEDGER)).toBe('done');
  });

  test.each(['with blank', '支付', 'n'.repeat(81)])('rejects %s', async (name) => {
    expect(await set(name)).toEqual(INVALID);
    expect(await read()).toMatchObject({ LoadBalancerName: 'edge-prod' });
  });
});

describe('ModifyLoadBalancerInternetSpec', () => {
  const modify = (LoadBalancerId: string, change: Parameters) =>
    outcome('ModifyLoadBalancerInternetSpec', { LoadBalancerId, ...change });
  const EXCEEDED = [
    400,
    'InvalidParameter',
    'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.',
  ] as const;

  test('changes the bandwidth down to what the listeners hold, and no further', async () => {
    expect(await modify(PAY, { Bandwidth: 145 })).toBe('done');
    expect(await read(PAY)).toMatchObject({ Bandwidth: 145, InternetChargeType: 'paybybandwidth' });
    expect(await modify(PAY, { Bandwidth: 144 })).toEqual(EXCEEDED);
    expect(await modify(PAY, { Bandwidth: 5000 })).toBe('done');
    expect(await read(PAY)).toMatchObject({ Bandwidth: 5000 });
  });

  test('changes the way of paying, both ways', async () => {
    expect(await modify(PAY, { InternetChargeType: 'paybytraffic', Bandwidth: 7 })).toBe('done');
    expect(await read(PAY)).toMatchObject({ InternetChargeType: 'paybytraffic', Bandwidth: 5120 });
    expect(await modify(PAY, { InternetChargeType: 'paybybandwidth', Bandwidth: 144 })).toEqual(EXCEEDED);
    expect(await modify(PAY, { InternetChargeType: 'paybybandwidth', Bandwidth: 150 })).toBe('done');
    expect(await read(PAY)).toMatchObject({ InternetChargeType: 'paybybandwidth', Bandwidth: 150 });
  });

  test('with nothing to change changes nothing', async () => {
    expect(await modify(PAY, {})).toBe('done');
    expect(await read(PAY)).toMatchObject({ InternetChargeType: 'paybybandwidth', Bandwidth: 200 });
  });

  test('answers the order of a subscription', async () => {
    const { LoadBalancerId, OrderId } = await ask('CreateLoadBalancer', {
      PayType: 'PrePay',
      InternetChargeType: 'paybybandwidth',
    });
    const body = await ask('ModifyLoadBalancerInternetSpec', {
      LoadBalancerId: String(LoadBalancerId),
      Bandwidth: 20,
      AutoPay: 'true',
    });
    expect(body.OrderId).toBe(OrderId);
  });

  test.each([0, -1, 5121])('rejects a bandwidth of %d', async (Bandwidth) => {
    expect(await modify(PAY, { Bandwidth })).toEqual([
      400,
      'InvalidParameter',
      'The specified bandwidth is not valid.',
    ]);
  });

  test('rejects a way of paying it does not know, and one that an intranet instance cannot have', async () => {
    expect(await modify(PAY, { InternetChargeType: 'free' })).toEqual(INVALID);
    expect(await modify(PAY, { AutoPay: 'yes' })).toEqual(INVALID);
    expect(await modify(LEDGER, { InternetChargeType: 'paybybandwidth', Bandwidth: 5 })).toEqual([
      400,
      'ActionNotAllowed',
      "The Intranet LB's InternetChargeType is not allowed change to paybybandwidth.",
    ]);
  });
});

describe('protection', () => {
  test('from deletion is turned on and off', async () => {
    const set = (DeleteProtection: string) =>
      outcome('SetLoadBalancerDeleteProtection', { LoadBalancerId: EDGE, DeleteProtection });
    expect(await set('on')).toBe('done');
    expect(await read()).toMatchObject({ DeleteProtection: 'on' });
    expect((await outcome('DeleteLoadBalancer', { LoadBalancerId: EDGE }))[1]).toBe(
      'OperationDenied.DeleteProtectionIsOn',
    );
    expect(await set('off')).toBe('done');
    expect(await read()).toMatchObject({ DeleteProtection: 'off' });
    expect(await set('yes')).toEqual(INVALID);
  });

  test('from the console has a reason, which goes with it; writes through the API still succeed', async () => {
    const set = (parameters: Parameters) =>
      outcome('SetLoadBalancerModificationProtection', { LoadBalancerId: EDGE, ...parameters });
    expect(
      await set({
        ModificationProtectionStatus: 'ConsoleProtection',
        ModificationProtectionReason: 'Freeze.1',
      }),
    ).toBe('done');
    expect(await read()).toMatchObject({
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'Freeze.1',
    });
    expect(await outcome('SetLoadBalancerName', { LoadBalancerId: EDGE, LoadBalancerName: 'still' })).toBe(
      'done',
    );
    expect(await set({ ModificationProtectionStatus: 'NonProtection' })).toBe('done');
    expect(await read()).toMatchObject({
      ModificationProtectionStatus: 'NonProtection',
      ModificationProtectionReason: '',
    });
    expect(await set({ ModificationProtectionStatus: 'on' })).toEqual(INVALID);
    expect(
      await set({ ModificationProtectionStatus: 'ConsoleProtection', ModificationProtectionReason: '1st' }),
    ).toEqual(INVALID);
  });
});

test('an instance of another region is not found', async () => {
  expect(await outcome('DeleteLoadBalancer', { RegionId: 'cn-shanghai', LoadBalancerId: EDGE })).toEqual(
    NO_INSTANCE,
  );
  expect(await read(EDGE, { RegionId: HANGZHOU })).toMatchObject({ LoadBalancerName: 'edge-prod' });
});
