import { expect, it } from 'vitest';
import type { OneServer } from '@/lib/listeners/detail/detail-types';
import { chooseShown, cutLines, reachesNone } from './shown-servers';

function servers(statuses: string): OneServer[] {
  return [...statuses].map((letter, index) => {
    const status = letter === 'x' ? 'abnormal' : 'normal';
    const observed = { status, firstObservedMillis: 0, lastObservedMillis: 0 };
    return {
      serverId: `i-${index}`,
      serverIp: null,
      port: 80,
      weight: 100,
      role: null,
      description: null,
      health: {
        serverId: `i-${index}`,
        serverIp: null,
        port: 80,
        status,
        observed,
        before: null,
        recent: [],
      },
    };
  });
}
const idsOf = (list: readonly OneServer[]) => list.map(({ serverId }) => serverId);

it('draws every server of a short group', () => {
  expect(chooseShown(servers('........')).hidden).toEqual([]);
});

it('draws the first of a long group, and says how many more there are', () => {
  const { shown, hidden } = chooseShown(servers('....................'));
  expect(idsOf(shown)).toEqual(['i-0', 'i-1', 'i-2', 'i-3', 'i-4', 'i-5', 'i-6']);
  expect(hidden).toHaveLength(13);
});

it('leaves no abnormal server out for a normal one, and keeps the order', () => {
  const { shown } = chooseShown(servers('..........x.........x'));
  expect(idsOf(shown)).toEqual(['i-0', 'i-1', 'i-2', 'i-3', 'i-4', 'i-10', 'i-20']);
  expect(chooseShown(servers('xxxxxxxxxxxx')).hidden).toHaveLength(5);
});

it('cuts the line where nothing behind it gets connections', () => {
  expect(cutLines([false, false, false, true])).toEqual([false, false, false, true]);
  expect(cutLines([true, false, false, false])).toEqual([false, true, false, false]);
  expect(cutLines([false, false, true, false])).toEqual([false, false, false, false]);
  expect(cutLines([false, true, true])).toEqual([false, false, true]);
  expect(cutLines([true, true])).toEqual([false, true]);
  expect(cutLines([false, true])).toEqual([false, false]);
});

it('says that no server is reached only where there are some and each is abnormal', () => {
  expect(reachesNone({ ok: true, value: servers('xx') })).toBe(true);
  expect(reachesNone({ ok: true, value: servers('x.') })).toBe(false);
  expect(reachesNone({ ok: true, value: [] })).toBe(false);
});
