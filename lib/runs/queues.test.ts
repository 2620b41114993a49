import { describe, expect, it } from 'vitest';
import { makeQueues } from './queues';
import type { RowToDo } from './rows-to-do';

const row = (runId: number, loadBalancerId: string, position: number, begun = false): RowToDo => ({
  runId,
  position,
  begun,
  onlyIfStopped: false,
  despiteUnsettled: null,
  isLeftOver: false,
  listed: null,
  expected: null,
  action: 'stop',
  isToCompare: false,
  set: null,
  spec: null,
  startedAt: null,
  listener: { regionId: 'cn-hangzhou', loadBalancerId, listenerPort: 8000 + position },
});

describe('the queues of the runs', () => {
  it('serve an instance one row at a time, and in order', () => {
    const queues = makeQueues();
    queues.add([row(1, 'lb-a', 1), row(1, 'lb-a', 2), row(1, 'lb-b', 3)]);
    const first = queues.take(0);
    expect([first?.position, queues.take(0)?.position, queues.take(0)]).toEqual([1, 3, null]);
    if (first) queues.free(first);
    expect(queues.take(0)?.position).toBe(2);
  });

  it('begin with rows a killed process left in their call', () => {
    const queues = makeQueues();
    queues.add([row(1, 'lb-a', 1), row(1, 'lb-a', 2, true)]);
    expect(queues.take(0)?.position).toBe(2);
  });

  it('serve a small run between the rows of a large one', () => {
    const queues = makeQueues();
    queues.add(Array.from({ length: 20 }, (_, index) => row(1, `lb-${index}`, index)));
    for (let taken = 0; taken < 3; taken += 1) queues.take(0);
    queues.add([row(2, 'lb-other', 1)]);
    expect(queues.take(0)?.runId).toBe(2);
  });

  it('pause a busy instance, longer each time, while the others continue', () => {
    const queues = makeQueues(() => 1);
    queues.add([row(1, 'lb-a', 1), row(1, 'lb-b', 2)]);
    const take = (now: number): RowToDo => {
      const taken = queues.take(now);
      if (taken === null) throw new Error('nobody is next');
      return taken;
    };
    queues.putBack(take(0), 0);
    expect(queues.nextMillis(0)).toBe(1000);
    expect(take(0).position).toBe(2);
    expect(queues.take(999)).toBeNull();
    queues.putBack(take(1000), 1000);
    expect(queues.nextMillis(1000)).toBe(2000);
    for (let now = 3000; now < 200_000; now += 40_000) queues.putBack(take(now), now);
    expect(queues.nextMillis(163_000)).toBe(30_000);
  });

  it('know which runs have a row left', () => {
    const queues = makeQueues();
    queues.add([row(1, 'lb-a', 1), row(2, 'lb-a', 1)]);
    expect(queues.runs()).toEqual([1, 2]);
    const first = queues.take(0);
    expect(queues.runs()).toEqual([1, 2]);
    if (first) queues.free(first);
    expect([queues.runs(), queues.isEmpty()]).toEqual([[2], false]);
    const second = queues.take(0);
    if (second) queues.free(second);
    expect(queues.isEmpty()).toBe(true);
  });
});
