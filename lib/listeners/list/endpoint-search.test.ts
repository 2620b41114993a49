import { describe, expect, test } from 'vitest';
import { contextOf } from '@/lib/listeners/testing/observe';
import type { ListedListener } from '@/lib/model/list-row';
import { filterOf } from './filter/filter';
import { filterCoverageOf } from './filter-coverage';
import type { RowLanguage } from './filterable-row';
import { defaultListQuery } from './list-query';
import { matchingRows } from './row-index';

function row(name: string, address: string, listenerPort: number, protocol = 'tcp'): ListedListener {
  return {
    regionId: 'cn-hangzhou',
    loadBalancerId: `lb-${name}`,
    listenerPort,
    protocol,
    status: 'running',
    changingSinceMillis: null,
    changedAtMillis: null,
    backend: { kind: 'port', backendServerPort: 80 },
    scheduler: 'wrr',
    bandwidthMbps: -1,
    access: { status: 'off' },
    reach: { who: 'everyone', because: 'no-control', from: 'internet' },
    healthCheck: { status: 'off' },
    description: null,
    loadBalancer: {
      loadBalancerId: `lb-${name}`,
      name,
      address,
      status: 'active',
      deleteProtection: false,
      modificationProtection: { status: 'none' },
      sharedMbps: null,
      addressType: 'internet',
      addressIpVersion: 'ipv4',
    },
  };
}

const edge = row('edge-prod', '47.98.112.40', 443);
const queue = row('edge-prod', '47.98.112.40', 5672);
const dns = row('dns', '47.98.112.4', 443, 'udp');
const six = row('six', '2408:4000:1::5', 443);
const listeners = [edge, queue, dns, six];

const language: RowLanguage = {
  locale: 'en-places',
  others: [],
  own: ({ listenerPort, loadBalancerId, loadBalancer }) => ({
    port: String(listenerPort),
    status: '',
    instance: `${loadBalancer.name} ${loadBalancerId}`,
    region: '',
    address: loadBalancer.address ?? '',
    'address-type': '',
    backend: '',
    scheduler: '',
    bandwidth: '',
    access: '',
    healthy: '',
    'health-check': '',
    tag: '',
    changed: '',
    description: '',
  }),
};

const server = (serverId: string, serverIp: string, port: number) => ({ serverId, serverIp, port });
const seen = { all: 1, normal: 0, abnormal: 0, unknown: 1, observedAtMillis: Date.now() };
const context = contextOf([
  [edge, seen, [server('i-bp1web', '10.0.4.8', 8443)]],
  [queue, seen, [server('i-bp1queue', '10.0.4.80', 5672)]],
]);
const searchable = { listeners, language, context };

function found(text: string): string[] {
  return matchingRows(searchable, filterOf(text), defaultListQuery).map(
    ({ listenerPort, loadBalancer: { name }, protocol }) => `${name} ${listenerPort}/${protocol}`,
  );
}

const EDGE = ['edge-prod 443/tcp'];

describe('the search finds', () => {
  test.each([
    ['an address and a port', '47.98.112.40:443', EDGE],
    ['the name of an instance and a port', 'edge-prod:443', EDGE],
    ["Terraform's import id", 'lb-edge-prod:tcp:443', EDGE],
    ['the port of a URL', 'https://47.98.112.40/x', EDGE],
    ['what is written among other words', 'edge https://47.98.112.40:5672', ['edge-prod 5672/tcp']],
    ['a listener of the protocol only', '47.98.112.4:443/udp', ['dns 443/udp']],
    ['an IPv6 address in any form', '[2408:4000:0001:0::5]:443', ['six 443/tcp']],
    ['the listeners of a server', '10.0.4.8', EDGE],
    ['the listeners of a server by its port', 'i-bp1web:8443', EDGE],
    [
      'the listeners of servers by the beginning',
      'server:10.0.4.*',
      ['edge-prod 443/tcp', 'edge-prod 5672/tcp'],
    ],
    ['the listeners of servers by a part', 'server:queue', ['edge-prod 5672/tcp']],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each(['47.98.112.40:44', 'lb-edge-prod:udp:443', 'edge-prod:80', '10.0.4.8:443', '10.0.4', '8443'])(
    'nothing for %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('filters by tag and owner', () => {
  const tagged: ListedListener = {
    ...edge,
    tags: [{ key: 'app', value: 'Orders, new' }],
    owner: { name: 'Kubernetes', by: 'kubernetes', service: { namespace: 'shop', name: 'web' } },
    loadBalancer: { ...edge.loadBalancer, tags: [{ key: 'env', value: 'prod' }] },
  };
  const plain: ListedListener = { ...dns, loadBalancer: { ...dns.loadBalancer, tags: [] } };
  const unread: ListedListener = { ...six, listenerPort: 1 };
  const all = { ...searchable, listeners: [tagged, plain, unread] };
  const ports = (text: string) =>
    matchingRows(all, filterOf(text), defaultListQuery).map(({ loadBalancer: { name } }) => name);

  test.each([
    ['tag:app', ['edge-prod']],
    ['tag:ENV=prod', ['edge-prod']],
    ['tag:"app=orders, new"', ['edge-prod']],
    ['tag:env=pr*', ['edge-prod']],
    ['tag:prod', []],
    ['tag:""', ['dns', 'six']],
    ['owner:kubernetes', ['edge-prod']],
    ['owner:shop/web', ['edge-prod']],
    ['owner:shop/*', ['edge-prod']],
    ['-owner:kubernetes', ['dns', 'six']],
    ['kubernetes', ['edge-prod']],
  ])('%s', (text, expected) => {
    expect(ports(text)).toEqual(expected);
  });

  test('are undecided for a listener whose instance could not be read', () => {
    const undecided = (text: string) =>
      filterCoverageOf({ ...all, health: { known: 0, total: 0, sinceMillis: null } }, filterOf(text))
        .undecided;
    expect(undecided('tag:env=prod')).toBe(1);
    expect(undecided('-owner:kubernetes')).toBe(1);
    expect(undecided('port:443')).toBe(0);
  });
});

test('a search by server says for how many listeners the servers are known; others do not', () => {
  const known = { ...searchable, health: { known: 0, total: 0, sinceMillis: null } };
  const servers = (text: string) => filterCoverageOf(known, filterOf(text)).servers;
  expect(servers('10.0.4.8')).toEqual({ known: 2, total: 4 });
  expect(servers('server:i-bp1web')).toEqual({ known: 2, total: 4 });
  expect(servers('edge-prod:443')).toBeNull();
  expect(servers('')).toBeNull();
});
