import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CheckTimes } from '../store/models';
import { EDGE, HANGZHOU, listAt, startTestSandbox, type TestSandbox } from '../testing/test-sandbox';
import { healthAt } from './backend-health';

const CHECK: CheckTimes = {
  connectTimeoutSeconds: 5,
  intervalSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
};
/** slb-api.md 5.4: 5 s × 3 + 2 s × 2. */
const FAILURE_MILLIS = 19_000;
/** 0 s × 3 + 2 s × 2. */
const SUCCESS_MILLIS = 4_000;

const dead = (atMillis: number) => ({ atMillis, responseMillis: null });
const alive = (atMillis: number) => ({ atMillis, responseMillis: 0 });

describe('the verdict of a health check', () => {
  test('is the initial one while nothing is said', () => {
    expect(healthAt('normal', [], CHECK, 1e9)).toBe('normal');
    expect(healthAt('abnormal', [], CHECK, 1e9)).toBe('abnormal');
  });

  test('turns only when the failure window of the formula is over', () => {
    expect(healthAt('normal', [dead(1000)], CHECK, 1000 + FAILURE_MILLIS - 1)).toBe('normal');
    expect(healthAt('normal', [dead(1000)], CHECK, 1000 + FAILURE_MILLIS)).toBe('abnormal');
  });

  test('turns back when the success window is over', () => {
    const events = [dead(0), alive(100_000)];
    expect(healthAt('normal', events, CHECK, 100_000 + SUCCESS_MILLIS - 1)).toBe('abnormal');
    expect(healthAt('normal', events, CHECK, 100_000 + SUCCESS_MILLIS)).toBe('normal');
  });

  test('does not turn for a server that comes back in time, and starts counting again after that', () => {
    const events = [dead(0), alive(18_000), dead(18_500)];
    expect(healthAt('normal', events, CHECK, 30_000)).toBe('normal');
    expect(healthAt('normal', events, CHECK, 18_500 + FAILURE_MILLIS)).toBe('abnormal');
  });

  test('repeating the current state does not restart the window', () => {
    expect(healthAt('normal', [dead(0), dead(10_000)], CHECK, FAILURE_MILLIS)).toBe('abnormal');
  });

  test('takes an interval that is longer than the timeout for the timeout', () => {
    const check = { ...CHECK, connectTimeoutSeconds: 1, intervalSeconds: 10 };
    expect(healthAt('normal', [dead(0)], check, 49_999)).toBe('normal');
    expect(healthAt('normal', [dead(0)], check, 50_000)).toBe('abnormal');
  });

  test('finds a slow server dead where it is slower than the timeout, and late to recover where it is not', () => {
    const slow = (responseMillis: number) => ({ atMillis: 0, responseMillis });
    expect(healthAt('normal', [slow(5001)], CHECK, FAILURE_MILLIS)).toBe('abnormal');
    expect(healthAt('normal', [slow(5000)], CHECK, 1e9)).toBe('normal');
    expect(healthAt('abnormal', [slow(1000)], CHECK, 3 * 1000 + SUCCESS_MILLIS - 1)).toBe('abnormal');
    expect(healthAt('abnormal', [slow(1000)], CHECK, 3 * 1000 + SUCCESS_MILLIS)).toBe('normal');
  });

  test('knows nothing of what is said of a time to come', () => {
    expect(healthAt('normal', [dead(50_000)], CHECK, 40_000)).toBe('normal');
  });
});

describe('DescribeHealthStatus', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
  });

  async function rows(listenerPort: number) {
    const { body } = await sandbox.call('DescribeHealthStatus', {
      RegionId: HANGZHOU,
      LoadBalancerId: EDGE,
      ListenerPort: listenerPort,
    });
    return listAt(body, 'BackendServers', 'BackendServer');
  }

  const LISTENER = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: 80 };

  async function freshListener(): Promise<{ serverId: string; ip: string }> {
    await sandbox.call('CreateLoadBalancerTCPListener', {
      ...LISTENER,
      Bandwidth: -1,
      BackendServerPort: 8080,
      healthCheckInterval: 2,
    });
    await sandbox.call('StartLoadBalancerListener', LISTENER);
    sandbox.clock.millis += 3000;
    const row = (await rows(80)).find(({ ServerHealthStatus }) => ServerHealthStatus === 'normal');
    return { serverId: String(row?.ServerId), ip: String(row?.ServerIp) };
  }

  const healthOf = async (serverId: string) =>
    (await rows(80)).find((row) => row.ServerId === serverId)?.ServerHealthStatus;

  test('follows a server that control kills and revives, over a restart', async () => {
    const { serverId } = await freshListener();
    expect((await sandbox.control('POST', 'health', { serverId, health: 'dead' })).body).toEqual({
      ok: true,
    });
    expect(await healthOf(serverId)).toBe('normal');
    sandbox.clock.millis += FAILURE_MILLIS - 1;
    expect(await healthOf(serverId)).toBe('normal');
    await sandbox.restart();
    sandbox.clock.millis += 1;
    expect(await healthOf(serverId)).toBe('abnormal');
    await sandbox.control('POST', 'health', { serverId, health: 'alive' });
    expect(await healthOf(serverId)).toBe('abnormal');
    sandbox.clock.millis += SUCCESS_MILLIS;
    expect(await healthOf(serverId)).toBe('normal');
  });

  test('takes a server by its address, and by the port that is meant', async () => {
    const { serverId, ip } = await freshListener();
    await sandbox.control('POST', 'health', { ip, port: 9999, health: 'dead' });
    sandbox.clock.millis += FAILURE_MILLIS;
    expect(await healthOf(serverId)).toBe('normal');
    await sandbox.control('POST', 'health', { ip, port: 8080, health: 'slow', millis: 6000 });
    sandbox.clock.millis += FAILURE_MILLIS;
    expect(await healthOf(serverId)).toBe('abnormal');
  });

  test('knows nothing where the listener is stopped or its check is off', async () => {
    const { serverId } = await freshListener();
    await sandbox.call('StopLoadBalancerListener', LISTENER);
    sandbox.clock.millis += 3000;
    expect(await healthOf(serverId)).toBe('unavailable');
    await sandbox.call('SetLoadBalancerTCPListenerAttribute', { ...LISTENER, HealthCheckSwitch: 'off' });
    await sandbox.call('StartLoadBalancerListener', LISTENER);
    sandbox.clock.millis += 3000;
    const { body } = await sandbox.call('DescribeHealthStatus', { RegionId: HANGZHOU, LoadBalancerId: EDGE });
    const row = listAt(body, 'BackendServers', 'BackendServer').find(
      ({ ListenerPort, ServerId }) => ListenerPort === 80 && ServerId === serverId,
    );
    expect(row?.ServerHealthStatus).toBe('unavailable');
  });

  test('a reset forgets what was said', async () => {
    const { serverId } = await freshListener();
    await sandbox.control('POST', 'health', { serverId, health: 'dead' });
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await freshListener();
    sandbox.clock.millis += FAILURE_MILLIS;
    expect(await healthOf(serverId)).toBe('normal');
  });

  test.each([
    [{ health: 'dead' }],
    [{ serverId: 'i-1', ip: '10.0.0.1', health: 'dead' }],
    [{ serverId: 'i-1', health: 'slow' }],
    [{ serverId: 'i-1', health: 'dead', port: 0 }],
    [{ serverId: 'i-1', health: 'ill' }],
  ])('control rejects what makes no sense: %o', async (body) => {
    expect((await sandbox.control('POST', 'health', body)).status).toBe(400);
  });
});
