import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { isGone } from '@/lib/slb/result';
import { connectTo } from '@/lib/slb/testing/connection';
import { CREATE, createOnPort80, listener } from '@/lib/slb/testing/port-80';
import type { Fault } from '@/lib/slb/testing/sandbox';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { deleteListener, describeTcpListener, startListener, stopListener } from './listeners';

/** Every write against the real sandbox, over HTTP, with real signatures. */

const sandbox = sandboxWorld();

beforeEach(async () => {
  connectTo(sandbox.port);
  await sandbox.settings({ transitionMillis: 0 });
});

async function existsOnPort80(): Promise<boolean> {
  const result = await describeTcpListener(listener);
  if (result.ok) return true;
  if (isGone(result.error)) return false;
  throw new Error(`The listener could not be read: ${result.error.code}.`);
}

describe('a listener', () => {
  it("is created stopped, with the sent values and the service's defaults", async () => {
    expect(
      await createOnPort80({ Description: 'Create a listener.', healthCheckInterval: '7', Scheduler: 'wlc' }),
    ).toMatchObject({ ok: true, value: null, requestId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
    expect(await describeTcpListener(listener)).toMatchObject({
      ok: true,
      value: {
        listenerPort: 80,
        backendServerPort: 8080,
        status: 'stopped',
        bandwidthMbps: -1,
        scheduler: 'wlc',
        healthCheckIntervalSeconds: 7,
        establishedTimeoutSeconds: 900,
        description: 'Create a listener.',
        aclStatus: 'off',
      },
    });
  });

  it('is started, stopped and deleted', async () => {
    await createOnPort80();
    const status = async () => {
      const result = await describeTcpListener(listener);
      return result.ok ? result.value.status : result.error.code;
    };
    expect(await startListener(listener)).toMatchObject({ ok: true });
    await expect.poll(status).toBe('running');
    expect(await stopListener({ ...listener, listenerProtocol: 'tcp' })).toMatchObject({ ok: true });
    await expect.poll(status).toBe('stopped');
    expect(await deleteListener(listener)).toMatchObject({ ok: true });
    await expect.poll(existsOnPort80).toBe(false);
  });

  it('that does not exist is gone, both for a read and for a delete', async () => {
    const read = await describeTcpListener(listener);
    const deleted = await deleteListener(listener);
    expect(read.ok || isGone(read.error)).toBe(true);
    expect(deleted.ok || isGone(deleted.error)).toBe(true);
    expect([read.ok, deleted.ok]).toEqual([false, false]);
  });

  it('on a port in use is rejected as such', async () => {
    await createOnPort80();
    const result = await createOnPort80();
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'refused', code: 'ListenerAlreadyExists', retrySafe: false, outcome: 'not-done' },
    });
  });
});

describe('a call that SLB cannot accept yet', () => {
  const faults: [string, Omit<Fault, 'action' | 'count'>][] = [
    ['throttled', { kind: 'throttle' }],
    ...['ServiceIsConfiguring', 'ServiceIsStopping', 'SystemBusy', 'OperationBusy', 'OperationConflict'].map(
      (code): [string, Omit<Fault, 'action' | 'count'>] => [code, { kind: 'error', code }],
    ),
  ];
  it.each(faults)('(%s) is repeated until it is accepted', async (_what, fault) => {
    await sandbox.fault({ action: CREATE, count: 2, ...fault });
    expect(await createOnPort80()).toMatchObject({ ok: true });
    const codes = (await sandbox.requests(CREATE)).map((request) => request.code);
    expect(codes).toHaveLength(3);
    expect(codes.at(-1)).toBeNull();
  });

  it('stops at the deadline', async () => {
    connectTo(sandbox.port, { timeoutMillis: 500, deadlineMillis: 1_500 });
    await sandbox.fault({ action: CREATE, count: 1_000, kind: 'error', code: 'ServiceIsConfiguring' });
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'busy', outcome: 'not-done' } });
    expect((await sandbox.requests(CREATE)).length).toBeGreaterThan(1);
  });
});

describe('a Create that gets no clear response', () => {
  it('is sent once if its response is lost, though the listener exists', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'drop-after' });
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'lost', outcome: 'unknown' } });
    expect(await sandbox.requests(CREATE)).toHaveLength(1);
    expect(await existsOnPort80()).toBe(true);
  });

  it('is sent once if it is lost before it took effect', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'drop-before' });
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'lost', outcome: 'unknown' } });
    expect(await sandbox.requests(CREATE)).toHaveLength(1);
    expect(await existsOnPort80()).toBe(false);
  });

  it('is sent once if the service fails', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'error-5xx' });
    expect(await createOnPort80()).toMatchObject({
      ok: false,
      error: { kind: 'unavailable', outcome: 'unknown', retrySafe: false },
    });
    expect(await sandbox.requests(CREATE)).toHaveLength(1);
  });

  it('is sent once if the response takes longer than the timeout', async () => {
    connectTo(sandbox.port, { timeoutMillis: 150 });
    await sandbox.fault({ action: CREATE, count: 1, kind: 'latency', millis: 1_200 });
    const startedAt = performance.now();
    expect(await createOnPort80()).toMatchObject({
      ok: false,
      error: { kind: 'timed-out', outcome: 'unknown' },
    });
    expect(performance.now() - startedAt).toBeLessThan(1_100);
    await expect.poll(() => sandbox.requests(CREATE), { timeout: 5_000 }).toHaveLength(1);
  });

  it('ends at once when it is cancelled', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'latency', millis: 1_200 });
    const startedAt = performance.now();
    expect(await createOnPort80({}, AbortSignal.timeout(100))).toMatchObject({
      ok: false,
      error: { kind: 'aborted', outcome: 'unknown' },
    });
    expect(performance.now() - startedAt).toBeLessThan(1_100);
    // A sent request cannot be recalled. It arrives, and must not reach the next test.
    await expect.poll(() => sandbox.requests(CREATE), { timeout: 5_000 }).toHaveLength(1);
  });
});

describe('every other write that gets no response', () => {
  const writes = [
    ['StartLoadBalancerListener', startListener],
    ['StopLoadBalancerListener', stopListener],
    ['DeleteLoadBalancerListener', deleteListener],
  ] as const;
  it.each(writes)('(%s) is sent once', async (action, write) => {
    await createOnPort80();
    await sandbox.fault({ action, count: 1, kind: 'drop-before' });
    expect(await write(listener)).toMatchObject({ ok: false, error: { kind: 'lost', outcome: 'unknown' } });
    expect(await sandbox.requests(action)).toHaveLength(1);
  });
});

describe('a rejection', () => {
  const rejected: [string, Record<string, string>][] = [
    ['InvalidLoadBalancerId.NotFound', { LoadBalancerId: 'lb-none' }],
    ['InvalidParameter', { Bandwidth: '0' }],
    ['AclNotExist', { AclStatus: 'on', AclType: 'white', AclId: 'acl-none' }],
    [
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      { VServerGroupId: 'rsp-cige6j5e7p', MasterSlaveServerGroupId: 'rsp-0bfucwuotx' },
    ],
  ];
  it.each(rejected)('(%s) is never repeated', async (code, parameters) => {
    expect(await createOnPort80(parameters)).toMatchObject({ ok: false, error: { kind: 'refused', code } });
    expect(await sandbox.requests(CREATE)).toHaveLength(1);
  });

  it('of the key pair is reported without the signed text', async () => {
    vi.stubEnv('SLUICE_SANDBOX_ACCESS_KEY_SECRET', 'not-the-secret');
    forgetConfig();
    const result = await createOnPort80();
    vi.unstubAllEnvs();
    expect(result).toMatchObject({
      ok: false,
      error: {
        kind: 'unauthenticated',
        code: 'SignatureDoesNotMatch',
        message: expect.stringMatching(/^Specified signature is not matched with our calculation\.?$/),
      },
    });
  });
});
