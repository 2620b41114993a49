import { expect, it } from 'vitest';
import { blankFormValues } from '@/lib/model/draft';
import { entryCountOf, reachRequested } from './confirmations';

const instance = {
  loadBalancerId: 'lb-1',
  name: 'edge',
  address: '198.51.100.7',
  addressType: 'internet',
  addressIpVersion: 'ipv4',
  chargeType: null,
  bandwidthMbps: null,
  status: 'active',
  modificationProtection: { status: 'none' },
  permission: { allowed: true },
  owner: null,
} as const;

it('who can connect is unknown where SLB did not tell whether access is controlled', () => {
  const { acl } = blankFormValues();
  const { who, because } = reachRequested({ ...acl, status: '' }, [], instance);
  expect([who, because]).toEqual(['unknown', 'not-returned']);
  expect(reachRequested({ ...acl, status: 'off' }, [], instance).who).toBe('everyone');
});

it('several lists count as one: what they cover together, and how many entries they have', () => {
  const acl = { ...blankFormValues().acl, status: 'on', type: 'white' } as const;
  const list = (...entries: string[]) => ({
    ok: true as const,
    value: { addressIpVersion: 'ipv4', entries: entries.map((entry) => ({ entry, comment: null })) },
  });
  const [lower, upper] = [list('0.0.0.0/1'), list('128.0.0.0/2', '192.0.0.0/2')];
  expect(reachRequested(acl, [lower], instance).who).toBe('some');
  expect(reachRequested(acl, [lower, upper], instance)).toMatchObject({
    who: 'everyone',
    because: 'full-allowlist',
  });
  expect(reachRequested(acl, [list(), list()], instance).because).toBe('empty-allowlist');
  expect(reachRequested(acl, [list(), undefined], instance).because).toBe('unread-list');
  expect(entryCountOf([lower, upper])).toBe(3);
  expect(entryCountOf([lower, undefined])).toBeUndefined();
  expect(entryCountOf([])).toBeUndefined();
});
