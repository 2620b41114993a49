import { z } from 'zod';
import type { BackendServer, ListenerPort, LoadBalancer, LoadBalancerDetail } from '@/lib/slb/responses';
import {
  nullableNumber,
  nullableText,
  number,
  optionalNumber,
  optionalText,
  text,
  wrappedList,
} from './values';

const loadBalancerWire = z.object({
  RegionId: optionalText,
  LoadBalancerId: text,
  LoadBalancerName: optionalText,
  LoadBalancerStatus: optionalText,
  Address: optionalText,
  AddressType: optionalText,
  AddressIPVersion: optionalText,
  NetworkType: optionalText,
  InternetChargeType: optionalText,
  InternetChargeTypeAlias: optionalText,
  Bandwidth: nullableNumber,
  LoadBalancerSpec: nullableText,
  DeleteProtection: optionalText,
  ModificationProtectionStatus: optionalText,
  ModificationProtectionReason: nullableText,
  CreateTime: nullableText,
});

// The list answers a numeric code in InternetChargeType and the word in …Alias, the single-instance call the word (slb-api.md D6).
function chargeTypeOf(alias: string | undefined, value: string | undefined): string | null {
  const word = (alias ?? value)?.toLowerCase();
  if (word === '4') return 'paybytraffic';
  if (word === '3') return 'paybybandwidth';
  return word ?? null;
}

function loadBalancerOf(wire: z.output<typeof loadBalancerWire>): LoadBalancer {
  return {
    regionId: wire.RegionId ?? '',
    loadBalancerId: wire.LoadBalancerId,
    name: wire.LoadBalancerName ?? wire.LoadBalancerId,
    status: wire.LoadBalancerStatus?.toLowerCase() ?? '',
    address: wire.Address ?? '',
    addressType: wire.AddressType?.toLowerCase() ?? '',
    addressIpVersion: wire.AddressIPVersion?.toLowerCase() ?? 'ipv4',
    networkType: wire.NetworkType?.toLowerCase() ?? '',
    chargeType: chargeTypeOf(wire.InternetChargeTypeAlias, wire.InternetChargeType),
    bandwidthMbps: wire.Bandwidth,
    spec: wire.LoadBalancerSpec,
    deleteProtection: wire.DeleteProtection === 'on',
    modificationProtection:
      wire.ModificationProtectionStatus === 'ConsoleProtection'
        ? { status: 'console', reason: wire.ModificationProtectionReason }
        : { status: 'none' },
    createdAt: wire.CreateTime,
  };
}

/** DescribeLoadBalancers, one page (slb-api.md 3.3). */
export const loadBalancersAnswer = z
  .object({
    TotalCount: optionalNumber,
    LoadBalancers: wrappedList('LoadBalancer', loadBalancerWire.transform(loadBalancerOf)),
  })
  .transform((wire) => ({ items: wire.LoadBalancers, totalCount: wire.TotalCount }));

const listenerPortSchema = z
  .object({ ListenerPort: number, ListenerProtocol: optionalText, Description: nullableText })
  .transform((wire): ListenerPort => ({
    listenerPort: wire.ListenerPort,
    protocol: wire.ListenerProtocol?.toLowerCase() ?? '',
    description: wire.Description,
  }));

const backendServerSchema = z
  .object({
    ServerId: text,
    Weight: nullableNumber,
    Type: nullableText,
    ServerIp: nullableText,
    Description: nullableText,
  })
  .transform((wire): BackendServer => ({
    serverId: wire.ServerId,
    weight: wire.Weight,
    type: wire.Type,
    serverIp: wire.ServerIp,
    description: wire.Description,
  }));

/** DescribeLoadBalancerAttribute (slb-api.md 3.4). Of its three lists of ports only the last keeps the protocol and its spelling. */
export const loadBalancerAnswer = loadBalancerWire
  .extend({
    ListenerPortsAndProtocol: wrappedList('ListenerPortAndProtocol', listenerPortSchema),
    BackendServers: wrappedList('BackendServer', backendServerSchema),
  })
  .transform((wire): LoadBalancerDetail => ({
    ...loadBalancerOf(wire),
    listenerPorts: wire.ListenerPortsAndProtocol,
    backendServers: wire.BackendServers,
  }));
