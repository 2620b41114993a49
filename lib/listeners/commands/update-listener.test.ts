import { beforeEach, describe, expect, it } from 'vitest';
import { describeListeners, describeTcpListener, setTcpListener } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { SET_ACTION } from '@/lib/listeners/wire/set-parameters';
import { actor, newestActivity, settingsNow, ssh } from '@/lib/listeners/testing/example';
import { probeUpdate, updateListener } from './update-listener';

/** The service against the real client and the real sandbox, without mocks. */

// A write with an unknown outcome is kept, and blocks the next one on its port until confirmed: each test has its own
// database.
const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port));

const sets = () => sandbox.requests(SET_ACTION);
async function sentBy(at = 0): Promise<Record<string, string>> {
  const request = (await sets())[at];
  const { Action, Version, Format, Timestamp, SignatureMethod, SignatureVersion, RegionId, ...sent } =
    request?.parameters ?? {};
  void [Action, Version, Format, Timestamp, SignatureMethod, SignatureVersion, RegionId];
  return sent;
}

describe('updateListener', () => {
  it('sends only what changes, reads it back, and logs before and after', async () => {
    const before = await settingsNow(ssh);
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
    expect(await settingsNow(ssh)).toEqual({ ...before, Scheduler: 'wlc' });
    expect(await newestActivity()).toMatchObject({
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

  it('makes no call if nothing changes', async () => {
    const before = await settingsNow(ssh);
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

  it('reports field by field what somebody else changed, and overwrites nothing', async () => {
    const before = await settingsNow(ssh);
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
    expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'Sluice.ChangedMeanwhile' });

    // Decided on the current state, it goes through.
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

  it('changes the current state if none is expected', async () => {
    await sandbox.settings({ transitionMillis: 0 });
    await setTcpListener(ssh, { Bandwidth: '7' });
    expect(
      await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor),
    ).toMatchObject({ kind: 'updated', changes: [{ name: 'Scheduler' }] });
    expect(await settingsNow(ssh)).toMatchObject({ Bandwidth: '7', Scheduler: 'wlc' });
  });

  it('leaves alone what Sluice would not write itself', async () => {
    const grpc = { regionId: 'cn-shanghai', loadBalancerId: '', listenerPort: 50051 };
    const owner = (await sandboxListeners('cn-shanghai')).find((row) => row.listenerPort === 50051);
    const listener = { ...grpc, loadBalancerId: owner?.loadBalancerId ?? '' };
    const before = await settingsNow(listener);
    expect(before).toMatchObject({ ConnectionDrain: 'on', ProxyProtocolV2Enabled: 'true' });
    await updateListener({ listener, set: { Bandwidth: '9' }, expected: before }, actor);
    expect(await settingsNow(listener)).toEqual({ ...before, Bandwidth: '9' });
  });

  it('finds a change whose response was lost, and does not send again', async () => {
    await sandbox.fault({ action: SET_ACTION, kind: 'drop-after', count: 1 });
    const outcome = await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    expect(outcome).toMatchObject({ kind: 'updated', foundAfterLostAnswer: true, requestId: null });
    expect(await sets()).toHaveLength(1);
    expect(await probeUpdate(ssh, { Scheduler: 'wlc' })).toMatchObject({ done: true });
    expect(await probeUpdate(ssh, { Scheduler: 'wrr' })).toEqual({ done: false });
  });

  it('sends once if the request was lost before the effect', async () => {
    connectTo(sandbox.port, { writeHorizonMillis: 300 });
    await sandbox.fault({ action: SET_ACTION, kind: 'drop-before', count: 1 });
    const outcome = await updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    expect(outcome).toMatchObject({ kind: 'refused', error: { outcome: 'unknown' } });
    expect(await sets()).toHaveLength(1);
  });

  it('reports an unknown outcome if neither the response nor a read is available', async () => {
    connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 });
    await sandbox.fault({ action: SET_ACTION, kind: 'latency', millis: 3000, count: 1 });
    const pending = updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    const reading = 'DescribeLoadBalancerTCPListenerAttribute';
    await expect.poll(async () => (await sandbox.requests(reading)).length, { interval: 5 }).toBe(1);
    await sandbox.fault({ action: reading, kind: 'drop-before', count: 50 });
    const outcome = await pending;
    expect(outcome).toMatchObject({ kind: 'refused', error: { outcome: 'unknown' } });
  });

  it('claims nothing about a change that SLB accepted and that could not be read back', async () => {
    await sandbox.fault({ action: SET_ACTION, kind: 'latency', millis: 1500, count: 1 });
    const pending = updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, actor);
    const reading = 'DescribeLoadBalancerTCPListenerAttribute';
    await expect.poll(async () => (await sandbox.requests(reading)).length, { interval: 5 }).toBe(1);
    await sandbox.fault({ action: reading, kind: 'drop-before', count: 50 });
    expect(await pending).toMatchObject({ kind: 'updated', readBack: false, status: 'unknown' });
    expect(await newestActivity()).toMatchObject({ outcome: 'succeeded' });
  });

  it('binds a group, and a list, the way Set requires', async () => {
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
    expect(await settingsNow(ssh)).toMatchObject({ VServerGroupId: 'rsp-bp1ka5fk4edg3', AclType: 'black' });
    await updateListener({ listener: ssh, set: { VServerGroup: 'off' }, expected: null }, actor);
    expect((await settingsNow(ssh)).VServerGroupId).toBeUndefined();
  });
});

async function sandboxListeners(regionId: string) {
  const read = await describeListeners({ regionId });
  return read.ok ? read.value : [];
}
