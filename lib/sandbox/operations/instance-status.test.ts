import { beforeEach, expect, test } from 'vitest';
import { callsOf } from '../testing/calls';
import { listAt, testSandbox } from '../testing/test-sandbox';

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
const { ask, outcome } = callsOf(() => sandbox);

let LoadBalancerId: string;
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'empty' });
  LoadBalancerId = String((await ask('CreateLoadBalancer')).LoadBalancerId);
});

const status = async () =>
  (await ask('DescribeLoadBalancerAttribute', { LoadBalancerId })).LoadBalancerStatus;
const create = (ListenerPort: number) =>
  ask('CreateLoadBalancerTCPListener', {
    LoadBalancerId,
    ListenerPort,
    Bandwidth: -1,
    BackendServerPort: 80,
  });
const act = (action: 'Start' | 'Stop' | 'Delete', ListenerPort = 80) =>
  ask(`${action}LoadBalancerListener`, { LoadBalancerId, ListenerPort });
const setStatus = (LoadBalancerStatus: string) =>
  ask('SetLoadBalancerStatus', { LoadBalancerId, LoadBalancerStatus });

test('an instance on which no listener was ever started is inactive, and its first Start makes it active', async () => {
  expect(await status()).toBe('active');
  await create(80);
  expect(await status()).toBe('inactive');
  await create(81);
  expect(await status()).toBe('inactive');
  await act('Start');
  expect(await status()).toBe('active');
});

test('an instance that was active stays so when its listeners are stopped and deleted', async () => {
  await create(80);
  await act('Start');
  await act('Stop');
  expect(await status()).toBe('active');
  await act('Delete');
  await create(80);
  expect(await status()).toBe('active');
});

test('an instance whose only listener is deleted before it was started is as it was when it was new', async () => {
  await create(80);
  await act('Delete');
  expect(await status()).toBe('active');
});

test('an instance that was set inactive stays so when a listener is started', async () => {
  await setStatus('inactive');
  await create(80);
  await act('Start');
  expect(await status()).toBe('inactive');
});

test('an instance that was set active before its first Start is active', async () => {
  await create(80);
  await setStatus('active');
  expect(await status()).toBe('active');
});

test('lists, their filter and control agree on the status', async () => {
  await create(80);
  const list = async (LoadBalancerStatus: string) =>
    listAt(await ask('DescribeLoadBalancers', { LoadBalancerStatus }), 'LoadBalancers', 'LoadBalancer');
  expect(await list('inactive')).toMatchObject([{ LoadBalancerId, LoadBalancerStatus: 'inactive' }]);
  expect(await list('active')).toEqual([]);
  expect((await sandbox.control('GET', 'state')).body).toMatchObject({
    loadBalancers: [{ status: 'inactive' }],
  });
  const start = { LoadBalancerId, ListenerPort: 81 };
  expect((await outcome('StartLoadBalancerListener', start))[1]).toBe('ListenerNotFound');
  expect(await status()).toBe('inactive');
});

test('what was started stays known over a restart', async () => {
  await create(80);
  await sandbox.restart();
  expect(await status()).toBe('inactive');
  await act('Start');
  await act('Stop');
  await sandbox.restart();
  expect(await status()).toBe('active');
});
