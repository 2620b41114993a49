import { describe, expect, it } from 'vitest';
import { fill, inventoryWorld } from '@/lib/inventory/testing/world';
import { settingsOf } from '@/lib/model/settings';
import { describeTcpListener } from '@/lib/slb/operations/listeners';
import { recreateRequest } from './recreate-parameters';
import { selectionCodeOf } from './selection-code';

const world = inventoryWorld();

describe('the code of a selection', () => {
  it('creates each listener as SLB returns it now, without a call', async () => {
    const keys = (await fill(['cn-hangzhou'])).filter(({ protocol }) => protocol === 'tcp');
    const before = await world.calls();
    const { recreate, unknown } = await selectionCodeOf(keys);
    expect([(await world.calls()) - before, unknown]).toEqual([0, 0]);
    const read = keys.map(async (key) => {
      const result = await describeTcpListener(key);
      if (!result.ok) throw new Error(result.error.message);
      return recreateRequest(key, result.value.backendServerPort, settingsOf(result.value));
    });
    expect(recreate).toEqual(await Promise.all(read));
    expect(recreate.length).toBeGreaterThan(10);
  });

  it('counts what it does not know', async () => {
    await fill(['cn-hangzhou']);
    const gone = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-gone', listenerPort: 1 };
    expect(await selectionCodeOf([gone])).toEqual({ recreate: [], unknown: 1, oldestReadAtMillis: null });
  });
});
