import { describe, expect, it } from 'vitest';
import { findListeners } from './find';
import type { ListedListener } from '@/lib/model/list-row';

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
  findListeners(rows, text, limit).map(
    ({ listenerPort, loadBalancer }) => `${listenerPort} ${loadBalancer.name}`,
  );

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
    expect(findListeners(rows, '0443', 9)).toEqual(findListeners(rows, '443', 9));
    expect(findListeners(rows, '10。0。0。53', 9)).toEqual(findListeners(rows, '10.0.0.53', 9));
    expect(findListeners(rows, '\u200Blb-pa\u200By\uFEFF', 9)).toEqual(findListeners(rows, 'lb-pay', 9));
    expect(findListeners(rows, '10.0.0.53', 9)).not.toEqual([]);
  });

  it('parses full-width digits', () => {
    expect(found('５３')).toEqual(['53 dns']);
  });
});
