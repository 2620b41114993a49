import { beforeEach, describe, expect, test } from 'vitest';
import { INCOMPLETE, INVALID, callsOf } from '../testing/calls';
import { EDGE, testSandbox, type Parameters } from '../testing/test-sandbox';

/** Billed by bandwidth. */
const PAY = 'lb-bp1o94dp5i6earr9g6d1l';
/** Internal. */
const LEDGER = 'lb-bp13jaf5qli5xmgl1miup';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);
const read = (LoadBalancerId: string) => ask('DescribeLoadBalancerAttribute', { LoadBalancerId });
const create = async (parameters: Parameters) =>
  String((await ask('CreateLoadBalancer', parameters)).LoadBalancerId);
const notAllowed = (text: string) => [400, 'Operation.NotAllowed', text];

const SUBSCRIPTION = {
  PayType: 'PrePay',
  InternetChargeType: 'paybybandwidth',
  LoadBalancerSpec: 'slb.s2.medium',
};

describe('ModifyLoadBalancerInstanceSpec', () => {
  const modify = (LoadBalancerId: string, LoadBalancerSpec: string, more: Parameters = {}) =>
    outcome('ModifyLoadBalancerInstanceSpec', { LoadBalancerId, LoadBalancerSpec, ...more });

  test('changes the specification up and down, and that of a shared instance', async () => {
    const shared = await create({});
    for (const spec of ['slb.s3.large', 'slb.s1.small', 'slb.s4.large']) {
      expect(await modify(shared, spec)).toBe('done');
      expect(await read(shared)).toMatchObject({ LoadBalancerSpec: spec });
    }
  });

  test('only increases that of a subscription, and answers its order', async () => {
    const LoadBalancerId = await create(SUBSCRIPTION);
    const denied = notAllowed(
      'Operation Denied. Prepay instance only permitted to increase loadBalancerSpec.',
    );
    expect(await modify(LoadBalancerId, 'slb.s2.small')).toEqual(denied);
    expect(await modify(LoadBalancerId, 'slb.s1.small')).toEqual(denied);
    expect(await modify(LoadBalancerId, 'slb.s2.medium')).toBe('answered');
    const increase = { LoadBalancerId, LoadBalancerSpec: 'slb.s3.small', AutoPay: 'true' };
    expect(await ask('ModifyLoadBalancerInstanceSpec', increase)).toHaveProperty('OrderId');
    expect(await read(LoadBalancerId)).toMatchObject({ LoadBalancerSpec: 'slb.s3.small' });
  });

  test('is rejected where consumption is paid for, and for what is no specification', async () => {
    const LoadBalancerId = await create({ InstanceChargeType: 'PayByCLCU' });
    const notHere = [400, 'ModifySpecNotAllowed', 'LoadBalancerSpec not allowed for this instance'];
    expect(await modify(LoadBalancerId, 'slb.s3.small')).toEqual(notHere);
    // The specification implies billing by consumption, which only ModifyLoadBalancerInstanceChargeType turns on.
    expect(await modify(EDGE, 'slb.lcu.elastic')).toEqual(notHere);
    expect(await modify(EDGE, 'large')).toEqual(INVALID);
    expect(await modify(EDGE, 'slb.s1.small', { AutoPay: '1' })).toEqual(INVALID);
  });
});

describe('ModifyLoadBalancerInstanceChargeType', () => {
  const modify = (LoadBalancerId: string, more: Parameters = {}) =>
    outcome('ModifyLoadBalancerInstanceChargeType', {
      LoadBalancerId,
      InstanceChargeType: 'PayByCLCU',
      ...more,
    });

  test('turns to consumption, by traffic and with its only specification, at once', async () => {
    expect(await read(PAY)).toMatchObject({ InstanceChargeType: 'PayBySpec', Bandwidth: 200 });
    expect(await modify(PAY, { InternetChargeType: 'paybytraffic' })).toBe('done');
    expect(await read(PAY)).toMatchObject({
      LoadBalancerSpec: 'slb.lcu.elastic',
      InstanceChargeType: 'PayByCLCU',
      InternetChargeType: 'paybytraffic',
      Bandwidth: 5120,
    });
    expect(await modify(PAY)).toBe('done');
  });

  test('does not turn back, nor to billing by bandwidth', async () => {
    expect(await modify(EDGE, { InstanceChargeType: 'PayBySpec' })).toEqual(INVALID);
    expect(await modify(EDGE, { InternetChargeType: 'paybybandwidth' })).toEqual(INVALID);
  });

  test('is for pay-as-you-go instances', async () => {
    expect(await modify(await create(SUBSCRIPTION))).toEqual(
      notAllowed('Operation Denied. Unfinished order exists.'),
    );
  });
});

describe('ModifyLoadBalancerPayType', () => {
  const YEAR = { PayType: 'PrePay', PricingCycle: 'year', Duration: 3 };
  const modify = (LoadBalancerId: string, more: Parameters = YEAR) =>
    outcome('ModifyLoadBalancerPayType', { LoadBalancerId, ...more });
  const ONLY_UP = notAllowed('Only allow changing loadBalancer from PayOnDemand to PrePay.');

  test.each([PAY, LEDGER])(
    'turns %s into a subscription with an order, which cannot be deleted',
    async (id) => {
      const { OrderId } = await ask('ModifyLoadBalancerPayType', {
        LoadBalancerId: id,
        ...YEAR,
        AutoPay: 'true',
      });
      expect(OrderId).toBeGreaterThan(1e14);
      expect(await read(id)).toMatchObject({ PayType: 'PrePay' });
      expect(await outcome('DeleteLoadBalancer', { LoadBalancerId: id })).toEqual(
        notAllowed('Operation Denied. Unfinished order exists.'),
      );
      expect(await modify(id)).toEqual(ONLY_UP);
    },
  );

  test('does not turn back, which is what no PayType means', async () => {
    expect(await modify(PAY, {})).toEqual(ONLY_UP);
    expect(await modify(PAY, { PayType: 'PayOnDemand' })).toEqual(ONLY_UP);
    expect(await modify(await create(SUBSCRIPTION), { PayType: 'PayOnDemand' })).toEqual(ONLY_UP);
  });

  test('is rejected on an instance billed by traffic', async () => {
    expect(await modify(EDGE)).toEqual(
      notAllowed('Cannot change internet payByTraffic loadBalancer from PayOnDemand to PrePay.'),
    );
  });

  test.each([
    [{ PayType: 'PrePay' }, INCOMPLETE],
    [{ PayType: 'PrePay', PricingCycle: 'month' }, INCOMPLETE],
    [{ PayType: 'PrePay', PricingCycle: 'month', Duration: 10 }, INVALID],
    [{ PayType: 'PrePay', PricingCycle: 'year', Duration: 4 }, INVALID],
    [{ PayType: 'PrePay', PricingCycle: 'week', Duration: 1 }, INVALID],
    [{ PayType: 'PostPay' }, INVALID],
  ])('rejects %o', async (sent, rejection) => {
    expect(await modify(PAY, sent)).toEqual(rejection);
    expect(await read(PAY)).toMatchObject({ PayType: 'PayOnDemand' });
  });
});
