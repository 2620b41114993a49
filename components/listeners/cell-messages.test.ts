import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import { coverageOf } from '@/lib/model/acl-coverage';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import { toListedListener, toListedLoadBalancer } from '@/lib/inventory/rows';
import { loadBalancersAnswer } from '@/lib/slb/answers/load-balancers';
import { accessFor } from '@/lib/model/testing/access';
import { cellMessagesIn } from './cell-messages';

const translator = { locale: 'en', messages: await loadMessages('en') } as const;
const words = cellMessagesIn(
  {
    t: createTranslator<Messages, 'list'>({ ...translator, namespace: 'list' }),
    domain: createTranslator<Messages, 'domain'>({ ...translator, namespace: 'domain' }),
  },
  accessFor(),
);

const listener = {
  loadBalancerId: 'lb-1',
  listenerPort: 443,
  listenerProtocol: 'tcp',
  status: 'running',
  scheduler: 'wrr',
  bandwidthMbps: -1,
  healthCheck: 'off',
  aclStatus: 'off',
} as const;

/** Why the cells of a listener of this instance say nothing. */
function silentWith(instance: object) {
  const { items } = loadBalancersAnswer.parse({
    LoadBalancers: { LoadBalancer: [{ LoadBalancerId: 'lb-1', LoadBalancerName: 'edge', ...instance }] },
  });
  const [loadBalancer] = items.map(toListedLoadBalancer);
  if (loadBalancer === undefined) throw new Error('The instance was not read.');
  const names = { groups: new Map(), accessControlLists: new Map() };
  return words.silent(
    toListedListener('cn-hangzhou', { ...listener, aclIds: [], tags: [] }, loadBalancer, names),
  );
}

it('an allowlist that holds every address says so beside one that was not read, without a number', () => {
  const [loadBalancer] = loadBalancersAnswer
    .parse({ LoadBalancers: [{ LoadBalancerId: 'lb-1', Address: '198.51.100.7', AddressType: 'internet' }] })
    .items.map(toListedLoadBalancer);
  if (loadBalancer === undefined) throw new Error('The instance was not read.');
  const accessWith = (entries: string[], aclType: string) => {
    const lists = new Map([
      ['acl-1', { name: 'full', addressIpVersion: 'ipv4', entries, coverage: coverageOf(entries) }],
    ]);
    const bound = { ...listener, aclStatus: 'on', aclType, aclIds: ['acl-1', 'acl-2'], tags: [] };
    const names = { groups: new Map(), accessControlLists: lists };
    return words.access(toListedListener('cn-hangzhou', bound, loadBalancer, names));
  };
  expect(accessWith(['0.0.0.0/0'], 'white')).toMatchObject({ kind: 'care', text: 'Allow: open' });
  expect(accessWith(['0.0.0.0/0'], 'black')).toMatchObject({ kind: 'care', text: 'Deny: blocks all' });
  expect(accessWith(['10.0.0.0/8'], 'white')).toMatchObject({ kind: 'unknown', text: 'Allow' });
});

it('a check port that cannot be read is not said to be the backend port', () => {
  const { items } = loadBalancersAnswer.parse({ LoadBalancers: [{ LoadBalancerId: 'lb-1' }] });
  const [loadBalancer] = items.map(toListedLoadBalancer);
  if (loadBalancer === undefined) throw new Error('The instance was not read.');
  const checked = { ...listener, healthCheck: 'on', healthCheckType: 'tcp', aclIds: [], tags: [] };
  const names = { groups: new Map(), accessControlLists: new Map() };
  const checkOf = (unreadable: string[]) => {
    const row = toListedListener('cn-hangzhou', { ...checked, unreadable }, loadBalancer, names);
    return [words.healthCheck(row), words.silent(row)?.['health-check']];
  };
  expect(checkOf([])).toEqual([['TCP', 'backend port'], undefined]);
  expect(checkOf(['HealthCheckConnectPort'])).toEqual([
    ['TCP', ''],
    'SLB returned a value Sluice cannot read',
  ]);
});

it('the address of an instance and its type say why they are blank: not returned, or not readable', () => {
  expect(silentWith({ Address: '198.51.100.7', AddressType: 'internet' })).toBeUndefined();
  expect(silentWith({})).toEqual({
    address: 'SLB did not return this value',
    'address-type': 'SLB did not return this value',
  });
  expect(silentWith({ Address: { V4: '198.51.100.7' }, AddressType: ['internet'] })).toEqual({
    address: 'SLB returned a value Sluice cannot read',
    'address-type': 'SLB returned a value Sluice cannot read',
  });
});

it('how many servers a group has is not said where it was read longer ago than the page says', () => {
  const [loadBalancer] = loadBalancersAnswer
    .parse({ LoadBalancers: [{ LoadBalancerId: 'lb-1' }] })
    .items.map(toListedLoadBalancer);
  if (loadBalancer === undefined) throw new Error('The instance was not read.');
  const groups = new Map([
    ['rsp-1', { loadBalancerId: 'lb-1', kind: 'vserver-group' as const, name: 'web', serverCount: 4 }],
  ]);
  const bound = { ...listener, vServerGroupId: 'rsp-1', aclIds: [], tags: [] };
  const listed = toListedListener('cn-hangzhou', bound, loadBalancer, {
    groups,
    accessControlLists: new Map(),
  });
  expect(words.backendsPhrase(listed)).toContain('4 servers');
  expect(words.backendsPhrase(listed, true)).not.toContain('4');
});
