import { z } from 'zod';
import type { BackendServer, ListenerPort, LoadBalancer, LoadBalancerDetail } from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { tags } from './tags';
import { number, onOff, port, text, word } from './values';

const protection = z.enum(['ConsoleProtection', 'NonProtection']);

const loadBalancerWire = {
  LoadBalancerId: text,
  LoadBalancerName: text,
  LoadBalancerStatus: word,
  Address: text,
  AddressType: word,
  AddressIPVersion: word,
  InternetChargeType: word,
  InternetChargeTypeAlias: word,
  Bandwidth: number,
  DeleteProtection: onOff,
  ModificationProtectionStatus: protection,
  ModificationProtectionReason: text,
  Tags: tags,
};

const loadBalancerFields = fields(loadBalancerWire, ['LoadBalancerId']);
type LoadBalancerWire = z.output<typeof loadBalancerFields>;

// The list returns a numeric code in InternetChargeType and the word in …Alias; the single-instance call returns the
// word (slb-api.md D6).
function chargeTypeOf(value: string | undefined): string | null {
  if (value === '4') return 'paybytraffic';
  if (value === '3') return 'paybybandwidth';
  return value ?? null;
}

function ipVersionOf(address: string | undefined): string {
  if (address === undefined) return '';
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

function loadBalancerOf(wire: LoadBalancerWire): LoadBalancer {
  return {
    loadBalancerId: wire.LoadBalancerId,
    name: wire.LoadBalancerName ?? wire.LoadBalancerId,
    status: wire.LoadBalancerStatus ?? '',
    address: wire.Address ?? '',
    addressType: wire.AddressType ?? '',
    // Responses from before IPv6 omit it; the address itself shows it too.
    addressIpVersion: wire.AddressIPVersion ?? ipVersionOf(wire.Address),
    chargeType: chargeTypeOf(wire.InternetChargeTypeAlias ?? wire.InternetChargeType),
    bandwidthMbps: wire.Bandwidth ?? null,
    deleteProtection: wire.DeleteProtection === 'on',
    modificationProtection:
      wire.ModificationProtectionStatus === 'ConsoleProtection'
        ? { status: 'console', reason: wire.ModificationProtectionReason ?? null }
        : { status: 'none' },
    tags: wire.Tags ?? [],
    ...(wire.unreadable.length > 0 && { unreadable: wire.unreadable }),
  };
}

/** DescribeLoadBalancers, one page (slb-api.md 3.3). */
export const loadBalancersAnswer = z
  .object({
    TotalCount: number.optional().catch(undefined),
    LoadBalancers: rows(loadBalancerFields.transform(loadBalancerOf), {
      wrapper: 'LoadBalancer',
      names: ['LoadBalancerName', 'Address'],
    }),
  })
  .transform((wire) => ({ ...wire.LoadBalancers, totalCount: wire.TotalCount }));

const listenerPortSchema = fields({ ListenerPort: port, ListenerProtocol: word, Description: text }, [
  'ListenerPort',
]).transform((wire): ListenerPort => ({
  listenerPort: wire.ListenerPort,
  protocol: wire.ListenerProtocol ?? '',
  description: wire.Description ?? null,
}));

const backendServerSchema = fields({
  ServerId: text,
  Weight: number,
  ServerIp: text,
  Description: text,
}).transform((wire): BackendServer => ({
  // A server without an id still counts.
  serverId: wire.ServerId ?? wire.ServerIp ?? '?',
  weight: wire.Weight ?? null,
  serverIp: wire.ServerIp ?? null,
  description: wire.Description ?? null,
}));

/**
 * DescribeLoadBalancerAttribute (slb-api.md 3.4). Of its three lists of ports, only the last has the protocol and its
 * spelling.
 */
export const loadBalancerAnswer = fields(
  {
    ...loadBalancerWire,
    ListenerPortsAndProtocol: rows(listenerPortSchema, {
      wrapper: 'ListenerPortAndProtocol',
      names: ['ListenerProtocol', 'Description'],
    }),
    BackendServers: rows(backendServerSchema, { wrapper: 'BackendServer', names: [] }),
  },
  ['LoadBalancerId'],
).transform((wire): LoadBalancerDetail => ({
  ...loadBalancerOf(wire),
  listenerPorts: wire.ListenerPortsAndProtocol?.items ?? [],
  backendServers: wire.BackendServers?.items ?? [],
}));
