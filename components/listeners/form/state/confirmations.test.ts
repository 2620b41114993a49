import { expect, it } from 'vitest';
import { blankFormValues } from '@/lib/model/draft';
import { reachRequested } from './confirmations';

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
  const { who, because } = reachRequested({ ...acl, status: '' }, undefined, instance);
  expect([who, because]).toEqual(['unknown', 'not-returned']);
  expect(reachRequested({ ...acl, status: 'off' }, undefined, instance).who).toBe('everyone');
});
