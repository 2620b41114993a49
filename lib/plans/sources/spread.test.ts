import { describe, expect, it } from 'vitest';
import { spreadRows } from './spread';

const rows = [80, 81, 82, 83, 84].map((port) => ({ ListenerPort: String(port), LoadBalancerId: 'lb-other' }));
const targets = [
  { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerCount: 48 },
  { regionId: 'cn-hangzhou', loadBalancerId: 'lb-2', listenerCount: 50 },
  { regionId: 'cn-beijing', loadBalancerId: 'lb-3', listenerCount: 0 },
];
const placesOf = (...input: Parameters<typeof spreadRows>) => {
  const result = spreadRows(...input);
  return result.ok ? result.rows.map(({ LoadBalancerId }) => LoadBalancerId) : result.problems;
};

describe('rows over several instances', () => {
  it('fill one instance after another, within a quota that counts what is there', () => {
    expect(placesOf(rows, targets, { rule: 'fill', quota: 50 })).toEqual([
      'lb-1',
      'lb-1',
      'lb-3',
      'lb-3',
      'lb-3',
    ]);
    expect(spreadRows(rows, targets, { rule: 'fill', quota: 50 })).toMatchObject({
      rows: [{}, {}, { RegionId: 'cn-beijing', ListenerPort: '82' }, {}, {}],
    });
  });

  it('go to each in turn, and pass by those that are full', () => {
    expect(placesOf(rows, targets, { rule: 'turns', quota: 50 })).toEqual([
      'lb-1',
      'lb-3',
      'lb-1',
      'lb-3',
      'lb-3',
    ]);
  });

  it('are refused whole if they do not fit', () => {
    expect(placesOf(rows, targets.slice(0, 2), { rule: 'turns', quota: 50 })).toMatchObject([
      { code: 'quota-full', values: { count: 3, room: 2, quota: 50 } },
    ]);
    expect(placesOf(rows, [], { rule: 'fill', quota: 50 })).toMatchObject([
      { code: 'quota-full', values: { count: 5 } },
    ]);
  });
});
