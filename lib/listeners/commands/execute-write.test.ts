import { beforeEach, describe, expect, it } from 'vitest';
import { inventory } from '@/lib/inventory/inventory';
import { rowsOf } from '@/lib/inventory/region-copy';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { callSlb, noContent } from '@/lib/slb/client';
import { deleteListener, setTcpListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { createListener } from './create-listener';
import { SET_ACTION, type SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { Settings } from '@/lib/model/settings';
import { actor, edge, example, newestActivity, settingsNow, ssh } from '@/lib/listeners/testing/example';
import { updateListener } from './update-listener';
import { CREATE_ACTION } from '@/lib/listeners/wire/parameters';

/** What is decided, and when it is decided again, against the real client and the real sandbox. */

const sandbox = sandboxWorld();
beforeEach(() => connectTo(sandbox.port));

const protect = () =>
  callSlb({
    action: 'SetLoadBalancerModificationProtection',
    regionId: edge.regionId,
    parameters: {
      LoadBalancerId: edge.loadBalancerId,
      ModificationProtectionStatus: 'ConsoleProtection',
      ModificationProtectionReason: 'audit',
    },
    effect: 'write',
    answer: noContent,
  });

const sets = () => sandbox.requests(SET_ACTION);
describe('an edit while SLB is too busy', () => {
  /** Runs `concurrentEdits` after the change was turned away and before it is retried. */
  async function updatedWhile(
    concurrentEdits: () => Promise<unknown>,
    set: SetParameters,
    expected: Settings | null,
  ) {
    // It asks for a pause of a second.
    await sandbox.fault({ action: SET_ACTION, kind: 'throttle', count: 1 });
    const pending = updateListener({ listener: ssh, set, expected }, actor);
    await expect.poll(async () => (await sets()).length, { interval: 5, timeout: 10_000 }).toBe(1);
    await concurrentEdits();
    return pending;
  }

  it('waits, and sends the same call again if nothing has changed', async () => {
    const before = await settingsNow(ssh);
    const outcome = await updatedWhile(async () => {}, { Scheduler: 'wlc' }, before);
    expect(outcome).toMatchObject({ kind: 'updated', changes: [{ name: 'Scheduler' }] });
    expect((await sets()).map(({ code }) => code)).toEqual(['Throttling.User', null]);
    expect(await newestActivity()).toMatchObject({ outcome: 'succeeded', before: { Scheduler: 'rr' } });
  });

  it('does not overwrite what another client changed in the meantime', async () => {
    const before = await settingsNow(ssh);
    const theirs = () => setTcpListener(ssh, { Scheduler: 'wrr' });
    expect(await updatedWhile(theirs, { Scheduler: 'wlc' }, before)).toMatchObject({
      kind: 'conflict',
      conflicts: [{ name: 'Scheduler', was: 'rr', yours: 'wlc', theirs: 'wrr' }],
    });
    expect(await settingsNow(ssh)).toMatchObject({ Scheduler: 'wrr' });
    expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'Sluice.ChangedMeanwhile' });
  });

  it('continues from the current state if none is expected', async () => {
    const theirs = () => setTcpListener(ssh, { Bandwidth: '7' });
    expect(
      await updatedWhile(theirs, { Scheduler: 'wlc', Bandwidth: '7', Description: 'ours' }, null),
    ).toMatchObject({ kind: 'updated', changes: [{ name: 'Description' }, { name: 'Scheduler' }] });
    expect(await newestActivity()).toMatchObject({ before: { Bandwidth: '7' }, outcome: 'succeeded' });
    // Their values are not sent again.
    expect((await sets())[2]?.parameters).not.toHaveProperty('Bandwidth');
  });

  it('honors a protection that was turned on in the meantime', async () => {
    expect(await updatedWhile(protect, { Scheduler: 'wlc' }, null)).toMatchObject({
      kind: 'refused',
      error: { code: 'Sluice.ConsoleProtected' },
    });
    expect(await sets()).toHaveLength(1);
  });
});

describe('a creation while SLB is too busy', () => {
  it('is not sent again if the instance was protected against consoles in the meantime', async () => {
    const create = () => sandbox.requests(CREATE_ACTION);
    await sandbox.fault({ action: CREATE_ACTION, kind: 'throttle', count: 1 });
    const pending = createListener(example(), actor);
    await expect.poll(async () => (await create()).length, { interval: 5, timeout: 10_000 }).toBe(1);
    await protect();
    expect(await pending).toMatchObject({ ok: false, error: { code: 'Sluice.ConsoleProtected' } });
    expect(await create()).toHaveLength(1);
    expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'Sluice.ConsoleProtected' });
  });
});

describe('the list', () => {
  const listed = async () => {
    const copy = (await inventory()).regions.get(ssh.regionId);
    if (copy === undefined) throw new Error('The region is not known.');
    return rowsOf(copy).find(
      ({ loadBalancerId, listenerPort }) =>
        loadBalancerId === ssh.loadBalancerId && listenerPort === ssh.listenerPort,
    );
  };

  it("immediately shows what an edit found: another client's change, or a deletion", async () => {
    await sandbox.settings({ transitionMillis: 0 });
    await rereadListener(ssh);
    const expected = await settingsNow(ssh);
    const update = { listener: ssh, set: { Scheduler: 'wlc' }, expected };
    await setTcpListener(ssh, { Scheduler: 'wrr' });
    expect(await updateListener(update, actor)).toMatchObject({ kind: 'conflict' });
    expect((await listed())?.scheduler).toBe('wrr');

    await deleteListener(ssh);
    expect(await updateListener(update, actor)).toMatchObject({ error: { code: 'ListenerNotFound' } });
    expect(await listed()).toBeUndefined();
  });
});
