import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener } from './change-listener';
import { createListener } from './create-listener';
import { withInstanceLock } from './instance-lock';
import { actor, edge, example, settingsNow, ssh } from '@/lib/listeners/testing/example';
import { updateListener } from './update-listener';

/** The services against the real client and the real sandbox, without mocks. */

const sandbox = sandboxWorld();

beforeEach(async () => {
  connectTo(sandbox.port);
  await sandbox.settings({ transitionMillis: 0 });
});

/** A write that holds the lock until released. */
function holdsTurn(instance: { regionId: string; loadBalancerId: string }) {
  let letGo = (): void => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const done = withInstanceLock(
    instance,
    () => until,
    () => Promise.reject(new Error('the instance was not free')),
  );
  return { letGo, done };
}

const late = async () => 'too late';

describe('the instance lock', () => {
  it('is granted in the order of arrival, one at a time', async () => {
    const order: string[] = [];
    const intent = (name: string) =>
      withInstanceLock(
        edge,
        async () => {
          order.push(`${name} begins`);
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`${name} ends`);
        },
        () => Promise.reject(new Error('too late')),
      );
    await Promise.all(['a', 'b', 'c'].map(intent));
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('is awaited for as long as a call may take, and skips whoever gave up', async () => {
    connectTo(sandbox.port, { deadlineMillis: 50 });
    const held = holdsTurn(edge);
    const work = vi.fn<() => Promise<string>>(late);
    expect(await withInstanceLock(edge, work, late)).toBe('too late');
    expect(work).not.toHaveBeenCalled();

    connectTo(sandbox.port);
    const next = withInstanceLock(edge, async () => 'done', late);
    held.letGo();
    expect(await next).toBe('done');
  });

  it('is released after work that throws, and is separate for each instance', async () => {
    const held = holdsTurn({ ...edge, regionId: 'eu-central-1' });
    await expect(withInstanceLock(edge, () => Promise.reject(new Error('a bug')), late)).rejects.toThrow(
      'a bug',
    );
    expect(await withInstanceLock(edge, async () => 'done', late)).toBe('done');
    held.letGo();
    await held.done;
  });
});

describe('writes on one instance', () => {
  it('let one of two edits of the same state succeed, and report the conflict to the other', async () => {
    const expected = await settingsNow(ssh);
    const outcomes = await Promise.all(
      ['wlc', 'wrr'].map((Scheduler) =>
        updateListener({ listener: ssh, set: { Scheduler }, expected }, actor),
      ),
    );
    expect(outcomes).toMatchObject([
      { kind: 'updated' },
      { kind: 'conflict', conflicts: [{ name: 'Scheduler', was: 'rr', yours: 'wrr', theirs: 'wlc' }] },
    ]);
    expect(await sandbox.requests('SetLoadBalancerTCPListenerAttribute')).toHaveLength(1);
  });

  it('run one after the other, each with its own read before and after', async () => {
    await Promise.all([
      createListener(example({ listenerPort: '7001', startAfterCreate: true }), actor),
      changeListener('stop', ssh, actor),
      updateListener(
        { listener: { ...edge, listenerPort: 9443 }, set: { Scheduler: 'rr' }, expected: null },
        actor,
      ),
    ]);
    const ports = (await sandbox.requests()).flatMap(({ parameters }) => parameters['ListenerPort'] ?? []);
    const turns = ports.filter((port, index) => port !== ports[index - 1]);
    expect(turns).toEqual(['7001', '2222', '9443']);
  });

  it('report that nothing was sent if they cannot get the lock, also in the audit log', async () => {
    connectTo(sandbox.port, { deadlineMillis: 50 });
    const held = holdsTurn(edge);
    const error = { code: 'Sluice.InstanceBusy', explanation: 'Sluice_InstanceBusy', outcome: 'not-done' };
    expect(await changeListener('stop', ssh, actor)).toMatchObject({ ok: false, error });
    expect(
      await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor),
    ).toMatchObject({ kind: 'refused', error });
    expect(await createListener(example(), actor)).toMatchObject({ ok: false, error });
    held.letGo();
    await held.done;
    expect(await sandbox.requests()).toEqual([]);
    const returned = await listActivity({ limit: 3 });
    expect(returned.map(({ operation, code, outcome }) => [operation, code, outcome])).toEqual([
      ['CreateLoadBalancerTCPListener', error.code, 'refused'],
      ['SetLoadBalancerTCPListenerAttribute', error.code, 'refused'],
      ['StopLoadBalancerListener', error.code, 'refused'],
    ]);
  });
});
