import { beforeEach, describe, expect, it } from 'vitest';
import { startListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import type { ListenerKey } from '@/lib/model/outcome';
import { SET_ACTION, type SetParameters } from '@/lib/listeners/wire/set-parameters';
import { actor, edge, newestActivity, settingsNow, ssh } from '@/lib/listeners/testing/example';
import { updateListener } from './update-listener';

/** The service against the real client and the real sandbox, without mocks. */

const sandbox = sandboxWorld();

beforeEach(() => connectTo(sandbox.port));

const sets = () => sandbox.requests(SET_ACTION);

describe('updateListener', () => {
  it("honors an instance's console protection, with its reason, and sends nothing", async () => {
    const ledger = { ...edge, loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup', listenerPort: 3306 };
    const outcome = await updateListener(
      { listener: ledger, set: { Scheduler: 'rr' }, expected: null },
      actor,
    );
    expect(outcome).toMatchObject({
      kind: 'refused',
      error: { code: 'Sluice.ConsoleProtected', message: expect.stringContaining('Finance-audit-2026') },
    });
    expect(await sets()).toEqual([]);
    expect(await newestActivity()).toMatchObject({
      outcome: 'refused',
      code: 'Sluice.ConsoleProtected',
      ...ledger,
    });
  });

  it('changes a listener of a locked instance, but none in transition or of another protocol', async () => {
    const locked = { ...edge, loadBalancerId: 'lb-bp1q7w9e1r3t5y7u9i1op', listenerPort: 8009 };
    expect(
      await updateListener({ listener: locked, set: { Scheduler: 'rr' }, expected: null }, actor),
    ).toMatchObject({ kind: 'updated' });

    await sandbox.settings({ transitionMillis: 3000 });
    const stopped = { ...edge, listenerPort: 9443 };
    await startListener(stopped);
    const rejectedWith = async (listener: ListenerKey) => {
      const outcome = await updateListener({ listener, set: { Scheduler: 'rr' }, expected: null }, actor);
      return outcome.kind === 'refused' ? outcome.error.code : outcome.kind;
    };
    expect(await rejectedWith(stopped)).toBe('Sluice.InTransition');
    expect(await rejectedWith({ ...edge, listenerPort: 8081 })).toBe('Sluice.OtherProtocol');
    expect(await rejectedWith({ ...edge, listenerPort: 999 })).toBe('ListenerNotFound');
    expect((await sets()).length).toBe(1);
  });

  it('requires a confirmation for removing a restriction or a safeguard', async () => {
    const change = (set: SetParameters, acknowledged: string[]) =>
      updateListener({ listener: ssh, set, expected: null, acknowledged }, actor);
    for (const set of [
      { HealthCheckSwitch: 'off' },
      { AclStatus: 'off' },
      { AclStatus: 'on', AclType: 'white', AclId: 'acl-bp1h6e1ykz6pd' },
    ])
      expect(await change(set, [])).toMatchObject({
        kind: 'refused',
        error: { code: 'Sluice.InvalidInput' },
      });
    expect(await sets()).toEqual([]);
    expect(await change({ AclStatus: 'off' }, ['access-control-off'])).toMatchObject({ kind: 'updated' });
    expect(await settingsNow(ssh)).toMatchObject({ AclStatus: 'off' });
  });

  it('validates each value to be set, and names its field', async () => {
    expect(
      await updateListener(
        { listener: ssh, set: { Bandwidth: '0', Scheduler: 'sch' }, expected: null },
        actor,
      ),
    ).toMatchObject({
      kind: 'refused',
      error: {
        code: 'Sluice.InvalidInput',
        fieldErrors: [
          { path: 'bandwidth.mbps', kind: 'issue', issue: 'range' },
          { path: 'scheduler', kind: 'issue', issue: 'choice' },
        ],
      },
    });
    expect(await sandbox.requests()).toEqual([]);
    expect(await newestActivity()).toMatchObject({
      ...ssh,
      operation: SET_ACTION,
      outcome: 'refused',
      code: 'Sluice.InvalidInput',
      message: 'Some values cannot be sent: bandwidth.mbps, scheduler.',
      before: null,
      after: { Bandwidth: '0', Scheduler: 'sch' },
    });
  });

  it('logs whatever was requested for a listener, and nothing that identifies none', async () => {
    const kept = await newestActivity();
    for (const input of [{ set: { Scheduler: 'wlc' }, expected: null }, { listener: {} }, null, 'text'])
      expect(await updateListener(input, actor)).toMatchObject({ kind: 'refused' });
    expect(await newestActivity()).toEqual(kept);
    const set = { Scheduler: 7, Description: 'x'.repeat(1000), Unheard: 'of' };
    await updateListener({ listener: ssh, set, expected: null }, actor);
    expect((await newestActivity())?.after).toEqual({ Description: 'x'.repeat(200) });
    await updateListener({ listener: ssh, set: 'nonsense', expected: null }, actor);
    expect(await newestActivity()).toMatchObject({ ...ssh, outcome: 'refused', after: {} });
  });

  it('attaches a rejection by the cloud to its field', async () => {
    const pay = { ...edge, loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l', listenerPort: 7443 };
    expect(
      await updateListener({ listener: pay, set: { Bandwidth: '500' }, expected: null }, actor),
    ).toMatchObject({
      kind: 'refused',
      error: {
        explanation: 'BandwidthExceeded',
        requestId: expect.any(String),
        fieldErrors: [{ path: 'bandwidth.mbps', kind: 'rejection' }],
      },
    });
    expect(
      await updateListener(
        { listener: pay, set: { VServerGroup: 'on', VServerGroupId: 'rsp-none' }, expected: null },
        actor,
      ),
    ).toMatchObject({
      kind: 'refused',
      error: { fieldErrors: [{ path: 'backend.vServerGroupId', kind: 'rejection' }] },
    });
  });
});
