import { describe, expect, it } from 'vitest';
import { checkHistory, mostPerSecond, type Evidence } from './check-history';

const listener = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 8000 };
const other = { ...listener, listenerPort: 8001 };
const id = 'cn-hangzhou/lb-1/8000';
const otherId = 'cn-hangzhou/lb-1/8001';
const STOP = 'StopLoadBalancerListener';

const call = (atMillis: number, of = id, action = STOP) => ({
  requestId: `${atMillis} ${of}`,
  atMillis,
  action,
  httpStatus: 200,
  code: null,
  id: of,
});
const row = (of: string) => ({
  runId: 1,
  id: of,
  state: 'done',
  outcome: 'changed',
  code: null,
  attempts: 1,
});
const write = (entry: number, of: string, atMillis: number, endMillis: number) => ({
  entry,
  atMillis,
  endMillis,
  outcome: 'succeeded',
  operation: STOP,
  runId: 1,
  id: of,
  instance: 'cn-hangzhou/lb-1',
  process: 'p1',
  endedBy: 'p1',
});

/** One run that has stopped two listeners of one instance, one after the other. */
const good: Evidence = {
  listeners: [listener, other],
  singles: [],
  rounds: [{ runId: 1, kind: 'stop' }],
  calls: [call(1_010), call(1_110, otherId)],
  statuses: new Map([
    [id, 'stopped'],
    [otherId, 'stopped'],
  ]),
  rows: [row(id), row(otherId)],
  writes: [write(1, id, 1_000, 1_090), write(3, otherId, 1_100, 1_190)],
  limit: 10,
};

describe('checkHistory', () => {
  it('finds nothing wrong with a run that did everything once', () => {
    expect(checkHistory(good)).toEqual([]);
  });

  const wrong: [string, Partial<Evidence>, RegExp][] = [
    ['a call that was accepted twice', { calls: [...good.calls, call(1_500)] }, /^a run did something twice/],
    ['a call that never came', { calls: [call(1_010)] }, /^a run did something twice, or not at all/],
    [
      'a row that is not done',
      { rows: [row(id), { ...row(otherId), state: 'unknown' }] },
      /^a row is not done/,
    ],
    [
      'a row that finds its work done by somebody else',
      { rows: [row(id), { ...row(otherId), outcome: 'already-so' }] },
      /^a row is not done by its run/,
    ],
    ['a run that lacks a row', { rows: [row(id)] }, /^a run does not have the rows/],
    ['a listener in another state', { statuses: new Map([[id, 'stopped']]) }, /^a listener is not as/],
    [
      'a call without an intent',
      { writes: [write(1, id, 1_000, 1_090)] },
      /^an accepted call has no intent: .*8001/,
    ],
    [
      'an intent that was written after its call',
      { writes: [write(1, id, 1_000, 1_090), write(3, otherId, 1_150, 1_190)] },
      /^an accepted call has no intent/,
    ],
    [
      'a row without a success in the activity log',
      { writes: [write(1, id, 1_000, 1_090), { ...write(3, otherId, 1_100, 1_190), outcome: 'unknown' }] },
      /^a row does not have one success/,
    ],
    [
      'two successes of one call',
      { writes: [...good.writes, write(5, id, 1_200, 1_290)] },
      /^the activity log has more successes/,
    ],
    [
      'two processes that write on one instance at the same time',
      {
        writes: [
          write(1, id, 1_000, 1_090),
          { ...write(2, otherId, 1_050, 1_190), process: 'p2', endedBy: 'p2' },
        ],
      },
      /^two writes on one instance .*entries 1 and 2/,
    ],
    ['more calls than the limit', { limit: 1 }, /^more than 1 calls in 900 ms/],
  ];
  it.each(wrong)('finds %s', (_, change, sentence) => {
    expect(checkHistory({ ...good, ...change })).toContainEqual(expect.stringMatching(sentence));
  });

  it('does not call it an overlap when the first process was killed in its call', () => {
    const killed = { ...write(1, id, 1_000, 4_000), endedBy: 'p2' };
    expect(checkHistory({ ...good, writes: [killed, write(2, otherId, 1_100, 1_190)] })).toEqual([]);
  });
});

it('counts the calls of the busiest second', () => {
  expect(mostPerSecond([])).toBe(0);
  expect(mostPerSecond([0, 999, 1_000, 1_500, 1_998].map((atMillis) => ({ atMillis })))).toBe(4);
});
