import { describe, expect, it } from 'vitest';
import {
  completeFilter,
  entryNumbers,
  filterHref,
  formatTyped,
  parseActivityQuery,
  parseTyped,
} from './query';

describe('a filter that is chosen part by part', () => {
  it('is as in the URL, and a time is that of the browser', () => {
    expect(completeFilter('port', ' 443 ')).toEqual({ value: '443' });
    expect(completeFilter('from', '2026-01-01T00:00')).toEqual({
      value: new Date('2026-01-01T00:00').toISOString(),
    });
  });

  it.each([
    ['port', ' ', 'missing'],
    ['port', 'abc', 'invalid'],
    ['run', '-1', 'invalid'],
    ['outcome', 'fine', 'invalid'],
    ['to', '999999-01-01T00:00', 'missing'],
    ['to', '20260-01-01T00:00', 'missing'],
  ] as const)('is refused as %s with the value "%s": %s', (name, value, problem) => {
    expect(completeFilter(name, value)).toEqual({ problem });
  });
});

describe('what is typed in the bar', () => {
  it('is filters by name, and search text', () => {
    expect(parseTyped('port:443 edge  Outcome:refused who:"night shift" prod')).toEqual({
      port: '443',
      outcome: 'refused',
      actor: 'night shift',
      q: 'edge prod',
    });
    expect(parseTyped('since:2026-01-01T00:00Z')).toEqual({ from: '2026-01-01T00:00:00.000Z' });
  });

  it.each(['port:99999', 'outcome:odd', 'color:red', 'q:x', 'a:b:c', 'port:', '10.0.0.1:443'])(
    'stays text if it is no filter: %s',
    (typed) => {
      expect(parseTyped(typed)).toEqual({ q: typed });
    },
  );

  it('is typed back as it was', () => {
    expect(parseTyped(formatTyped('actor', 'night shift'))).toEqual({ actor: 'night shift' });
    expect(parseTyped(formatTyped('instance', '支付网关'))).toEqual({ instance: '支付网关' });
  });

  it('has the addresses that its links always had', () => {
    expect(filterHref({ q: 'edge prod', outcome: 'refused' })).toBe('/activity?q=edge+prod&outcome=refused');
    expect(filterHref({})).toBe('/activity');
    expect(parseActivityQuery({ q: 'edge prod', outcome: 'refused', port: '443' }).filter).toMatchObject({
      text: 'edge prod',
      outcome: 'refused',
      listenerPort: 443,
    });
  });
});

it.each([
  [42, 41, '41–42'],
  [44, 41, '41, 44'],
  [43, null, '43'],
  // No outcome yet.
  [45, 45, '45'],
])('numbers a write by its entries: %i, whose intent is %s', (id, begunId, shown) => {
  expect(entryNumbers({ id, begunId })).toBe(shown);
});
