import { beforeEach, describe, expect, test } from 'vitest';
import { listenerCalls } from '../testing/listener-calls';
import { EDGE, HANGZHOU, outcomeOf, listAt, testSandbox } from '../testing/test-sandbox';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';
const LEDGER = 'lb-bp13jaf5qli5xmgl1miup';
const LIVE = 'lb-uf6l1v3e5s7t9r1e3a5m7';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { create, countOn } = listenerCalls(() => sandbox);

describe('quotas reject', () => {
  test('the fifty-first listener of an instance', async () => {
    await Promise.all(Array.from({ length: 42 }, (_, index) => create({ ListenerPort: 20_000 + index })));
    expect(await countOn(EDGE)).toBe(50);
    expect(outcomeOf(await create({ ListenerPort: 30_000 }))).toEqual([
      400,
      'ListenerNumberOverLimit',
      'The maximum number of listeners is exceeded.',
    ]);
  });

  test('the fifty-first listener of an access control list', async () => {
    const acl = { AclStatus: 'on', AclType: 'white', AclId: 'acl-bp1vpn2u4s6e8' };
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        create({
          ...acl,
          LoadBalancerId: index < 40 ? EDGE : LEDGER,
          ListenerPort: 20_000 + index,
        }),
      ),
    );
    const { body } = await sandbox.call('DescribeAccessControlListAttribute', {
      RegionId: HANGZHOU,
      AclId: acl.AclId,
    });
    expect(listAt(body, 'RelatedListeners', 'RelatedListener')).toHaveLength(50);
    expect(outcomeOf(await create({ ...acl, ListenerPort: 30_000 }))).toEqual([
      400,
      'AclListenerOverLimit',
      'This acl has reached the limit of binding to listeners.',
    ]);
  });
});

describe('bandwidth of an instance that pays for it', () => {
  const EXCEEDED =
    'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.';

  test('may be shared out to the last Mbit/s and no further, whatever the protocol of its listeners', async () => {
    expect(outcomeOf(await create({ LoadBalancerId: PAY, Bandwidth: 56 }))).toEqual([
      400,
      'InvalidParameter',
      EXCEEDED,
    ]);
    expect(outcomeOf(await create({ LoadBalancerId: PAY, Bandwidth: 55 }))).toBe('done');
    expect(outcomeOf(await create({ LoadBalancerId: PAY, Bandwidth: 1, ListenerPort: 81 }))).toEqual([
      400,
      'InvalidParameter',
      EXCEEDED,
    ]);
  });

  test('is not given without a limit, until the edition allows it', async () => {
    expect(outcomeOf(await create({ LoadBalancerId: PAY }))).toEqual([
      400,
      'InvalidParameter',
      'The specified Bandwidth is invalid.',
    ]);
    await sandbox.control('POST', 'settings', { edition: 'current' });
    expect(outcomeOf(await create({ LoadBalancerId: PAY }))).toBe('done');
  });

  test('a full instance takes no listener', async () => {
    const reply = await create({ RegionId: 'cn-shanghai', LoadBalancerId: LIVE, Bandwidth: 1 });
    expect(outcomeOf(reply)).toEqual([400, 'InvalidParameter', EXCEEDED]);
    expect(await countOn(LIVE, 'cn-shanghai')).toBe(3);
  });

  test('two creations at once cannot both take the rest', async () => {
    const replies = await Promise.all([
      create({ LoadBalancerId: PAY, Bandwidth: 30 }),
      create({ LoadBalancerId: PAY, Bandwidth: 30, ListenerPort: 81 }),
    ]);
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 400]);
  });

  test('traffic-billed and intranet instances know no sum', async () => {
    expect(outcomeOf(await create({ Bandwidth: 5000 }))).toBe('done');
    expect(outcomeOf(await create({ Bandwidth: 5000, ListenerPort: 81 }))).toBe('done');
    expect(outcomeOf(await create({ LoadBalancerId: LEDGER, Bandwidth: 5000, ListenerPort: 81 }))).toBe(
      'done',
    );
  });
});
