import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  describeAccessControlList,
  describeAccessControlLists,
} from '@/lib/slb/operations/access-control-lists';
import { createTcpListener } from '@/lib/slb/operations/listeners';
import { describeLoadBalancers } from '@/lib/slb/operations/load-balancers';
import { connectTo } from '@/lib/slb/testing/connection';
import { newList } from '@/lib/slb/testing/lists';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { createListener } from './create-listener';
import { actor, edge, example, newestActivity } from '@/lib/listeners/testing/example';

/** The service against the real client and the real sandbox, without mocks. */

const CREATE = 'CreateLoadBalancerTCPListener';

// A write with an unknown outcome is kept, and blocks the next one on its port until confirmed: each test has its own
// database.
const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 }));

const key = { ...edge, listenerPort: 80 };

const received = async (action: string) => (await sandbox.requests(action)).length;

/** An instance of the demo data that satisfies `fits`. */
async function demoInstance(
  fits: (loadBalancer: {
    status: string;
    deleteProtection: boolean;
    modificationProtection: { status: string };
  }) => boolean,
) {
  for (const regionId of ['cn-hangzhou', 'cn-shanghai', 'eu-central-1']) {
    const read = await describeLoadBalancers({ regionId });
    const found = read.ok ? read.value.find(fits) : undefined;
    if (found) return { regionId, loadBalancerId: found.loadBalancerId };
  }
  throw new Error('the demo data lack such an instance');
}

describe('createListener', () => {
  it("creates the reference's example, stopped, and reads it back without differences", async () => {
    const outcome = await createListener(example(), actor);
    expect(outcome).toMatchObject({
      ok: true,
      listener: key,
      status: 'stopped',
      readBack: true,
      foundAfterLostAnswer: false,
      differences: [],
      start: { requested: false },
    });
    expect(await received(CREATE)).toBe(1);
    expect(await newestActivity()).toMatchObject({
      actor: 'local',
      operation: CREATE,
      ...key,
      before: null,
      after: { ListenerPort: '80', Bandwidth: '-1', BackendServerPort: '80' },
      outcome: 'succeeded',
      requestId: outcome.ok ? outcome.requestId : '',
    });
  });

  it("sends the check interval under Create's name, and logs it under the usual one", async () => {
    const healthCheck = { ...example().healthCheck, intervalSeconds: '7' };
    expect(await createListener(example({ healthCheck }), actor)).toMatchObject({ differences: [] });
    const [sent] = await sandbox.requests(CREATE);
    expect(sent?.parameters).toMatchObject({ healthCheckInterval: '7' });
    const { after } = (await newestActivity()) ?? {};
    expect(after).toMatchObject({ HealthCheckInterval: '7' });
    expect(after).not.toHaveProperty('healthCheckInterval');
  });

  it('validates the input again, field by field, and sends nothing that fails', async () => {
    const outcome = await createListener({ ...example(), listenerPort: '0', scheduler: 'sch' }, actor);
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'Sluice.InvalidInput',
        fieldErrors: [
          { path: 'listenerPort', kind: 'issue', issue: 'range' },
          { path: 'scheduler', kind: 'issue', issue: 'choice' },
        ],
      },
    });
    expect(await sandbox.requests()).toEqual([]);
  });

  it('logs input the schema rejected, if it names a listener', async () => {
    await createListener({ ...example(), scheduler: 'sch' }, actor);
    const kept = await newestActivity();
    expect(kept).toMatchObject({
      operation: CREATE,
      ...key,
      outcome: 'refused',
      code: 'Sluice.InvalidInput',
      message: 'Some values cannot be sent: scheduler.',
    });
    await createListener({ ...example(), listenerPort: '' }, actor);
    expect(await newestActivity()).toEqual(kept);
  });

  it.each([undefined, null, 'text', 7, [], {}])('rejects %o as not being a form at all', async (input) => {
    expect((await createListener(input, actor)).ok).toBe(false);
  });

  it("attaches a port in use to its field, with the cloud's code, message and RequestId", async () => {
    await createListener(example(), actor);
    const outcome = await createListener(example(), actor);
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'ListenerAlreadyExists',
        explanation: 'AlreadyExists',
        requestId: expect.stringMatching(/^[0-9A-F]{8}-/),
        fieldErrors: [{ path: 'listenerPort', kind: 'rejection' }],
      },
    });
    expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'ListenerAlreadyExists' });
  });

  it('finds the listener if the response was lost after the effect, and does not send again', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'drop-after' });
    expect(await createListener(example(), actor)).toMatchObject({
      ok: true,
      foundAfterLostAnswer: true,
      differences: [],
    });
    expect(await received(CREATE)).toBe(1);
  });

  it('sends once if the request was lost before the effect, and reports an unknown outcome', async () => {
    connectTo(sandbox.port, { writeHorizonMillis: 300 });
    await sandbox.fault({ action: CREATE, count: 1, kind: 'drop-before' });
    expect(await createListener(example(), actor)).toMatchObject({
      ok: false,
      error: { code: 'Sluice.OutcomeUnknown', outcome: 'unknown' },
    });
    expect(await received(CREATE)).toBe(1);
    expect(await newestActivity()).toMatchObject({ outcome: 'unknown' });
  });

  it('never mistakes another listener on the port for its own', async () => {
    await createTcpListener(key.regionId, {
      RegionId: key.regionId,
      LoadBalancerId: key.loadBalancerId,
      ListenerPort: '80',
      Bandwidth: '-1',
      BackendServerPort: '8080',
    });
    await sandbox.fault({ action: CREATE, count: 1, kind: 'drop-before' });
    expect(await createListener(example(), actor)).toMatchObject({
      ok: false,
      error: { code: 'Sluice.AnotherListener', fieldErrors: [{ path: 'listenerPort' }] },
    });
  });

  it('reports an unknown outcome if neither the response nor a read is available', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'drop-after' });
    await sandbox.fault({
      action: 'DescribeLoadBalancerTCPListenerAttribute',
      count: 100,
      kind: 'drop-before',
    });
    expect(await createListener(example(), actor)).toMatchObject({
      ok: false,
      error: { code: 'Sluice.OutcomeUnknown', outcome: 'unknown' },
    });
    expect(await received(CREATE)).toBe(1);
  });

  it("keeps the cloud's error code if it failed and the outcome is unknown", async () => {
    await sandbox.fault({ action: CREATE, count: 5, kind: 'error-5xx' });
    expect(await createListener(example(), actor)).toMatchObject({
      ok: false,
      error: { code: 'ServiceUnavailable', outcome: 'unknown', requestId: expect.any(String) },
    });
  });

  it('claims nothing about a creation that SLB accepted and that could not be read back', async () => {
    await sandbox.fault({
      action: 'DescribeLoadBalancerTCPListenerAttribute',
      count: 100,
      kind: 'drop-before',
    });
    expect(await createListener(example(), actor)).toMatchObject({
      ok: true,
      readBack: false,
      status: 'unknown',
      requestId: expect.any(String),
    });
    expect(await newestActivity()).toMatchObject({ operation: CREATE, outcome: 'succeeded' });
  });

  it('retries throttled and busy calls', async () => {
    // The first one asks for a pause of a second.
    connectTo(sandbox.port);
    await sandbox.fault({ action: CREATE, count: 1, kind: 'throttle' });
    await sandbox.fault({ action: CREATE, count: 1, kind: 'error', code: 'ServiceIsConfiguring' });
    expect(await createListener(example(), actor)).toMatchObject({ ok: true, foundAfterLostAnswer: false });
  });

  it("honors an instance's console protection, and sends nothing", async () => {
    const instance = await demoInstance((row) => row.modificationProtection.status === 'console');
    const outcome = await createListener(example({ ...instance, listenerPort: '6001' }), actor);
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'Sluice.ConsoleProtected',
        fieldErrors: [{ path: 'loadBalancerId', kind: 'rejection' }],
      },
    });
    expect(await received(CREATE)).toBe(0);
    expect(await newestActivity()).toMatchObject({ outcome: 'refused', code: 'Sluice.ConsoleProtected' });
  });

  it('requires a confirmation for an allowlist that is empty now, whatever the form had read', async () => {
    const lists = await describeAccessControlLists({ regionId: key.regionId });
    if (!lists.ok) throw new Error(lists.error.message);
    const details = await Promise.all(
      lists.value.map(({ aclId }) => describeAccessControlList({ regionId: key.regionId, aclId })),
    );
    const empty = details.find((detail) => detail.ok && detail.value.entries.length === 0);
    const aclId = empty?.ok ? empty.value.aclId : '';

    const acl = { status: 'on', type: 'white', aclId, emptyAcknowledged: false } as const;
    expect(await createListener(example({ acl }), actor)).toMatchObject({
      ok: false,
      error: { fieldErrors: [{ path: 'acl.emptyAcknowledged', kind: 'issue', issue: 'tick' }] },
    });
    expect(await received(CREATE)).toBe(0);
    expect(await createListener(example({ acl: { ...acl, emptyAcknowledged: true } }), actor)).toMatchObject({
      ok: true,
    });
  });

  it.each(['white', 'black'] as const)(
    'requires a confirmation for a %s list that covers every address',
    async (type) => {
      const aclId = await newList(key.regionId, ['0.0.0.0/1', '128.0.0.0/1']);
      const acl = { status: 'on', type, aclId, emptyAcknowledged: false } as const;
      expect(await createListener(example({ acl }), actor)).toMatchObject({
        ok: false,
        error: { fieldErrors: [{ path: 'acl.emptyAcknowledged', kind: 'issue', issue: 'tick' }] },
      });
      expect(await received(CREATE)).toBe(0);
      expect(
        await createListener(example({ acl: { ...acl, emptyAcknowledged: true } }), actor),
      ).toMatchObject({
        ok: true,
      });
    },
  );

  it('starts it right away if requested', async () => {
    await sandbox.settings({ transitionMillis: 0 });
    expect(await createListener(example({ startAfterCreate: true }), actor)).toMatchObject({
      ok: true,
      status: 'running',
      start: { requested: true, ok: true },
    });
    expect(await newestActivity()).toMatchObject({
      operation: 'StartLoadBalancerListener',
      outcome: 'succeeded',
    });
  });

  it('reports "created but not started" as such', async () => {
    await sandbox.fault({
      action: 'StartLoadBalancerListener',
      count: 100,
      kind: 'error',
      code: 'ServiceIsConfiguring',
    });
    expect(await createListener(example({ startAfterCreate: true }), actor)).toMatchObject({
      ok: true,
      status: 'stopped',
      start: { requested: true, ok: false, error: { outcome: 'not-done' } },
    });
  });
});

describe('the audit log of a write', () => {
  it('has the intent on disk before the call is sent, and one line for both afterwards', async () => {
    await sandbox.fault({ action: CREATE, count: 1, kind: 'latency', millis: 900 });
    const creation = createListener(example(), actor);
    const underWay = await vi.waitUntil(
      async () => {
        const newest = await newestActivity();
        return newest?.outcome === 'under-way' ? newest : undefined;
      },
      { timeout: 10_000, interval: 10 },
    );
    expect(underWay).toMatchObject({ operation: CREATE, ...key, outcome: 'under-way' });
    expect(await creation).toMatchObject({ ok: true });
    expect(await newestActivity()).toMatchObject({
      outcome: 'succeeded',
      begunId: underWay.id,
      after: underWay.after,
    });
  });
});
