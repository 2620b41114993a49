import { expect, it } from 'vitest';
import { inventory } from '@/lib/inventory/inventory';
import { fill, inventoryWorld, REGIONS, settled } from '@/lib/inventory/testing/world';
import { localActor } from '@/lib/model/actor';
import { GET as question } from './question/route';
import { makeExport } from './read-export';

/** A file says all that the list says of the same rows, and the question before it says it first. */

const world = inventoryWorld();

const addressOf = (path: string, filter: string): string =>
  `http://127.0.0.1:3000${path}?regions=${REGIONS.join()}&q=${encodeURIComponent(filter)}`;

async function fileOf(filter: string, format: 'csv' | 'json'): Promise<string> {
  const file = await makeExport(
    new Request(addressOf('/listeners/export', filter)),
    format,
    localActor(null),
  );
  if (file instanceof Response) throw new Error(await file.text());
  let text = '';
  for (let next = await file.pieces.next(); next.done !== true; next = await file.pieces.next())
    text += next.value;
  return text;
}

async function requestedOf(filter: string): Promise<string> {
  const request = new Request(addressOf('/listeners/export/question', filter), {
    headers: { host: '127.0.0.1:3000' },
  });
  return (await question(request)).text();
}

it('says that a region could not be identified', async () => {
  const fault = { action: 'DescribeRegions', share: 1, kind: 'odd-rows', variant: 'missing-id' } as const;
  await world.sandbox().fault(fault);
  await fill();
  await settled();
  expect(JSON.parse(await fileOf('', 'json'))).toMatchObject({ complete: false, unidentifiedRegions: 1 });
  expect(await fileOf('', 'csv')).toContain('SLB returned 1 region without an ID');
  expect(await requestedOf('')).toContain('SLB returned 1 region without an ID');
});

it('says if the entries a filter uses are older than the rows, and only then', async () => {
  await fill();
  const entriesAt = async (millis: number): Promise<void> => {
    for (const { namesReadAtMillis } of (await inventory()).regions.values())
      for (const word of namesReadAtMillis.keys()) namesReadAtMillis.set(word, millis);
  };
  await entriesAt(Date.UTC(2026, 10, 29, 8));
  expect(JSON.parse(await fileOf('access:open', 'json'))).toMatchObject({
    complete: true,
    accessListsReadAt: '2026-11-29T08:00:00.000Z',
  });
  expect(await fileOf('-access:open', 'csv')).toContain('access control lists as of 2026-11-29 08:00 UTC');
  expect(await requestedOf('access:open')).toBe('null');
  expect(JSON.parse(await fileOf('port:80', 'json'))).toMatchObject({ complete: true });
  await entriesAt(Date.now());
  expect(JSON.parse(await fileOf('access:open', 'json'))).not.toHaveProperty('accessListsReadAt');
});
