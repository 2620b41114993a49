import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordActivity } from '@/lib/activity/record';
import { connectTo } from '@/lib/slb/testing/connection';
import { startSandbox, type Sandbox } from '@/lib/slb/testing/sandbox';
import { changeListener } from './change-listener';
import { readOverview } from './overview';
import { chooseRegions } from './overview-regions';
import { awaitedOf, listenersOf, type RegionOverview } from './overview-types';

/** The overview against the real client and the real sandbox. */

const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'];
const LIST = 'DescribeLoadBalancerListeners';

let sandbox: Sandbox;
let dataDir: string;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' });
  dataDir = mkdtempSync(join(tmpdir(), 'sluice-overview-'));
  process.env['SLUICE_DATA_DIR'] = dataDir;
  connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 2500 });
}, 30_000);

afterAll(async () => {
  await sandbox.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  await sandbox.reset();
});

/** Reads what the sandbox holds now, whatever was remembered. */
const readAnew = (regionIds: readonly string[]) =>
  readOverview(regionIds, { newerThanMillis: Date.now() - 1 });
/** As after a change of something there: what was read before is not shown again. */
const writeIn = (regionId: string) =>
  recordActivity({
    actor: 'local',
    operation: 'StopLoadBalancerListener',
    regionId,
    loadBalancerId: 'lb-1',
    listenerPort: 1,
    before: null,
    after: null,
    outcome: 'succeeded',
    code: null,
    message: null,
    requestId: null,
    durationMillis: 1,
    from: null,
  });
const statesOf = (regions: readonly RegionOverview[]) =>
  Object.fromEntries(regions.map(({ regionId, state }) => [regionId, state]));
const listingCalls = async () => (await sandbox.requests()).filter(({ action }) => action === LIST).length;

describe('the overview', () => {
  it('reads every region, its instances and the names of what its listeners use', async () => {
    const regions = await readAnew(REGIONS);
    expect(statesOf(regions)).toEqual({
      'cn-hangzhou': 'read',
      'cn-shanghai': 'read',
      'eu-central-1': 'read',
    });

    const rows = listenersOf(regions);
    expect(new Set(rows.map(({ protocol }) => protocol)).size).toBeGreaterThan(1);
    expect(rows.filter(({ loadBalancer }) => loadBalancer.name === loadBalancer.loadBalancerId)).toEqual([]);
    const backends = rows.flatMap(({ backend }) => (backend.kind === 'port' ? [] : [backend]));
    expect(new Set(backends.map(({ kind }) => kind)).size).toBe(2);
    expect(backends.filter(({ name }) => name === null)).toEqual([]);
    const lists = rows.flatMap(({ access }) => (access.status === 'on' ? access.lists : []));
    expect(lists.some(({ entryCount }) => entryCount === 0)).toBe(true);
    expect(lists.filter(({ name, entryCount }) => name === null || entryCount === null)).toEqual([]);
    expect(rows.some(({ loadBalancer }) => loadBalancer.sharedMbps !== null)).toBe(true);
    expect(awaitedOf(regions)).toBeNull();
  });

  it('tells a failed region with its refusal and shows the others', async () => {
    await writeIn('eu-central-1');
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 100, kind: 'error-5xx' });
    const regions = await readAnew(REGIONS);
    expect(statesOf(regions)).toEqual({
      'cn-hangzhou': 'read',
      'cn-shanghai': 'read',
      'eu-central-1': 'failed',
    });
    const failed = regions.find((region) => region.state === 'failed');
    expect(failed).toMatchObject({ error: { code: 'ServiceUnavailable', kind: 'unavailable' } });
    expect(listenersOf(regions).length).toBeGreaterThan(0);
  });

  it('does not wait for a region that hangs, and has its rows when they come', async () => {
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 1, kind: 'latency', millis: 700 });
    const newerThanMillis = Date.now() - 1;
    await readOverview(['cn-hangzhou', 'cn-shanghai'], { newerThanMillis });
    await writeIn('eu-central-1');

    const first = await readOverview(REGIONS, { newerThanMillis, patienceMillis: 100 });
    expect(statesOf(first)).toEqual({
      'cn-hangzhou': 'read',
      'cn-shanghai': 'read',
      'eu-central-1': 'reading',
    });
    expect(awaitedOf(first)).toEqual({ anew: false, key: 'eu-central-1' });

    const later = await readOverview(REGIONS, { newerThanMillis, patienceMillis: 10_000 });
    expect(statesOf(later)).toMatchObject({ 'eu-central-1': 'read' });
  });

  it('keeps the rows of a region through a reading that is late, and says so', async () => {
    const [before] = await readAnew(['eu-central-1']);
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 1, kind: 'latency', millis: 2000 });
    const newerThanMillis = Date.now() - 1;
    const late = await readOverview(['eu-central-1'], { newerThanMillis, patienceMillis: 500 });
    expect(late).toMatchObject([
      { state: 'read', remembered: false, readAtMillis: before?.readAtMillis, behind: { state: 'reading' } },
    ]);
    expect(listenersOf(late)).toEqual(listenersOf(before ? [before] : []));
    expect(awaitedOf(late)).toEqual({ anew: false, key: 'eu-central-1' });

    const askedAtMillis = Date.now();
    await readOverview(['eu-central-1'], { newerThanMillis, patienceMillis: 500 });
    expect(Date.now() - askedAtMillis, 'it was waited for once').toBeLessThan(500);

    const [after] = await readOverview(['eu-central-1'], { newerThanMillis, patienceMillis: 10_000 });
    expect(after).toMatchObject({ state: 'read', behind: null });
    expect(after?.readAtMillis).toBeGreaterThan(before?.readAtMillis ?? Infinity);
  });

  it('keeps the rows of a region through a reading that fails, with its refusal', async () => {
    const [before] = await readAnew(['eu-central-1']);
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 100, kind: 'error-5xx' });
    // Twice: what stands in is the last that was read, not the last that was tried.
    await readAnew(['eu-central-1']);
    const failed = await readAnew(['eu-central-1']);
    expect(failed).toMatchObject([
      {
        state: 'read',
        readAtMillis: before?.readAtMillis,
        behind: { state: 'failed', error: { code: 'ServiceUnavailable' } },
      },
    ]);
    expect(awaitedOf(failed)).toBeNull();

    await writeIn('eu-central-1');
    expect(statesOf(await readAnew(['eu-central-1']))).toEqual({ 'eu-central-1': 'failed' });
  });

  it('keeps the rows of a region when something was changed in another one', async () => {
    await readAnew(['eu-central-1']);
    await writeIn('cn-hangzhou');
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 100, kind: 'error-5xx' });
    expect(await readAnew(['eu-central-1'])).toMatchObject([{ state: 'read', behind: { state: 'failed' } }]);
  });

  it('waits for the first answer of all, however little patience there is', async () => {
    await writeIn('eu-central-1');
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 1, kind: 'latency', millis: 300 });
    const regions = await readOverview(['eu-central-1'], {
      newerThanMillis: Date.now() - 1,
      patienceMillis: 0,
    });
    expect(statesOf(regions)).toEqual({ 'eu-central-1': 'read' });
  });

  it('keeps the rows without names when names cannot be read', async () => {
    await sandbox.fault({ action: 'DescribeVServerGroups', count: 100, kind: 'error-5xx' });
    const [region] = await readAnew(['cn-hangzhou']);
    expect(region?.state).toBe('read');
    const inGroups = listenersOf(region ? [region] : []).flatMap(({ backend }) =>
      backend.kind === 'vserver-group' ? [backend] : [],
    );
    expect(inGroups.length).toBeGreaterThan(0);
    for (const backend of inGroups) expect(backend).toMatchObject({ name: null, serverCount: null });
  });

  it('asks again only for what is newer', async () => {
    await readAnew(REGIONS);
    const before = await listingCalls();
    const [again] = await readOverview(['cn-hangzhou']);
    expect(await listingCalls()).toBe(before);
    await readOverview(['cn-hangzhou'], { newerThanMillis: again?.readAtMillis ?? 0 });
    expect(await listingCalls()).toBeGreaterThan(before);
  });

  it('shows a loaded page what was read last, without a call, and says that it is to be read again', async () => {
    const [before] = await readAnew(['cn-hangzhou']);
    const calls = await listingCalls();
    const newerThanMillis = Date.now();
    const regions = await readOverview(['cn-hangzhou'], { newerThanMillis, rememberedFirst: true });
    expect(regions).toMatchObject([{ state: 'read', remembered: true, readAtMillis: before?.readAtMillis }]);
    expect(await listingCalls()).toBe(calls);
    expect(awaitedOf(regions)).toMatchObject({ anew: true });

    expect(
      awaitedOf(await readOverview(['cn-hangzhou'], { newerThanMillis: newerThanMillis - 1 })),
    ).toBeNull();
    expect(await listingCalls()).toBeGreaterThan(calls);
  });

  it('does not remember a failure for the next page', async () => {
    await sandbox.fault({ action: LIST, regionId: 'eu-central-1', count: 3, kind: 'error-5xx' });
    await writeIn('eu-central-1');
    expect(statesOf(await readAnew(['eu-central-1']))).toEqual({ 'eu-central-1': 'failed' });
    const next = await readOverview(['eu-central-1'], { newerThanMillis: Date.now(), rememberedFirst: true });
    expect(statesOf(next)).toEqual({ 'eu-central-1': 'read' });
  });

  it('never shows what was read before a write, and tells since when a status has been changing', async () => {
    await sandbox.settings({ transitionMillis: 3000 });
    const before = listenersOf(await readAnew(['cn-hangzhou']));
    const stopped = before.find(
      ({ status, protocol, loadBalancer }) =>
        status === 'stopped' &&
        protocol === 'tcp' &&
        loadBalancer.status === 'active' &&
        loadBalancer.modificationProtection.status === 'none',
    );
    if (!stopped) throw new Error('the demo data have a stopped listener');
    const { regionId, loadBalancerId, listenerPort } = stopped;
    const outcome = await changeListener(
      'start',
      { regionId, loadBalancerId, listenerPort },
      { name: 'local', from: '127.0.0.1' },
    );
    expect(outcome.ok).toBe(true);

    const rowOf = (regions: readonly RegionOverview[]) =>
      listenersOf(regions).find(
        (row) => row.loadBalancerId === loadBalancerId && row.listenerPort === listenerPort,
      );
    const after = await readOverview(['cn-hangzhou']);
    expect(rowOf(after)?.status).toBe('starting');
    expect(awaitedOf(after)).toMatchObject({ anew: true });
    const since = rowOf(after)?.changingSinceMillis;
    expect(since).toBe(after[0]?.readAtMillis);

    const next = await readOverview(['cn-hangzhou'], { newerThanMillis: after[0]?.readAtMillis ?? 0 });
    expect(rowOf(next)?.changingSinceMillis).toBe(since);
  });
});

describe('the regions of the list', () => {
  it('are those of the address, else those remembered, else all that hold instances', async () => {
    const chosen = async (address: string[], memory: string[]) =>
      (await chooseRegions(address, memory, 'en')).chosen;
    expect(await chosen(['eu-central-1'], ['cn-shanghai'])).toEqual(['eu-central-1']);
    expect(await chosen(['mars-1'], ['cn-shanghai'])).toEqual(['cn-shanghai']);
    expect(await chosen([], ['mars-1'])).toEqual(REGIONS);
  });
});
