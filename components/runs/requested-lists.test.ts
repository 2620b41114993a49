import { describe, expect, it } from 'vitest';
import { hasNone, listsRequested, type RegionChoice } from './use-region-lists';

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
    expect(
      listsRequested('white', [none, choice('cn-a', 'acl-1', { chosen }), choice('cn-b', 'acl-typed')]),
    ).toEqual({
      chosen: [
        { regionId: 'cn-a', aclId: 'acl-1', name: 'office' },
        { regionId: 'cn-b', aclId: 'acl-typed', name: null },
      ],
      missing: null,
      wrong: null,
      follows: [],
    });
  });

  it('are missing while a region has none chosen, also where its lists are not read yet', () => {
    const unread = choice('cn-b', '', { lists: undefined });
    expect(hasNone(unread)).toBe(false);
    expect(listsRequested('white', [choice('cn-a', 'acl-1'), unread])).toMatchObject({ missing: 'cn-b' });
    expect(listsRequested('white', [choice('cn-a', 'a,b')])).toMatchObject({ missing: null, wrong: 'cn-a' });
  });

  it('are known to restrict nobody, or to let nobody through, or not known at all', () => {
    const holding = (...entries: string[]): Partial<RegionChoice> => ({
      entries: {
        ok: true,
        value: { addressIpVersion: 'ipv4', entries: entries.map((entry) => ({ entry, comment: null })) },
      },
    });
    const regions = [
      choice('cn-a', 'acl-1', holding()),
      choice('cn-b', 'acl-1'),
      choice('cn-c', 'acl-1', holding('0.0.0.0/0')),
      choice('cn-d', 'acl-1', holding('10.0.0.0/8')),
    ];
    expect(listsRequested('white', regions).follows).toEqual([
      { regionId: 'cn-a', consequence: 'allowlist-open' },
      { regionId: 'cn-c', consequence: 'allowlist-covers-all' },
    ]);
    expect(listsRequested('black', regions).follows).toEqual([
      { regionId: 'cn-a', consequence: 'denylist-blocks-nobody' },
      { regionId: 'cn-c', consequence: 'denylist-covers-all' },
    ]);
  });
});
