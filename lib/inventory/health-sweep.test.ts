import { afterEach, describe, expect, it, vi } from 'vitest';
import { filterOf } from '@/lib/listeners/list/filter/filter';
import { countMatches } from '@/lib/listeners/list/row-index';
import type { RowLanguage } from '@/lib/listeners/list/filterable-row';
import { healthCoverageOf, isChecked, isComplete } from '@/lib/model/row-health';
import { observedHealth } from './observed-health';
import { listenersOf } from './joined-rows';
import type { ListedListener } from '@/lib/model/list-row';
import { HEALTH_CURRENT_MILLIS, SWEEP_MILLIS } from '@/lib/model/health-types';
import { endHealthSweep, healthSchedule, isObservingHealth, renewHealth, watchHealth } from './health-sweep';
import { rereadListener } from './reread-listener';
import { stopListener } from '@/lib/slb/operations/listeners';
import { EU, fill, inventoryWorld, REGIONS } from './testing/world';
import { readOverview } from './overview';

const HEALTH = 'DescribeHealthStatus';
const { sandbox, calls } = inventoryWorld();

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await endHealthSweep();
});

const watch = (regionIds: readonly string[] = REGIONS, onScreen: readonly ListedListener[] = []) =>
  watchHealth({ regionIds, onScreen });

/** Until nothing is due any more; failed instances are being left alone by then. */
async function swept(regionIds: readonly string[] = REGIONS): Promise<void> {
  await vi.waitFor(async () => expect((await healthSchedule(regionIds)).isAdvancing).toBe(false), {
    timeout: 10_000,
    interval: 20,
  });
}

const instancesOf = (rows: readonly ListedListener[]): string[] => [
  ...new Set(rows.filter(isChecked).map(({ loadBalancerId }) => loadBalancerId)),
];

const requestedFor = async (): Promise<(string | undefined)[]> =>
  (await sandbox().requests(HEALTH)).map(({ parameters }) => parameters['LoadBalancerId']);

const language: RowLanguage = {
  locale: 'en-sweep',
  others: [],
  own: () => ({
    port: '',
    status: '',
    instance: '',
    region: '',
    address: '',
    'address-type': '',
    backend: '',
    scheduler: '',
    bandwidth: '',
    access: '',
    healthy: '',
    'health-check': '',
    tag: '',
    changed: '',
    description: '',
  }),
};

const now = async () => ({ health: await observedHealth(), nowMillis: Date.now() });

const coverageOf = async (rows: readonly ListedListener[]) => healthCoverageOf(rows, await now());

async function countOf(listeners: readonly ListedListener[], text: string): Promise<number> {
  const context = { ...(await now()), runs: new Map() };
  return countMatches({ listeners, language, context }, filterOf(text));
}

/** Moves Sluice's own clock ahead; nothing else waits. */
function later(millis: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + millis });
}

describe('a sweep', () => {
  it('observes every instance of the regions with one call each, so that dead servers show without scrolling to them', async () => {
    const rows = await fill();
    expect((await coverageOf(rows)).known).toBe(0);
    await watch(REGIONS, rows.slice(0, 25));
    await swept();
    expect((await requestedFor()).toSorted()).toEqual(instancesOf(rows).toSorted());
    for (const { parameters } of await sandbox().requests(HEALTH))
      expect(parameters['ListenerPort']).toBeUndefined();
    expect(isComplete(await coverageOf(rows))).toBe(true);
    // In the demo data three of three servers behind rabbit are down, and it is on the second page.
    expect(await countOf(rows, 'healthy:0/3')).toBe(1);
    expect(await countOf(rows, 'healthy:none,some')).toBeGreaterThan(3);
  });

  it('is shared by all concurrent viewers, and makes no call while everything is known', async () => {
    const rows = await fill();
    await Promise.all([watch(), watch(), watch()]);
    await Promise.all([watch(), swept()]);
    await watch();
    await swept();
    expect(await calls(HEALTH)).toBe(instancesOf(rows).length);
  });

  it('observes only the regions somebody is viewing, and nothing once nobody is', async () => {
    const rows = await fill();
    await watch(['cn-hangzhou']);
    await swept(['cn-hangzhou']);
    const hangzhou = rows.filter(({ regionId }) => regionId === 'cn-hangzhou');
    expect((await requestedFor()).toSorted()).toEqual(instancesOf(hangzhou).toSorted());
    expect(isComplete(await coverageOf(hangzhou))).toBe(true);
    expect(isComplete(await coverageOf(rows))).toBe(false);
    const before = await calls(HEALTH);
    later(SWEEP_MILLIS);
    await watch([EU]);
    await swept([EU]);
    const requested = await requestedFor();
    for (const id of instancesOf(hangzhou)) expect(requested.slice(before)).not.toContain(id);
  });

  it('observes everything again after its period, and observations stay current until then', async () => {
    const rows = await fill(['cn-shanghai']);
    await watch(['cn-shanghai']);
    await swept(['cn-shanghai']);
    const once = await calls(HEALTH);
    expect((await healthSchedule(['cn-shanghai'])).periodMillis).toBe(SWEEP_MILLIS);
    later(SWEEP_MILLIS + 1000);
    expect(isComplete(await coverageOf(rows))).toBe(true);
    await watch(['cn-shanghai']);
    await swept(['cn-shanghai']);
    expect(await calls(HEALTH)).toBe(2 * once);
    later(HEALTH_CURRENT_MILLIS + 1000);
    expect((await coverageOf(rows)).known).toBe(0);
  });

  it('starts by itself when rows arrive after somebody opened the page', async () => {
    await watch([EU]);
    const rows = await fill([EU]);
    await vi.waitFor(async () => expect(isComplete(await coverageOf(rows))).toBe(true), { timeout: 10_000 });
  });

  it('starts with what is on screen', async () => {
    const rows = await fill();
    const last = rows.findLast(
      ({ protocol, healthCheck }) => protocol === 'tcp' && healthCheck?.status === 'on',
    );
    if (!last) throw new Error('the demo data have a TCP listener');
    await watch(REGIONS, [last]);
    await swept();
    expect((await requestedFor())[0]).toBe(last.loadBalancerId);
  });

  it('observes an instance again at once when one of its listeners changed, and counts it as unknown until then', async () => {
    await fill(['cn-hangzhou']);
    await watch(['cn-hangzhou']);
    await swept(['cn-hangzhou']);
    const before = await calls(HEALTH);
    const read = async () => listenersOf(await readOverview(['cn-hangzhou']));
    const changed = (await read()).find(
      ({ protocol, healthCheck, status }) =>
        protocol === 'tcp' && healthCheck?.status === 'on' && status === 'running',
    );
    if (!changed) throw new Error('the demo data have a listener that is checked');
    later(5000);
    await stopListener(changed);
    await rereadListener(changed);
    const { known, total } = await coverageOf(await read());
    expect(known).toBe(total - 1);
    await watch(['cn-hangzhou']);
    await swept(['cn-hangzhou']);
    expect((await requestedFor()).slice(before)).toEqual([changed.loadBalancerId]);
    expect(await isObservingHealth()).toBe(false);
    expect(isComplete(await coverageOf(await read()))).toBe(true);
  });
});

describe('a failure', () => {
  const failing = { action: HEALTH, regionId: EU, kind: 'error-5xx', count: 99 } as const;

  it('leaves its instances unknown and alone for a while, and hides no other', async () => {
    const rows = await fill();
    await sandbox().fault(failing);
    await watch();
    await swept();
    const [lost, others] = [rows.filter(isThere), rows.filter((row) => !isThere(row))];
    expect((await coverageOf(lost)).known).toBe(0);
    expect(isComplete(await coverageOf(others))).toBe(true);
    expect((await coverageOf(rows)).known).toBe((await coverageOf(others)).total);
    const before = await calls(HEALTH);
    await watch();
    await swept();
    expect(await calls(HEALTH)).toBe(before);

    // The sandbox has its data back, and no fault.
    await sandbox().reset();
    later(16_000);
    await watch();
    await swept();
    expect((await requestedFor()).toSorted()).toEqual(instancesOf(lost).toSorted());
    expect(isComplete(await coverageOf(rows))).toBe(true);
  });

  it('that takes long does not keep observations current for longer', async () => {
    await fill([EU]);
    await sandbox().fault(failing);
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 600_000));
    await watch([EU]);
    await swept([EU]);
    expect(await healthSchedule([EU])).toMatchObject({
      periodMillis: SWEEP_MILLIS,
      holdsMillis: HEALTH_CURRENT_MILLIS,
    });
  });

  it('is retried at once for a reader who has its rows on screen, or requests everything', async () => {
    const rows = await fill([EU]);
    await sandbox().fault(failing);
    await watch([EU]);
    await swept([EU]);
    expect((await coverageOf(rows)).known).toBe(0);
    await sandbox().reset();
    await renewHealth({ regionIds: [EU], onScreen: rows.slice(0, 1) }, { whole: false });
    expect((await coverageOf(rows)).known).toBeGreaterThan(0);
    expect(isComplete(await coverageOf(rows))).toBe(false);
    await renewHealth({ regionIds: [EU], onScreen: [] }, { whole: true });
    expect(isComplete(await coverageOf(rows))).toBe(true);
  });
});

it('reports that it is observing until a recent change has been observed', async () => {
  const rows = await fill([EU]);
  await watch([EU]);
  await swept([EU]);
  expect(await isObservingHealth()).toBe(false);
  const running = rows.find(({ protocol, status }) => protocol === 'tcp' && status === 'running');
  if (!running) throw new Error('the demo data have a TCP listener that runs');
  const once = await calls(HEALTH);
  await stopListener(running);
  await rereadListener(running);
  expect(await isObservingHealth()).toBe(true);
  await watch([EU]);
  await vi.waitFor(async () => expect(await isObservingHealth()).toBe(false), {
    timeout: 5000,
    interval: 20,
  });
  expect(await calls(HEALTH)).toBe(once + 1);
});

it('drops the failure of a deleted instance, and no longer waits for it', async () => {
  await fill([EU]);
  await watch([EU]);
  await swept([EU]);
  type Kept = { wanted: Set<string>; troubles: Map<string, object> };
  const { sluiceHealthSweeps: sweeps } = globalThis as unknown as {
    sluiceHealthSweeps: Map<null, Kept>;
  };
  const sweep = sweeps.get(null);
  if (sweep === undefined) throw new Error('nothing is swept');
  const gone = `${EU}/lb-gone`;
  sweep.wanted.add(gone);
  sweep.troubles.set(gone, { failures: 1, retryAtMillis: 0 });
  await watch([EU]);
  expect([...sweep.wanted, ...sweep.troubles.keys()]).toEqual([]);
});

const isThere = ({ regionId }: ListedListener): boolean => regionId === EU;

it('a page that polls gets the newest observation; a full reload observes again', async () => {
  const rows = await fill([EU]);
  await renewHealth({ regionIds: [EU], onScreen: rows }, { whole: false });
  const once = await calls(HEALTH);
  expect(once).toBe(instancesOf(rows).length);
  await renewHealth({ regionIds: [EU], onScreen: rows }, { whole: false });
  expect(await calls(HEALTH)).toBe(once);
  later(11_000);
  await renewHealth({ regionIds: [EU], onScreen: rows }, { whole: false });
  expect(await calls(HEALTH)).toBe(2 * once);
  await renewHealth({ regionIds: [EU], onScreen: [] }, { whole: true });
  await swept([EU]);
  expect(await calls(HEALTH)).toBe(3 * once);
});

it('finds an instance whose servers all died among two thousand listeners, whatever page is viewed', async () => {
  await sandbox().reset('large');
  const rows = await fill([EU]);
  expect(rows).toHaveLength(2000);
  for (const which of [1, 2, 3]) await sandbox().killServer(`i-gw8large0049${which}`);
  await sandbox().shiftClock(60_000);
  await watch([EU], rows.slice(0, 25));
  await swept([EU]);
  expect(isComplete(await coverageOf(rows))).toBe(true);
  const dead = rows.filter(
    ({ loadBalancerId, status, healthCheck }) =>
      loadBalancerId === 'lb-gw8large0049' && status === 'running' && healthCheck?.status === 'on',
  );
  expect(await countOf(rows, 'healthy:none,some')).toBe(dead.length);
});
