import { beforeEach, describe, expect, it } from 'vitest';
import { awaitedOf } from '@/lib/model/awaited-change';
import { listenersOf } from '@/lib/model/joined-rows';
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

describe('a later reading', () => {
  it('that is late leaves the rows, and says so', async () => {
    const before = await fill([EU]);
    await world.sandbox().fault({ action: LIST, regionId: EU, count: 1, kind: 'latency', millis: 3000 });
    // The instances answer at once; from then on nothing comes.
    await rereadScreen({ regionIds: [EU], instances: [], whole: false, patienceMillis: 1000 });
    const late = await readOverview([EU], { patienceMillis: 200 });
    expect(late).toMatchObject([{ state: 'read', behind: { state: 'reading' } }]);
    expect(listenersOf(late)).toEqual(before);
    expect(awaitedOf(late)).toEqual({ anew: false, key: EU });

    // A reading under way is as new as any: the region is not asked again, but by who asks for all of it as it is now.
    await rereadScreen({ regionIds: [EU], instances: [], whole: false, patienceMillis: 20_000 });
    expect(await world.calls(LIST)).toBe(2);
    expect(await readOverview([EU])).toMatchObject([{ state: 'read', behind: null }]);
  });

  it('that answers a part and is late with the rest is waited for until it is said to be late', async () => {
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
    // At the end of the patience it was not late, and nothing would have made a page look again.
    expect(await readOverview([EU], { patienceMillis: 1000 })).toMatchObject([
      { behind: { state: 'reading' } },
    ]);
  });

  it('that fails leaves the rows with its refusal, through a restart as well', async () => {
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

  it('of the whole that failed is not made good by a part that answers', async () => {
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

  it('of a region takes away what has vanished in the cloud, listeners and instances', async () => {
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

describe('what is on the screen', () => {
  beforeEach(async () => {
    await world.sandbox().reset('large');
  });

  it('is read again with a call for ten instances, and what those no longer have vanishes', async () => {
    const rows = await fill(['cn-hangzhou']);
    const instances = [...new Set(rows.map(({ loadBalancerId }) => loadBalancerId))]
      .slice(0, 3)
      .map((loadBalancerId) => ({ regionId: 'cn-hangzhou', loadBalancerId }));
    const gone = rows.find((row) => row.loadBalancerId === instances[1]?.loadBalancerId);
    if (!gone) throw new Error('the large data have listeners');
    await deleteListener(gone);
    const before = await world.calls(LIST);
    await rereadScreen({ regionIds: ['cn-hangzhou'], instances, whole: false, patienceMillis: 20_000 });
    // Three instances with forty listeners each: one call for ten of them, and one page more.
    expect((await world.calls(LIST)) - before).toBe(2);
    const after = listenersOf(await readOverview(['cn-hangzhou']));
    expect(after).toHaveLength(1999);
    expect(find(after, gone)).toBeUndefined();
    await restart();
    expect(listenersOf(await readOverview(['cn-hangzhou']))).toHaveLength(1999);
  });

  it('is all of a region when that is asked for', async () => {
    await fill(['cn-hangzhou']);
    const before = await world.calls(LIST);
    await rereadAll(['cn-hangzhou']);
    expect((await world.calls(LIST)) - before).toBe(20);
  });
});
