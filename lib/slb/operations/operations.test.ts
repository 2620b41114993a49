import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { isGone } from '@/lib/slb/result';
import { connectTo } from '@/lib/slb/testing/connection';
import { startSandbox, type Fault, type Sandbox } from '@/lib/slb/testing/sandbox';
import { describeAccessControlList, describeAccessControlLists } from './access-control-lists';
import { describeHealthStatus } from './health';
import {
  createTcpListener,
  deleteListener,
  describeListeners,
  describeTcpListener,
  startListener,
  stopListener,
} from './listeners';
import { describeLoadBalancer, describeLoadBalancers } from './load-balancers';
import { describeRegions } from './regions';
import {
  describePrimarySecondaryServerGroup,
  describePrimarySecondaryServerGroups,
  describeVServerGroup,
  describeVServerGroups,
} from './server-groups';

/** Every operation against the real sandbox, over HTTP, with real signatures. */

const regionId = 'cn-hangzhou';
const loadBalancerId = 'lb-bp1b6c719dfa08exfuca5';
const listener = { regionId, loadBalancerId, listenerPort: 80 };
const create = 'CreateLoadBalancerTCPListener';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' });
}, 30_000);

afterAll(() => sandbox.stop());

beforeEach(async () => {
  connectTo(sandbox.port);
  await sandbox.reset();
  await sandbox.settings({ transitionMillis: 0 });
});

function createOnPort80(parameters: Record<string, string> = {}, signal?: AbortSignal) {
  return createTcpListener(
    regionId,
    {
      LoadBalancerId: loadBalancerId,
      ListenerPort: '80',
      BackendServerPort: '8080',
      Bandwidth: '-1',
      ...parameters,
    },
    { signal },
  );
}

async function standsOnPort80(): Promise<boolean> {
  const result = await describeTcpListener(listener);
  if (result.ok) return true;
  if (isGone(result.error)) return false;
  throw new Error(`The listener could not be read: ${result.error.code}.`);
}

describe('regions', () => {
  it('come with the endpoints of the table, named in the language asked for', async () => {
    const english = await describeRegions({ acceptLanguage: 'en-US' });
    const chinese = await describeRegions({ acceptLanguage: 'zh-CN' });
    const hangzhou = { regionId, endpoint: 'slb.aliyuncs.com' };
    expect(english).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining(hangzhou)]),
    });
    expect(chinese).toMatchObject({
      ok: true,
      value: expect.arrayContaining([
        expect.objectContaining({ ...hangzhou, localName: expect.stringContaining('杭州') }),
        expect.objectContaining({ regionId: 'eu-central-1', endpoint: 'slb.eu-central-1.aliyuncs.com' }),
      ]),
    });
  });
});

describe('load balancers', () => {
  it('are listed with how they are paid, protected and addressed', async () => {
    const result = await describeLoadBalancers({ regionId });
    const instances = result.ok ? result.value : [];
    expect(instances.find((instance) => instance.loadBalancerId === loadBalancerId)).toMatchObject({
      regionId,
      status: 'active',
      addressType: 'internet',
      addressIpVersion: 'ipv4',
      chargeType: 'paybytraffic',
      modificationProtection: { status: 'none' },
    });
    expect(new Set(instances.map((instance) => instance.chargeType))).toContain('paybybandwidth');
    expect(new Set(instances.map((instance) => instance.modificationProtection.status))).toContain('console');
  });

  it('are read one by one with ports and default servers', async () => {
    const result = await describeLoadBalancer({ regionId, loadBalancerId });
    expect(result).toMatchObject({
      ok: true,
      value: {
        loadBalancerId,
        chargeType: 'paybytraffic',
        listenerPorts: expect.arrayContaining([
          expect.objectContaining({ listenerPort: 443, protocol: 'tcp' }),
        ]),
        backendServers: expect.arrayContaining([expect.objectContaining({ type: 'ecs', weight: 100 })]),
      },
    });
  });

  it('are refused by name when there is none of that id', async () => {
    expect(await describeLoadBalancer({ regionId, loadBalancerId: 'lb-none' })).toMatchObject({
      ok: false,
      error: { kind: 'refused', code: 'InvalidLoadBalancerId.NotFound', httpStatus: 404 },
    });
  });
});

describe('a listener', () => {
  it('is created stopped, with what was sent and what the service assumes', async () => {
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
    await expect.poll(standsOnPort80).toBe(false);
  });

  it('that does not exist is gone to the reader and to the one who deletes it', async () => {
    const read = await describeTcpListener(listener);
    const deleted = await deleteListener(listener);
    expect(read.ok || isGone(read.error)).toBe(true);
    expect(deleted.ok || isGone(deleted.error)).toBe(true);
    expect([read.ok, deleted.ok]).toEqual([false, false]);
  });

  it('on a taken port is refused as such', async () => {
    await createOnPort80();
    const result = await createOnPort80();
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'refused', code: 'ListenerAlreadyExists', retrySafe: false, outcome: 'not-done' },
    });
  });
});

describe('the list of listeners', () => {
  it('is complete when it takes several pages, and none comes twice', async () => {
    const crowded = [loadBalancerId, 'lb-bp13jaf5qli5xmgl1miup', 'lb-bp1v6t8y0u2i4o6p8a0sd'];
    const created = await Promise.all(
      crowded.flatMap((id) =>
        Array.from({ length: 40 }, (_, index) =>
          createOnPort80({ LoadBalancerId: id, ListenerPort: String(20_000 + index) }),
        ),
      ),
    );
    expect(created.filter((result) => !result.ok)).toEqual([]);
    const before = (await sandbox.requests('DescribeLoadBalancerListeners')).length;
    const result = await describeListeners({ regionId });
    const listeners = result.ok ? result.value : [];
    expect((await sandbox.requests('DescribeLoadBalancerListeners')).length - before).toBe(2);
    expect(listeners.filter((one) => one.listenerPort >= 20_000 && one.listenerPort < 20_040)).toHaveLength(
      120,
    );
    expect(listeners.length).toBeGreaterThan(120);
    expect(
      new Set(listeners.map((one) => `${one.loadBalancerId} ${one.listenerProtocol} ${one.listenerPort}`))
        .size,
    ).toBe(listeners.length);
  });

  it('keeps to the instances named, and reads nothing when none is', async () => {
    const result = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId] });
    expect(result.ok && new Set(result.value.map((one) => one.loadBalancerId))).toEqual(
      new Set([loadBalancerId]),
    );
    expect(await describeListeners({ regionId, loadBalancerIds: [] })).toMatchObject({ ok: true, value: [] });
    expect(await sandbox.requests('DescribeLoadBalancerListeners')).toHaveLength(1);
  });

  it('says of a TCP listener what reading it alone says, but for its SYN proxy', async () => {
    await createOnPort80({ HealthCheckType: 'http', HealthCheckURI: '/up', PersistenceTimeout: '60' });
    const list = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId] });
    const alone = await describeTcpListener(listener);
    const summary = list.ok ? list.value.find((one) => one.listenerPort === 80) : undefined;
    expect(alone).toMatchObject({ ok: true, value: { synProxy: 'disable' } });
    const told = alone.ok ? { ...alone.value, synProxy: undefined } : {};
    expect(alone.ok && summary).toMatchObject(JSON.parse(JSON.stringify(told)));
  });
});

describe('what a listener refers to', () => {
  it('is listed: access control lists with their entries and users', async () => {
    expect(await describeAccessControlLists({ regionId })).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ aclId: '1323', addressIpVersion: 'ipv4' })]),
    });
    const detail = await describeAccessControlList({ regionId, aclId: '1323' });
    expect(detail.ok && detail.value.entries.length).toBeGreaterThan(0);
    expect(detail.ok && detail.value.relatedListeners.length).toBeGreaterThan(0);
    expect(await describeAccessControlList({ regionId, aclId: 'acl-none' })).toMatchObject({
      ok: false,
      error: { code: 'AclNotExist' },
    });
  });

  it('is listed: both kinds of server groups of the instance', async () => {
    expect(await describeVServerGroups({ regionId, loadBalancerId })).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ vServerGroupId: 'rsp-cige6j5e7p' })]),
    });
    expect(await describePrimarySecondaryServerGroups({ regionId, loadBalancerId })).toMatchObject({
      ok: true,
      value: expect.arrayContaining([
        expect.objectContaining({ primarySecondaryServerGroupId: 'rsp-0bfucwuotx' }),
      ]),
    });
  });

  it('is read: one group of each kind, with its members, their weights and roles', async () => {
    expect(await describeVServerGroup({ regionId, groupId: 'rsp-cige6j5e7p' })).toMatchObject({
      ok: true,
      value: {
        groupId: 'rsp-cige6j5e7p',
        name: 'web-blue',
        members: expect.arrayContaining([
          expect.objectContaining({ serverIp: '10.0.4.13', port: 8080, weight: 50, role: null }),
        ]),
      },
    });
    expect(await describePrimarySecondaryServerGroup({ regionId, groupId: 'rsp-0bfucwuotx' })).toMatchObject({
      ok: true,
      value: {
        name: 'session-pair',
        members: [
          { serverId: 'i-bp1ses0primary1a2b3c', port: 6380, role: 'primary' },
          { serverId: 'i-bp1ses1secondary4d5e', port: 6380, role: 'secondary' },
        ],
      },
    });
    expect(await describeVServerGroup({ regionId, groupId: 'rsp-no-such' })).toMatchObject({
      ok: false,
      error: { kind: 'refused' },
    });
  });

  it('is listed: the health of the servers behind it', async () => {
    const result = await describeHealthStatus({ regionId, loadBalancerId, listenerPort: 443 });
    expect(result.ok && new Set(result.value.map((server) => server.listenerPort))).toEqual(new Set([443]));
    expect(result.ok && result.value.map((server) => server.status)).toContain('normal');
  });
});

describe('a call that SLB turns away for the moment', () => {
  const faults: [string, Omit<Fault, 'action' | 'count'>][] = [
    ['throttled', { kind: 'throttle' }],
    ...['ServiceIsConfiguring', 'ServiceIsStopping', 'SystemBusy', 'OperationBusy', 'OperationConflict'].map(
      (code): [string, Omit<Fault, 'action' | 'count'>] => [code, { kind: 'busy', code }],
    ),
  ];
  it.each(faults)('(%s) is made again until it is taken', async (_what, fault) => {
    await sandbox.fault({ action: create, count: 2, ...fault });
    expect(await createOnPort80()).toMatchObject({ ok: true });
    const codes = (await sandbox.requests(create)).map((request) => request.code);
    expect(codes).toHaveLength(3);
    expect(codes.at(-1)).toBeNull();
  });

  it('is given up at the deadline', async () => {
    connectTo(sandbox.port, { timeoutMillis: 500, deadlineMillis: 1_500 });
    await sandbox.fault({ action: create, count: 1_000, kind: 'busy' });
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'busy', outcome: 'not-done' } });
    expect((await sandbox.requests(create)).length).toBeGreaterThan(1);
  });
});

describe('a Create that gets no clear answer', () => {
  it('is sent once when its answer is lost, though the listener stands', async () => {
    await sandbox.fault({ action: create, count: 1, kind: 'drop-after' });
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'lost', outcome: 'unknown' } });
    expect(await sandbox.requests(create)).toHaveLength(1);
    expect(await standsOnPort80()).toBe(true);
  });

  it('is sent once when it is lost before it took effect', async () => {
    await sandbox.fault({ action: create, count: 1, kind: 'drop-before' });
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'lost', outcome: 'unknown' } });
    expect(await sandbox.requests(create)).toHaveLength(1);
    expect(await standsOnPort80()).toBe(false);
  });

  it('is sent once when the service fails', async () => {
    await sandbox.fault({ action: create, count: 1, kind: 'error-5xx' });
    expect(await createOnPort80()).toMatchObject({
      ok: false,
      error: { kind: 'unavailable', outcome: 'unknown', retrySafe: false },
    });
    expect(await sandbox.requests(create)).toHaveLength(1);
  });

  it('is sent once when the answer takes longer than the timeout', async () => {
    connectTo(sandbox.port, { timeoutMillis: 150 });
    await sandbox.fault({ action: create, count: 1, kind: 'latency', millis: 1_200 });
    const startedAt = performance.now();
    expect(await createOnPort80()).toMatchObject({ ok: false, error: { kind: 'lost', outcome: 'unknown' } });
    expect(performance.now() - startedAt).toBeLessThan(1_100);
    await expect.poll(() => sandbox.requests(create), { timeout: 5_000 }).toHaveLength(1);
  });

  it('ends at once when it is given up', async () => {
    await sandbox.fault({ action: create, count: 1, kind: 'latency', millis: 1_200 });
    const startedAt = performance.now();
    expect(await createOnPort80({}, AbortSignal.timeout(100))).toMatchObject({
      ok: false,
      error: { kind: 'aborted', outcome: 'unknown' },
    });
    expect(performance.now() - startedAt).toBeLessThan(1_100);
    // It is not called back: what was sent arrives, and the next test must not meet it.
    await expect.poll(() => sandbox.requests(create), { timeout: 5_000 }).toHaveLength(1);
  });
});

describe('every other write that gets no answer', () => {
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

describe('a read that gets no clear answer', () => {
  it.each(['drop-before', 'drop-after', 'error-5xx'] as const)('(%s) is made again', async (kind) => {
    await sandbox.fault({ action: 'DescribeLoadBalancers', count: 2, kind });
    expect(await describeLoadBalancers({ regionId })).toMatchObject({ ok: true });
    expect(await sandbox.requests('DescribeLoadBalancers')).toHaveLength(3);
  });
});

describe('a refusal', () => {
  const refused: [string, Record<string, string>][] = [
    ['InvalidLoadBalancerId.NotFound', { LoadBalancerId: 'lb-none' }],
    ['InvalidParameter', { Bandwidth: '0' }],
    ['AclNotExist', { AclStatus: 'on', AclType: 'white', AclId: 'acl-none' }],
    [
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      { VServerGroupId: 'rsp-cige6j5e7p', MasterSlaveServerGroupId: 'rsp-0bfucwuotx' },
    ],
  ];
  it.each(refused)('(%s) is never repeated', async (code, parameters) => {
    expect(await createOnPort80(parameters)).toMatchObject({ ok: false, error: { kind: 'refused', code } });
    expect(await sandbox.requests(create)).toHaveLength(1);
  });

  it('of the key pair is told without what was signed', async () => {
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
