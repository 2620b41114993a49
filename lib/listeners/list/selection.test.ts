import { describe, expect, it } from 'vitest';
import {
  groupKeys,
  nothingSelected,
  rangeOf,
  scopeOf,
  selectedAmong,
  ungroupKeys,
  withSelected,
} from './selection';

const key = (listenerPort: number, loadBalancerId = 'lb-a', regionId = 'cn-hangzhou') => ({
  regionId,
  loadBalancerId,
  listenerPort,
});
const row = (listenerPort: number, protocol = 'tcp') => ({ ...key(listenerPort), protocol });

describe('a selection', () => {
  it('adds and removes listeners by key, and stays the same object if nothing changes', () => {
    const two = withSelected(nothingSelected, [key(1), key(2)], true);
    expect([...two.values()]).toEqual([key(1), key(2)]);
    expect(withSelected(two, [key(2)], true)).toBe(two);
    expect(withSelected(two, [key(3)], false)).toBe(two);
    expect([...withSelected(two, [key(1), key(3)], false).values()]).toEqual([key(2)]);
    expect(nothingSelected.size).toBe(0);
  });

  it('distinguishes the same port of two instances and of two regions', () => {
    const one = withSelected(nothingSelected, [key(1)], true);
    expect(selectedAmong(one, [key(1, 'lb-b')])).toBe('none');
    expect(selectedAmong(one, [key(1, 'lb-a', 'cn-shanghai')])).toBe('none');
  });

  it('has none, some or all of a page', () => {
    const two = withSelected(nothingSelected, [key(1), key(2)], true);
    expect(selectedAmong(two, [key(3), key(4)])).toBe('none');
    expect(selectedAmong(two, [key(2), key(3)])).toBe('some');
    expect(selectedAmong(two, [key(1), key(2)])).toBe('all');
    expect(selectedAmong(two, [])).toBe('none');
  });

  it("grows by a range in either direction, and by one if the range's start is not on the page", () => {
    const page = [key(1), key(2), key(3), key(4)];
    expect(rangeOf(page, key(2), key(4))).toEqual([key(2), key(3), key(4)]);
    expect(rangeOf(page, key(3), key(1))).toEqual([key(1), key(2), key(3)]);
    expect(rangeOf(page, key(9), key(2))).toEqual([key(2)]);
    expect(rangeOf(page, null, key(2))).toEqual([key(2)]);
  });

  it('is sent grouped by instance and arrives unchanged', () => {
    const keys = [key(1), key(1, 'lb-b'), key(2)];
    const groups = groupKeys(keys);
    expect(groups).toEqual([
      { regionId: 'cn-hangzhou', loadBalancerId: 'lb-a', ports: [1, 2] },
      { regionId: 'cn-hangzhou', loadBalancerId: 'lb-b', ports: [1] },
    ]);
    expect(ungroupKeys(groups)).toEqual([key(1), key(2), key(1, 'lb-b')]);
  });
});

describe('the scope of a selection', () => {
  const rows = [row(1), row(2), row(53, 'udp'), row(3), row(4), row(5)];
  const regions = [{ regionId: 'cn-hangzhou', listeners: rows }];

  it('counts what the query shows and on how many of its pages', () => {
    expect(scopeOf([key(1), key(2), key(5)], rows, 2, regions)).toEqual({
      matching: 3,
      pages: 2,
      selectable: 5,
      gone: [],
    });
    expect(scopeOf([key(1), key(2), key(5)], [row(5)], 2, regions)).toMatchObject({ matching: 1, pages: 1 });
  });

  it('names those that no longer exist, but none of a region that was not read', () => {
    const far = key(7, 'lb-a', 'eu-central-1');
    expect(scopeOf([key(1), key(9), far], rows, 25, regions).gone).toEqual(groupKeys([key(9)]));
  });

  it('does not mistake another listener on the same port for the selected one', () => {
    expect(scopeOf([key(53)], rows, 25, regions)).toMatchObject({ matching: 0, gone: groupKeys([key(53)]) });
  });
});
