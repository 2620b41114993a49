import { expect, it } from 'vitest';
import { database } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { allRecorded, recordLater, recordWaitingOf } from './health-recorder';

dataFolder('test');

const instance = (number: number) => ({ regionId: 'cn-hangzhou', loadBalancerId: `lb-${number}` });
const found = (status: string) =>
  new Map([
    [443, [{ listenerPort: 443, protocol: 'tcp', serverId: 'i-1', serverIp: null, port: 80, status }]],
  ]);
const recordedRows = async () =>
  (
    await (await database()).selectFrom('health_sightings').select(['load_balancer_id', 'status']).execute()
  ).map((row) => `${row.load_balancer_id} ${row.status}`);

it('records observations soon, in order', async () => {
  for (const number of [1, 2, 3])
    recordLater({
      connection: 'cloud 1',
      instance: instance(number),
      found: found('normal'),
      atMillis: 1000 + number,
    });
  recordLater({ connection: 'cloud 1', instance: instance(2), found: found('abnormal'), atMillis: 2000 });
  expect(await recordedRows()).toEqual([]);
  await allRecorded();
  expect(await recordedRows()).toEqual(['lb-1 normal', 'lb-2 normal', 'lb-3 normal', 'lb-2 abnormal']);
});

it("records an instance's queued observations at once for whoever reads its history", async () => {
  await database();
  const atMillis = Date.now();
  for (const number of [1, 2])
    recordLater({ connection: 'cloud 1', instance: instance(number), found: found('abnormal'), atMillis });
  await recordWaitingOf(instance(2));
  // On a slow machine the others may have followed by now.
  expect((await recordedRows())[0]).toBe('lb-2 abnormal');
  await allRecorded();
  expect(await recordedRows()).toEqual(['lb-2 abnormal', 'lb-1 abnormal']);
});

it('continues after an observation that cannot be recorded', async () => {
  const broken = new Map([[443, [{ ...found('normal').get(443)?.[0], status: null }]]]) as never;
  recordLater({ connection: 'cloud 1', instance: instance(1), found: broken, atMillis: 1000 });
  await expect(recordWaitingOf(instance(1))).rejects.toThrow(/not.null/i);
  recordLater({ connection: 'cloud 1', instance: instance(2), found: found('normal'), atMillis: 1000 });
  await allRecorded();
  expect(await recordedRows()).toEqual(['lb-2 normal']);
});
