import { beforeEach, expect, it, vi } from 'vitest';
import { readOverview } from '@/lib/inventory/overview';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { rereadScreen } from '@/lib/inventory/screen';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { readOneRecently } from './recent-reading';

const INSTANCE = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
const KEY = { ...INSTANCE, listenerPort: 443 };

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(async () => {
  Reflect.deleteProperty(globalThis, 'sluiceRecentReadings');
  connectTo(sandbox.port, { timeoutMillis: 3000, deadlineMillis: 3000 });
  await readOverview(['cn-hangzhou']);
});

/** Whether SLB was called, and what came of it. */
async function read(key = KEY): Promise<{ isNew: boolean; state: string }> {
  const { reading, isNew } = await readOneRecently(key);
  return { isNew, state: (await reading).state };
}

/** Times are in whole milliseconds, and what follows must be later. */
const later = () =>
  vi.waitUntil(
    (
      (from) => () =>
        Date.now() > from
    )(Date.now()),
    { interval: 1 },
  );

it('reads a listener once, also while its answer is awaited, and shares it', async () => {
  const first = await readOneRecently(KEY);
  const second = await readOneRecently(KEY);
  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(await second.reading).toBe(await first.reading);
  const calls = (await sandbox.requests()).length;
  expect(await read()).toEqual({ isNew: false, state: 'read' });
  expect(await sandbox.requests()).toHaveLength(calls);
  expect(await read({ ...INSTANCE, listenerPort: 2222 })).toMatchObject({ isNew: true });
});

it.each([
  ['after a write', () => rereadListener(KEY)],
  ['on a refresh', () => rereadScreen({ regionIds: ['cn-hangzhou'], instances: [INSTANCE], whole: false })],
])('reads it again once the list has read its row %s', async (_title, rereadRow) => {
  await read();
  await later();
  await rereadRow();
  expect(await read()).toEqual({ isNew: true, state: 'read' });
  expect(await read()).toEqual({ isNew: false, state: 'read' });
});

it('reads it again after half a minute', async () => {
  await read();
  const now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 31_000);
  expect(await read()).toMatchObject({ isNew: true });
  clock.mockRestore();
});

it('never uses a failure again, nor a listener that the list does not have', async () => {
  await sandbox.fault({ action: 'DescribeLoadBalancerAttribute', count: 99, kind: 'error-5xx' });
  expect(await read()).toEqual({ isNew: true, state: 'failed' });
  await sandbox.clearFaults();
  expect(await read()).toEqual({ isNew: true, state: 'read' });
  const missing = { ...INSTANCE, listenerPort: 4711 };
  expect(await read(missing)).toEqual({ isNew: true, state: 'missing' });
  expect(await read(missing)).toEqual({ isNew: true, state: 'missing' });
});
