import { expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { forgetInventory, inventory } from './inventory';
import { fillProgress, inventoryState, readOverview } from './overview';
import { fillRest } from './regions';
import { rereadListener } from './reread-listener';
import { rereadScreen } from './screen';
import { EU, inventoryWorld, LIST, restart, settled } from './testing/world';

const world = inventoryWorld();
const UNKNOWN = Array.from({ length: 500 }, (_, index) => `xx-nowhere-${index}`);

it('no call is made for an id DescribeRegions does not list, and it leaves nothing behind', async () => {
  const regions = await readOverview([EU, ...UNKNOWN], { patienceMillis: 20_000 });
  expect(regions.map(({ regionId }) => regionId)).toEqual([EU]);
  await rereadScreen({ regionIds: UNKNOWN, instances: [], whole: true });
  await rereadListener({ regionId: 'xx-nowhere-1', loadBalancerId: 'lb-1', listenerPort: 80 });
  expect(await fillProgress(UNKNOWN)).toBeNull();
  await fillRest([EU]);
  await settled();

  const requested = new Set((await world.sandbox().requests()).map(({ regionId }) => regionId ?? ''));
  expect([...requested].filter((regionId) => regionId.startsWith('xx-'))).toEqual([]);
  expect(await world.calls('DescribeRegions')).toBe(1);
  expect((await inventoryState()).regions.known).toBeLessThan(60);
  const open = await database();
  const kept = await open.selectFrom('inventory_regions').select('region_id').execute();
  expect(kept.filter(({ region_id: regionId }) => regionId.startsWith('xx-'))).toEqual([]);
});

it('what an older Sluice stored for such an id is dropped at the next start', async () => {
  await readOverview([EU], { patienceMillis: 20_000 });
  const { connectionId } = await inventory();
  await restart();
  const open = await database();
  const [known] = await open.selectFrom('inventory_regions').selectAll().execute();
  if (known === undefined || connectionId === null) throw new Error('no region was kept');
  await open
    .insertInto('inventory_regions')
    .values({ ...known, region_id: 'xx-nowhere-1', names_json: '{}' })
    .execute();
  forgetInventory();
  expect((await inventory()).regions.has('xx-nowhere-1')).toBe(false);
  await readOverview([EU]);
  expect(await world.calls(LIST)).toBe(1);
  const kept = await open.selectFrom('inventory_regions').select('region_id').execute();
  expect(kept.map(({ region_id: regionId }) => regionId)).not.toContain('xx-nowhere-1');
});
