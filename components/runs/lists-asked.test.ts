import { describe, expect, it } from 'vitest';
import { hasNone, listsAsked, type RegionChoice } from './use-region-lists';

const choice = (regionId: string, aclId: string, part: Partial<RegionChoice> = {}): RegionChoice => ({
  regionId,
  count: 1,
  lists: { ok: true, value: [{ aclId: 'acl-1', name: 'office', addressIpVersion: 'ipv4' }] },
  aclId,
  isId: aclId !== '' && !aclId.includes(','),
  chosen: undefined,
  entries: undefined,
  otherVersion: 0,
  ...part,
});

describe('the lists of a selection', () => {
  it('are one per region, and a region that has none is left out', () => {
    const none = choice('cn-none', '', { lists: { ok: true, value: [] } });
    expect(hasNone(none)).toBe(true);
    const chosen = { aclId: 'acl-1', name: 'office', addressIpVersion: 'ipv4' };
    expect(listsAsked([none, choice('cn-a', 'acl-1', { chosen }), choice('cn-b', 'acl-typed')])).toEqual({
      chosen: [
        { regionId: 'cn-a', aclId: 'acl-1', name: 'office' },
        { regionId: 'cn-b', aclId: 'acl-typed', name: null },
      ],
      missing: null,
      wrong: null,
      empty: [],
    });
  });

  it('are missing while a region has none chosen, also where its lists are not read yet', () => {
    const unread = choice('cn-b', '', { lists: undefined });
    expect(hasNone(unread)).toBe(false);
    expect(listsAsked([choice('cn-a', 'acl-1'), unread])).toMatchObject({ missing: 'cn-b' });
    expect(listsAsked([choice('cn-a', 'a,b')])).toMatchObject({ missing: null, wrong: 'cn-a' });
  });

  it('are known to be empty or not known at all', () => {
    const entries = { ok: true, value: { addressIpVersion: 'ipv4', entries: [] } } as const;
    const regions = [
      choice('cn-a', 'acl-1', { entries: { ...entries, value: { ...entries.value, entries: [] } } }),
      choice('cn-b', 'acl-1'),
    ];
    expect(listsAsked(regions).empty).toEqual(['cn-a']);
  });
});
