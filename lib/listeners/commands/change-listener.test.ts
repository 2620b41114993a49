import { beforeEach, describe, expect, it } from 'vitest';
import { setTcpListener, startListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener, startCreated, statusAfter } from './change-listener';
import { createListener } from './create-listener';
import type { Reading } from './read-back';
import { actor, edge, example, newestActivity } from '@/lib/listeners/testing/example';

/** The service against the real client and the real sandbox, without mocks. */

// A write with an unknown outcome is kept, and blocks the next one on its port until confirmed: each test has its own
// database.
const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 }));

const key = { ...edge, listenerPort: 80 };

const received = async (action: string) => (await sandbox.requests(action)).length;

describe('changeListener', () => {
  beforeEach(async () => {
    await sandbox.settings({ transitionMillis: 0 });
    await createListener(example(), actor);
  });

  it('starts, stops and deletes a listener', async () => {
    expect(await changeListener('start', key, actor)).toMatchObject({
      ok: true,
      status: 'running',
      alreadySo: false,
    });
    expect(await changeListener('stop', key, actor)).toMatchObject({ ok: true, status: 'stopped' });
    expect(await changeListener('delete', key, actor)).toMatchObject({ ok: true, status: 'deleted' });
    expect(await newestActivity()).toMatchObject({
      operation: 'DeleteLoadBalancerListener',
      before: { Bandwidth: '-1', BackendServerPort: '80', Status: 'stopped' },
      after: null,
    });
  });

  it('reports "already in that state" as an outcome, and makes no call', async () => {
    expect(await changeListener('stop', key, actor)).toMatchObject({ ok: true, alreadySo: true });
    await changeListener('delete', key, actor);
    expect(await changeListener('delete', key, actor)).toMatchObject({
      ok: true,
      status: 'deleted',
      alreadySo: true,
    });
    expect(await received('StopLoadBalancerListener')).toBe(0);
    expect(await received('DeleteLoadBalancerListener')).toBe(1);
  });

  it('reports that a listener to be started no longer exists', async () => {
    expect(await changeListener('start', { ...key, listenerPort: 81 }, actor)).toMatchObject({
      ok: false,
      error: { code: 'ListenerNotFound' },
    });
  });

  it('decides again before retrying a call SLB was too busy for', async () => {
    const DELETE = 'DeleteLoadBalancerListener';
    // It asks for a pause of a second.
    connectTo(sandbox.port);
    await sandbox.fault({ action: DELETE, count: 1, kind: 'throttle' });
    const deletion = changeListener('delete', key, actor, { onlyIfStopped: true });
    await expect.poll(() => received(DELETE), { interval: 5, timeout: 10_000 }).toBe(1);
    await startListener({ ...key, listenerProtocol: 'tcp' });
    expect(await deletion).toMatchObject({ ok: false, error: { code: 'Sluice.StartedMeanwhile' } });
    expect(await received(DELETE)).toBe(1);

    await sandbox.fault({ action: DELETE, count: 1, kind: 'throttle' });
    expect(await changeListener('delete', key, actor)).toMatchObject({ ok: true, status: 'deleted' });
  });

  it('recovers a deletion whose response was lost', async () => {
    await sandbox.fault({ action: 'DeleteLoadBalancerListener', count: 1, kind: 'drop-after' });
    expect(await changeListener('delete', key, actor)).toMatchObject({ ok: true, status: 'deleted' });
    expect(await received('DeleteLoadBalancerListener')).toBe(1);
  });

  it('does not repeat a start whose response was lost while the listener is in transition', async () => {
    await sandbox.settings({ transitionMillis: 3000 });
    await setTcpListener(key, { Description: 'on its way' });
    await sandbox.fault({ action: 'StartLoadBalancerListener', count: 1, kind: 'drop-before' });
    expect(await startCreated(key, actor)).toMatchObject({ outcome: 'unknown' });
    expect(await received('StartLoadBalancerListener')).toBe(1);
  });

  it('rejects a listener in transition, and a key that identifies no listener', async () => {
    await sandbox.settings({ transitionMillis: 3000 });
    await changeListener('start', key, actor);
    expect(await changeListener('stop', key, actor)).toMatchObject({
      ok: false,
      error: { code: 'Sluice.InTransition' },
    });
    expect(await changeListener('stop', { regionId: '' }, actor)).toMatchObject({
      ok: false,
      error: { code: 'Sluice.InvalidInput' },
    });
  });
});

const there = { kind: 'there', attributes: { status: 'running' } } as Reading;
const gone: Reading = { kind: 'gone' };

it('never reports a deleted listener as running, even while SLB still returns it', () => {
  expect(statusAfter('delete', gone)).toBe('deleted');
  expect(statusAfter('delete', there)).toBe('deleting');
});

it('reports the state read back after a start, or unknown if it cannot be read', () => {
  const error = { code: 'Sluice.NoAnswer' };
  expect(statusAfter('start', there)).toBe('running');
  expect(statusAfter('start', { kind: 'unreadable', error } as Reading)).toBe('unknown');
});
