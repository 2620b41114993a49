import { describe, expect, it } from 'vitest';
import { findListeners, unknownServersOf } from './find';
import type { ListedListener } from '@/lib/model/list-row';
import { contextOf } from '@/lib/listeners/testing/observe';

function listener(listenerPort: number, name: string, more: Partial<ListedListener> = {}): ListedListener {
  const loadBalancerId = `lb-${name}`;
  return {
    regionId: 'cn-hangzhou',
    loadBalancerId,
    listenerPort,
    protocol: 'tcp',
    status: 'running',
    changingSinceMillis: null,
    changedAtMillis: null,
    loadBalancer: {
      loadBalancerId,
      name,
      address: `10.0.0.${listenerPort % 256}`,
      status: 'active',
      deleteProtection: false,
      modificationProtection: { status: 'none' },
      sharedMbps: null,
      addressType: 'internet',
      addressIpVersion: 'ipv4',
    },
    backend: { kind: 'port', backendServerPort: 80 },
    scheduler: 'wrr',
    bandwidthMbps: -1,
    access: { status: 'off' },
    reach: { who: 'everyone', because: 'no-control', from: 'internet' },
    healthCheck: { status: 'off' },
    description: null,
    ...more,
  };
}

const rows = [
  listener(443, 'pay'),
  listener(4430, 'edge'),
  listener(443, 'edge', { description: '华东订单入口' }),
  listener(53, 'dns', { protocol: 'udp' }),
  listener(9443, 'edge', { regionId: 'eu-central-1' }),
];
const found = (text: string, limit = 9) =>
  findListeners(rows, text, { limit, at: contextOf() }).map(
    ({ listenerPort, loadBalancer }) => `${listenerPort} ${loadBalancer.name}`,
  );

function raise(): never {
  throw new Error('There is no row.');
}

describe('findListeners', () => {
  it('matches digits as a port: exact first, then ports that start with them', () => {
    expect(found('443')).toEqual(['443 edge', '443 pay', '4430 edge']);
  });

  it('finds by instance, id, address, description, region and protocol, and requires every word', () => {
    expect(found('edge 443')).toEqual(['443 edge', '4430 edge']);
    expect(found('LB-PAY')).toEqual(['443 pay']);
    expect(found('10.0.0.187')).toEqual(['443 edge', '443 pay']);
    expect(found('订单')).toEqual(['443 edge']);
    expect(found('eu-central')).toEqual(['9443 edge']);
    expect(found('53/udp')).toEqual(['53 dns']);
    expect(found('edge nothing')).toEqual([]);
  });

  it('finds nothing for an empty text, and never more than requested', () => {
    expect(found('  ')).toEqual([]);
    expect(found('edge', 2)).toHaveLength(2);
  });

  it('parses a port with leading zeros, an address with Chinese dots and an id with invisible characters', () => {
    expect(found('0443')).toEqual(found('443'));
    expect(found('10。0。0。53')).toEqual(found('10.0.0.53'));
    expect(found('\u200Blb-pa\u200By\uFEFF')).toEqual(found('lb-pay'));
    expect(found('10.0.0.53')).not.toEqual([]);
  });

  it('finds what an address, an id or a URL with a port names, and nothing else', () => {
    expect(found('10.0.0.187:443')).toEqual(['443 edge', '443 pay']);
    expect(found('https://10.0.0.187/health')).toEqual(['443 edge', '443 pay']);
    expect(found('edge:443')).toEqual(['443 edge']);
    expect(found('lb-pay:tcp:443')).toEqual(['443 pay']);
    expect(found('lb-dns_udp_53')).toEqual(['53 dns']);
    expect(found('lb-dns:tcp:53')).toEqual([]);
  });

  it('finds the listeners of an observed server', () => {
    const tally = { all: 1, normal: 1, abnormal: 0, unknown: 0, observedAtMillis: Date.now() };
    const server = { serverId: 'i-bp1server', serverIp: '192.168.4.8', port: 8080 };
    const at = contextOf([[rows[0] ?? raise(), tally, [server]]]);
    const by = (text: string) =>
      findListeners(rows, text, { limit: 9, at }).map(({ listenerPort }) => listenerPort);
    expect(by('192.168.4.8')).toEqual([443]);
    expect(by('i-bp1server:8080')).toEqual([443]);
    expect(by('192.168.4.8:443')).toEqual([]);
  });

  it('says for how many listeners the servers are known, if the text may name one', () => {
    const tally = { all: 1, normal: 1, abnormal: 0, unknown: 0, observedAtMillis: Date.now() };
    const at = contextOf([[rows[0] ?? raise(), tally, []]]);
    expect(unknownServersOf(rows, 'i-bp1server', at)).toEqual({ known: 1, total: 5 });
    expect(unknownServersOf(rows, 'edge 192.168.4.8:8080', at)).toEqual({ known: 1, total: 5 });
    expect(unknownServersOf(rows, 'edge 443', at)).toBeNull();
    expect(unknownServersOf(rows.slice(0, 1), 'i-bp1server', at)).toBeNull();
  });

  it('parses full-width digits', () => {
    expect(found('５３')).toEqual(['53 dns']);
  });
});
