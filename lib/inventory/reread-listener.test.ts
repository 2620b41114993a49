import { describe, expect, it } from 'vitest';
import { changeListener } from '@/lib/listeners/commands/change-listener';
import { awaitedOf } from '@/lib/model/awaited-change';
import { listenersOf } from './joined-rows';
import { deleteListener, describeTcpListener } from '@/lib/slb/operations/listeners';
import { localActor } from '@/lib/model/actor';
import type { Tag } from '@/lib/slb/responses';
import { inventory } from './inventory';
import { readOverview } from './overview';
import { rereadListener, takeListener } from './reread-listener';
import {
  EU,
  fill,
  find,
  LIST,
  REGIONS,
  rereadAll,
  restart,
  startable,
  inventoryWorld,
} from './testing/world';

const world = inventoryWorld();

describe('a write of Sluice', () => {
  it('reads its row again at once, and reports since when a status has been changing', async () => {
    await world.sandbox().settings({ transitionMillis: 3000 });
    const stopped = startable(await fill(['cn-hangzhou']));
    const before = await world.calls(LIST);
    const requestedAtMillis = Date.now();
    const outcome = await changeListener('start', stopped, localActor('127.0.0.1'));
    expect(outcome.ok).toBe(true);
    expect((await world.calls(LIST)) - before).toBe(1);

    const after = await readOverview(['cn-hangzhou']);
    const row = find(listenersOf(after), stopped);
    expect(row?.status).toBe('starting');
    expect(row?.changingSinceMillis).toBeGreaterThanOrEqual(requestedAtMillis);
    expect(awaitedOf(after)).toMatchObject({ needsRequest: true });
    await rereadAll(['cn-hangzhou']);
    expect(find(listenersOf(await readOverview(['cn-hangzhou'])), stopped)?.changingSinceMillis).toBe(
      row?.changingSinceMillis,
    );
  });

  it('whose row cannot be read does not leave the old data on screen', async () => {
    const stopped = startable(await fill());
    await world.sandbox().fault({ action: LIST, regionId: stopped.regionId, count: 100, kind: 'error-5xx' });
    await changeListener('start', stopped, localActor('127.0.0.1'));
    const shown = async () => find(listenersOf(await readOverview(REGIONS)), stopped)?.status;
    expect(await shown()).toBe('unknown');
    await restart();
    expect(await shown()).toBe('unknown');
    await world.sandbox().reset();
    await rereadListener(stopped);
    expect(await shown()).toBe('stopped');
  });

  it('whose row cannot be read stays unknown when a page requested before it arrives', async () => {
    const stopped = startable(await fill(['cn-hangzhou']));
    await world
      .sandbox()
      .fault({ action: LIST, regionId: 'cn-hangzhou', count: 1, kind: 'latency', millis: 1500 });
    const reading = rereadAll(['cn-hangzhou']);
    await expect.poll(async () => (await inventory()).pendingFetches.get('cn-hangzhou')?.size).toBe(1);
    await world.sandbox().fault({ action: LIST, regionId: 'cn-hangzhou', count: 20, kind: 'error-5xx' });
    await rereadListener(stopped);
    await reading;
    expect(find(listenersOf(await readOverview(['cn-hangzhou'])), stopped)?.status).toBe('unknown');
    await world.sandbox().reset();
    await rereadAll(['cn-hangzhou']);
    expect(find(listenersOf(await readOverview(['cn-hangzhou'])), stopped)?.status).toBe('stopped');
  });

  it('is not undone by a page requested before it', async () => {
    const stopped = startable(await fill([EU, 'cn-hangzhou']));
    const { regionId } = stopped;
    await world.sandbox().fault({ action: LIST, regionId, count: 1, kind: 'latency', millis: 1500 });
    const reading = rereadAll([regionId]);
    await expect.poll(async () => (await inventory()).pendingFetches.get(regionId)?.size).toBe(1);
    await deleteListener(stopped);
    await rereadListener(stopped);
    await reading;
    expect(find(listenersOf(await readOverview([regionId])), stopped)).toBeUndefined();
  });

  it('is what "first seen" and "changed" are known from: the first read says nothing', async () => {
    const stopped = startable(await fill(['cn-hangzhou']));
    const copyOf = async () => {
      const copies = (await inventory()).regions.get('cn-hangzhou')?.listeners.values() ?? [];
      return [...copies].find(({ row }) => find([row], stopped));
    };
    const unobserved = { firstObservedAtMillis: null, changedAtMillis: null };
    expect(await copyOf()).toMatchObject(unobserved);
    await restart();
    await rereadAll(['cn-hangzhou']);
    for (const copy of (await inventory()).regions.get('cn-hangzhou')?.listeners.values() ?? [])
      expect(copy).toMatchObject(unobserved);
    await changeListener('start', stopped, localActor(null));
    await restart();
    const { changedAtMillis, row } = (await copyOf()) ?? {};
    expect(changedAtMillis).toBeGreaterThan(0);
    expect(row?.changedAtMillis).toBe(changedAtMillis);
    expect((await copyOf())?.firstObservedAtMillis).toBeNull();
  });
});

it('keeps the tags of a listener that is read on its own only if the response has none', async () => {
  const listener = startable(await fill(['cn-hangzhou']));
  const read = await describeTcpListener(listener);
  if (!read.ok) throw new Error(read.error.message);
  const tagsAfter = async (tags: Tag[] | undefined) => {
    await takeListener(listener, { ...read.value, tags }, Date.now());
    return find(listenersOf(await readOverview(['cn-hangzhou'])), listener)?.tags;
  };
  const tags = [{ key: 'env', value: 'prod' }];
  expect(await tagsAfter(tags)).toEqual(tags);
  expect(await tagsAfter(undefined)).toEqual(tags);
  expect(await tagsAfter([])).toBeUndefined();
});
