import { expect, it } from 'vitest';
import { estimate } from './estimate';
import type { PlanFacts } from './plan-facts';
import type { PlanCells } from './plan-types';
import { cellsOn, factsWith, instanceWith, LB, REGION, summaryOn } from './testing/facts';
import { decideRows } from './verdicts';

function estimateOf(cells: readonly PlanCells[], facts: PlanFacts) {
  const rows = cells.map((each, index) => ({ id: index + 1, cells: each }));
  return estimate(rows, decideRows(rows, 'update', facts), facts);
}

it('counts what each instance has before and after, only of rows that are sent', () => {
  const facts = factsWith(
    instanceWith([summaryOn(80, { bandwidthMbps: 40 }), summaryOn(81, { bandwidthMbps: 5 })], {
      sharedMbps: 100,
    }),
  );
  const rows = [
    cellsOn(80, { Bandwidth: '10' }),
    cellsOn(81, { Bandwidth: '5' }),
    cellsOn(82, { Bandwidth: '30', Start: 'on' }),
    cellsOn(83, { Bandwidth: '-1' }),
    cellsOn(84, { Bandwidth: '90' }),
    { ...cellsOn(85), LoadBalancerId: 'lb-none' },
  ];
  expect(estimateOf(rows, facts)).toEqual({
    // The instance; an update; a creation with its start, and one without.
    calls: 1 + 3 + 4 + 2,
    seconds: 2,
    isSandbox: false,
    instances: [
      {
        regionId: REGION,
        loadBalancerId: LB,
        name: 'edge',
        listenersBefore: 2,
        listenersAfter: 4,
        bandwidthMbps: 100,
        usedMbpsBefore: 45,
        usedMbpsAfter: 45,
      },
    ],
  });
});

it('takes the minutes that the rate of creations takes, once they are more than one minute has', () => {
  const facts = factsWith(instanceWith([]), { listenerQuota: 1000 });
  const seconds = (count: number) =>
    estimateOf(
      Array.from({ length: count }, (_, index) => cellsOn(index + 1)),
      facts,
    ).seconds;
  const slow = { callsPerSecond: 2, creationsPerMinute: 90 };
  expect(estimateOf([cellsOn(1), cellsOn(2)], { ...facts, rate: slow }).seconds).toBe(3);
  expect([seconds(0), seconds(90), seconds(91), seconds(271)]).toEqual([0, 28, 60, 180]);
});

it('takes the time of the sandbox where that is called', () => {
  const rows = Array.from({ length: 42 }, (_, index) => cellsOn(index + 1));
  const facts = factsWith(instanceWith([]));
  expect(estimateOf(rows, facts)).toMatchObject({ seconds: 13, isSandbox: false });
  expect(estimateOf(rows, { ...facts, isSandbox: true })).toMatchObject({ seconds: 2, isSandbox: true });
});
