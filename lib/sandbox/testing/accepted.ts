import { EDGE, type Parameters } from './test-sandbox';

/** A value that each required parameter accepts; what a row requires and is not here fails its tests. */
export const ACCEPTED: Parameters = {
  LoadBalancerId: EDGE,
  ListenerPort: 443,
  Bandwidth: -1,
  HealthCheck: 'off',
  LoadBalancerStatus: 'active',
  LoadBalancerName: 'name',
  DeleteProtection: 'off',
  ModificationProtectionStatus: 'NonProtection',
  BackendServers: '[]',
  VServerGroupId: 'rsp-cige6j5e7p',
  MasterSlaveServerGroupId: 'rsp-0bfucwuotx',
  AclId: '1323',
  AclName: 'name',
  AclEntrys: '[]',
  ResourceType: 'instance',
  Tags: '[]',
  LoadBalancerSpec: 'slb.s3.large',
  InstanceChargeType: 'PayByCLCU',
  ResourceId: EDGE,
  NewResourceGroupId: 'rg-new',
};
