import type { Tables } from '../store/store';
import { blocks, inRegion, listener, server } from './builders';

const { loadBalancer, accessControlList } = inRegion('cn-hangzhou');

/** One instance whose listeners are set as only other consoles set them: no call of the sandbox could make them so. */
export function insertOdd(tables: Tables): void {
  const owner = loadBalancer({
    loadBalancerId: 'lb-bp1odd00000000000000',
    name: 'odd-ones',
    address: '203.0.113.77',
    backendServers: [server('i-bp1odd00000000000001', '10.9.0.1')],
  });
  tables.loadBalancers.insert(owner);
  for (const [index, name] of ['office', 'partners', 'probes'].entries())
    tables.accessControlLists.insert(
      accessControlList(`acl-bp1odd${index}`, name, blocks(2, `10.9.${index}`, 16, 28, name)),
    );
  const { listener: odd, state } = listener(owner, 443, {
    bandwidthMbps: 20,
    // One that newer consoles offer, and an unknown value on the other port.
    scheduler: 'sch',
    backendServerPort: 8443,
    acl: { type: 'white', aclId: 'acl-bp1odd0', furtherAclIds: ['acl-bp1odd1', 'acl-bp1odd2'] },
    description: '=HYPERLINK("http://x.test","orders") \u{5d4}\u{5d6}\u{5de}\u{5e0}\u{5d5}\u{5ea}',
    healthCheck: { connectPort: -520 },
  });
  tables.listeners.insert(odd, state);
  const { listener: unknown, state: stopped } = listener(owner, 8080, {
    state: 'stopped',
    scheduler: 'least-latency',
    backendServerPort: 8080,
    description: '\u{8ba2}\u{5355}'.repeat(40),
  });
  tables.listeners.insert(unknown, stopped);
}
