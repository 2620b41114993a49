import { beforeEach, describe, expect, it } from 'vitest';
import { awaitedOf } from '@/lib/model/awaited-change';
import { listenersOf } from './joined-rows';
import { deleteListener } from '@/lib/slb/operations/listeners';
import { inventory } from './inventory';
import { readOverview } from './overview';
import { rereadListener } from './reread-listener';
import { rereadScreen } from './screen';
import {
  EU,
  fill,
  find,
  LIST,
  REGIONS,
  rereadAll,
  restart,
  startable,
  statesOf,
  inventoryWorld,
} from './testing/world';

const world = inventoryWorld();

describe('a later read', () => {
  it('that is late keeps the rows, and says so', async () => {
    const before = await fill([EU]);
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 3000 });
    // The instances respond at once; from then on nothing comes.
    await rereadScreen({ regionIds: [EU], instances: [], whole: false, patienceMillis: 1000 });
    const late = await readOverview([EU], { patienceMillis: 200 });
    expect(late).toMatchObject([{ state: 'read', behind: { state: 'reading' } }]);
    expect(listenersOf(late)).toEqual(before);
    expect(awaitedOf(late)).toEqual({ needsRequest: false, key: EU });

    // A pending read is as new as any, so the region is not requested again, except by an explicit full refresh.
    await rereadScreen({ regionIds: [EU], instances: [], whole: false, patienceMillis: 20_000 });
    expect(await world.calls(LIST)).toBe(2);
    expect(await readOverview([EU])).toMatchObject([{ state: 'read', behind: null }]);
  });

  it('that returns a part and is late with the rest is awaited until it is reported as late', async () => {
    await fill([EU]);
    await world.sandbox().fault({
      action: 'DescribeLoadBalancers',
      regionId: EU,
      count: 1,
      kind: 'latency',
      millis: 700,
    });
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 4000 });
    await rereadScreen({ regionIds: [EU], instances: [], whole: true, patienceMillis: 1000 });
    // When the patience ended it was not late, and nothing would have made a page check again.
    expect(await readOverview([EU], { patienceMillis: 1000 })).toMatchObject([
      { behind: { state: 'reading' } },
    ]);
  });

  it('that fails keeps the rows with the rejection, also across a restart', async () => {
    await fill([EU]);
    const [before] = await readOverview([EU]);
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 100, kind: 'error-5xx' });
    await rereadAll([EU]);
    await rereadAll([EU]);
    const expected = [
      {
        state: 'read',
        readAtMillis: before?.readAtMillis,
        behind: { state: 'failed', error: { code: 'ServiceUnavailable', requestId: expect.any(String) } },
      },
    ];
    const failed = await readOverview([EU]);
    expect(failed).toMatchObject(expected);
    expect(awaitedOf(failed)).toBeNull();
    await restart();
    expect(await readOverview([EU])).toMatchObject(expected);

    await world.sandbox().reset();
    await rereadAll([EU]);
    expect(await readOverview([EU])).toMatchObject([{ state: 'read', behind: null }]);
  });

  it('of a whole region that failed is not made good by a part that succeeds', async () => {
    const stopped = startable(await fill(['cn-hangzhou']));
    await world.sandbox().fault({
      action: 'DescribeLoadBalancers',
      regionId: 'cn-hangzhou',
      count: 100,
      kind: 'error-5xx',
    });
    await rereadAll(['cn-hangzhou']);
    await rereadListener(stopped);
    expect(await readOverview(['cn-hangzhou'])).toMatchObject([{ behind: { state: 'failed' } }]);
    await world.sandbox().reset();
    await rereadAll(['cn-hangzhou']);
    expect(await readOverview(['cn-hangzhou'])).toMatchObject([{ behind: null }]);
  });

  it('of a region removes what was deleted in the cloud, listeners and instances', async () => {
    const rows = await fill();
    await world.sandbox().reset('empty');
    await rereadAll(['cn-shanghai']);
    expect(statesOf(await readOverview(['cn-shanghai']))).toEqual({ 'cn-shanghai': 'read' });
    expect(listenersOf(await readOverview(['cn-shanghai']))).toEqual([]);
    expect(listenersOf(await readOverview(REGIONS))).toHaveLength(
      rows.filter(({ regionId }) => regionId !== 'cn-shanghai').length,
    );
    expect((await inventory()).regions.get('cn-shanghai')).toMatchObject({
      instances: new Map(),
      groups: new Map(),
    });
    await restart();
    expect(listenersOf(await readOverview(['cn-shanghai']))).toEqual([]);
  });
});

describe('what is on screen', () => {
  beforeEach(async () => {
    await world.sandbox().reset('large');
  });

  it('is read again with one call per ten instances, and deleted listeners are removed', async () => {
    const rows = await fill(['cn-hangzhou']);
    const instances = [...new Set(rows.map(({ loadBalancerId }) => loadBalancerId))]
      .slice(0, 3)
      .map((loadBalancerId) => ({ regionId: 'cn-hangzhou', loadBalancerId }));
    const gone = rows.find((row) => row.loadBalancerId === instances[1]?.loadBalancerId);
    if (!gone) throw new Error('the large data have listeners');
    await deleteListener(gone);
    const before = await world.calls(LIST);
    await rereadScreen({ regionIds: ['cn-hangzhou'], instances, whole: false, patienceMillis: 20_000 });
    // Three instances with forty listeners each: one call for ten of them, and one more page.
    expect((await world.calls(LIST)) - before).toBe(2);
    const after = listenersOf(await readOverview(['cn-hangzhou']));
    expect(after).toHaveLength(1999);
    expect(find(after, gone)).toBeUndefined();
    await restart();
    expect(listenersOf(await readOverview(['cn-hangzhou']))).toHaveLength(1999);
  });

  it('is the whole region if that is requested', async () => {
    await fill(['cn-hangzhou']);
    const before = await world.calls(LIST);
    await rereadAll(['cn-hangzhou']);
    expect((await world.calls(LIST)) - before).toBe(20);
  });
});
