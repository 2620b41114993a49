import { beforeEach, describe, expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import {
  describeListeners,
  describeTcpListener,
  setTcpListener,
  startListener,
} from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import type { ListenerKey } from './outcome';
import { SET_ACTION, type SetParameters } from './set-parameters';
import { settingsOf, type Settings } from './settings';
import { lookWhetherUpdated, updateListener } from './update-listener';

/** The service against the real client and the real sandbox: nothing stands in for anything. */

const actor = { name: 'local', from: '127.0.0.1' };
const edge = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
/** Running, default settings but a round robin and an allowlist. */
const ssh: ListenerKey = { ...edge, listenerPort: 2222 };

const sandbox = sandboxWorld();

beforeEach(() => connectTo(sandbox.port));

async function settings(listener: ListenerKey): Promise<Settings> {
  const read = await describeTcpListener(listener);
  if (!read.ok) throw new Error(read.error.code);
  return settingsOf(read.value);
}

const sets = () => sandbox.requests(SET_ACTION);
async function sentBy(at = 0): Promise<Record<string, string>> {
  const request = (await sets())[at];
  const { Action, Version, Format, Timestamp, SignatureMethod, SignatureVersion, RegionId, ...sent } =
    request?.parameters ?? {};
  void [Action, Version, Format, Timestamp, SignatureMethod, SignatureVersion, RegionId];
  return sent;
}
const newest = async () => (await listActivity({ limit: 1 }))[0];

describe('updateListener', () => {
  it('sends what changes and nothing else, reads it back, and keeps before and after in the trail', async () => {
    const before = await settings(ssh);
    const outcome = await updateListener(
      { listener: ssh, set: { Scheduler: 'wlc', Bandwidth: '5' }, expected: before },
      actor,
    );
    expect(outcome).toMatchObject({
      kind: 'updated',
      listener: ssh,
      readBack: true,
      changes: [{ name: 'Scheduler', before: 'rr', after: 'wlc' }],
      differences: [],
      foundAfterLostAnswer: false,
    });
    // Bandwidth is 5 already.
    expect(await sentBy()).toEqual({
      LoadBalancerId: ssh.loadBalancerId,
      ListenerPort: '2222',
      Scheduler: 'wlc',
    });
    expect(await settings(ssh)).toEqual({ ...before, Scheduler: 'wlc' });
    expect(await newest()).toMatchObject({
      operation: SET_ACTION,
      ...ssh,
      before: {
        Scheduler: 'rr',
        Bandwidth: '5',
        BackendServerPort: '22',
        Status: 'running',
        HealthCheckInterval: '2',
      },
      after: {
        Scheduler: 'wlc',
        Bandwidth: '5',
        BackendServerPort: '22',
        Status: 'running',
        HealthCheckInterval: '2',
      },
      outcome: 'succeeded',
    });
  });

  it('makes no call where nothing changes', async () => {
    const before = await settings(ssh);
    const outcome = await updateListener(
      { listener: ssh, set: { Scheduler: 'rr' }, expected: before },
      actor,
    );
    expect(outcome).toEqual({
      kind: 'already-so',
      listener: ssh,
      status: 'running',
      takesEffect: true,
    });
    expect(await updateListener({ listener: ssh, set: {}, expected: null }, actor)).toMatchObject({
      kind: 'already-so',
    });
    expect(await sets()).toEqual([]);
  });

  it('says field by field what somebody else has changed, and overwrites nothing', async () => {
    const before = await settings(ssh);
    await setTcpListener(ssh, { Scheduler: 'wrr', Bandwidth: '7', Description: 'theirs' });
    const outcome = await updateListener(
      { listener: ssh, set: { Scheduler: 'wlc', Bandwidth: '7' }, expected: before },
      actor,
    );
    expect(outcome).toMatchObject({
      kind: 'conflict',
      conflicts: [
        { name: 'Description', was: 'bastion-ssh', yours: 'bastion-ssh', theirs: 'theirs' },
        { name: 'Scheduler', was: 'rr', yours: 'wlc', theirs: 'wrr' },
      ],
    });
    expect(await sets()).toHaveLength(1);
    expect(await newest()).toMatchObject({ outcome: 'refused', code: 'Sluice.ChangedMeanwhile' });

    // Decided on what is there now it goes through.
    if (outcome.kind !== 'conflict') throw new Error('no conflict');
    await expect
      .poll(async () => {
        const read = await describeTcpListener(ssh);
        return read.ok && read.value.status;
      })
      .toBe('running');
    expect(
      await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: outcome.now }, actor),
    ).toMatchObject({ kind: 'updated' });
  });

  it('changes what is there where nothing is expected', async () => {
    await sandbox.settings({ transitionMillis: 0 });
    await setTcpListener(ssh, { Bandwidth: '7' });
    expect(
      await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor),
    ).toMatchObject({ kind: 'updated', changes: [{ name: 'Scheduler' }] });
    expect(await settings(ssh)).toMatchObject({ Bandwidth: '7', Scheduler: 'wlc' });
  });

  it('leaves alone what Sluice would not write itself', async () => {
    const grpc = { regionId: 'cn-shanghai', loadBalancerId: '', listenerPort: 50051 };
    const owner = (await sandboxListeners('cn-shanghai')).find((row) => row.listenerPort === 50051);
    const listener = { ...grpc, loadBalancerId: owner?.loadBalancerId ?? '' };
    const before = await settings(listener);
    expect(before).toMatchObject({ ConnectionDrain: 'on', ProxyProtocolV2Enabled: 'true' });
    await updateListener({ listener, set: { Bandwidth: '9' }, expected: before }, actor);
    expect(await settings(listener)).toEqual({ ...before, Bandwidth: '9' });
  });

  it('finds the change whose answer was lost, and does not send again', async () => {
    await sandbox.fault({ action: SET_ACTION, kind: 'drop-after', count: 1 });
    const outcome = await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    expect(outcome).toMatchObject({ kind: 'updated', foundAfterLostAnswer: true, requestId: null });
    expect(await sets()).toHaveLength(1);
    expect(await lookWhetherUpdated(ssh, { Scheduler: 'wlc' })).toMatchObject({ done: true });
    expect(await lookWhetherUpdated(ssh, { Scheduler: 'wrr' })).toEqual({ done: false });
  });

  it('sends again, once, when the request was lost before the effect', async () => {
    await sandbox.fault({ action: SET_ACTION, kind: 'drop-before', count: 1 });
    const outcome = await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    expect(outcome).toMatchObject({ kind: 'updated', foundAfterLostAnswer: false });
    expect(await sets()).toHaveLength(2);
  });

  it('says that the outcome is unknown when neither the answer nor a look can be had', async () => {
    connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 });
    await sandbox.fault({ action: SET_ACTION, kind: 'latency', millis: 3000, count: 1 });
    const pending = updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    const reading = 'DescribeLoadBalancerTCPListenerAttribute';
    await expect.poll(async () => (await sandbox.requests(reading)).length, { interval: 5 }).toBe(1);
    await sandbox.fault({ action: reading, kind: 'drop-before', count: 50 });
    const outcome = await pending;
    expect(outcome).toMatchObject({ kind: 'refused', error: { outcome: 'unknown' } });
  });

  it('claims nothing of a change that SLB took and that could not be read back', async () => {
    await sandbox.fault({ action: SET_ACTION, kind: 'latency', millis: 1500, count: 1 });
    const pending = updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    const reading = 'DescribeLoadBalancerTCPListenerAttribute';
    await expect.poll(async () => (await sandbox.requests(reading)).length, { interval: 5 }).toBe(1);
    await sandbox.fault({ action: reading, kind: 'drop-before', count: 50 });
    expect(await pending).toMatchObject({ kind: 'updated', readBack: false, status: 'unknown' });
    expect(await newest()).toMatchObject({ outcome: 'succeeded' });
  });

  it('keeps to the protection of an instance against consoles, with its reason, and sends nothing', async () => {
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
    expect(await newest()).toMatchObject({ outcome: 'refused', code: 'Sluice.ConsoleProtected', ...ledger });
  });

  it('changes a listener of a locked instance, and none that is on its way or of another protocol', async () => {
    const locked = { ...edge, loadBalancerId: 'lb-bp1q7w9e1r3t5y7u9i1op', listenerPort: 8009 };
    expect(
      await updateListener({ listener: locked, set: { Scheduler: 'rr' }, expected: null }, actor),
    ).toMatchObject({ kind: 'updated' });

    await sandbox.settings({ transitionMillis: 3000 });
    const stopped = { ...edge, listenerPort: 9443 };
    await startListener(stopped);
    const refusedWith = async (listener: ListenerKey) => {
      const outcome = await updateListener({ listener, set: { Scheduler: 'rr' }, expected: null }, actor);
      return outcome.kind === 'refused' ? outcome.error.code : outcome.kind;
    };
    expect(await refusedWith(stopped)).toBe('Sluice.InTransition');
    expect(await refusedWith({ ...edge, listenerPort: 8081 })).toBe('Sluice.OtherProtocol');
    expect(await refusedWith({ ...edge, listenerPort: 999 })).toBe('ListenerNotFound');
    expect((await sets()).length).toBe(1);
  });

  it('wants a tick for what takes a restriction or a safeguard away', async () => {
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
    expect(await settings(ssh)).toMatchObject({ AclStatus: 'off' });
  });

  it('judges each value that is to be set, and names its field', async () => {
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
    expect(await newest()).toMatchObject({
      ...ssh,
      operation: SET_ACTION,
      outcome: 'refused',
      code: 'Sluice.InvalidInput',
      message: 'Some values cannot be sent: bandwidth.mbps, scheduler.',
      before: null,
      after: { Bandwidth: '0', Scheduler: 'sch' },
    });
  });

  it('keeps in the trail whatever was asked of a listener, and nothing that names none', async () => {
    const kept = await newest();
    for (const input of [{ set: { Scheduler: 'wlc' }, expected: null }, { listener: {} }, null, 'text'])
      expect(await updateListener(input, actor)).toMatchObject({ kind: 'refused' });
    expect(await newest()).toEqual(kept);
    const set = { Scheduler: 7, Description: 'x'.repeat(1000), Unheard: 'of' };
    await updateListener({ listener: ssh, set, expected: null }, actor);
    expect((await newest())?.after).toEqual({ Description: 'x'.repeat(200) });
    await updateListener({ listener: ssh, set: 'nonsense', expected: null }, actor);
    expect(await newest()).toMatchObject({ ...ssh, outcome: 'refused', after: {} });
  });

  it('lands a refusal by the cloud on its field', async () => {
    const pay = { ...edge, loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l', listenerPort: 7443 };
    expect(
      await updateListener({ listener: pay, set: { Bandwidth: '500' }, expected: null }, actor),
    ).toMatchObject({
      kind: 'refused',
      error: {
        explanation: 'BandwidthExceeded',
        requestId: expect.any(String),
        fieldErrors: [{ path: 'bandwidth.mbps', kind: 'refusal' }],
      },
    });
    expect(
      await updateListener(
        { listener: pay, set: { VServerGroup: 'on', VServerGroupId: 'rsp-none' }, expected: null },
        actor,
      ),
    ).toMatchObject({
      kind: 'refused',
      error: { fieldErrors: [{ path: 'backend.vServerGroupId', kind: 'refusal' }] },
    });
  });

  it('binds a group, and a list, as Set wants it', async () => {
    await sandbox.settings({ transitionMillis: 0 });
    expect(
      await updateListener(
        {
          listener: ssh,
          set: { VServerGroup: 'on', VServerGroupId: 'rsp-bp1ka5fk4edg3', AclType: 'black' },
          expected: null,
        },
        actor,
      ),
    ).toMatchObject({ kind: 'updated', differences: [] });
    expect(await settings(ssh)).toMatchObject({ VServerGroupId: 'rsp-bp1ka5fk4edg3', AclType: 'black' });
    await updateListener({ listener: ssh, set: { VServerGroup: 'off' }, expected: null }, actor);
    expect((await settings(ssh)).VServerGroupId).toBeUndefined();
  });
});

async function sandboxListeners(regionId: string) {
  const read = await describeListeners({ regionId });
  return read.ok ? read.value : [];
}
