/** The arguments of `alicloud_slb_listener`, for what is written and for what is read. */

export type Argument = { name: string; as: 'text' | 'number' | 'bool' | 'list' };

export const KEY_ARGUMENTS: Readonly<Record<string, Argument>> = {
  LoadBalancerId: { name: 'load_balancer_id', as: 'text' },
  ListenerPort: { name: 'frontend_port', as: 'number' },
};

export const REGION_ARGUMENT: Readonly<Record<string, Argument>> = {
  RegionId: { name: 'region', as: 'text' },
};

/** Wire names of Create and Set, and the provider's arguments. The region is the provider's. */
export const SETTING_ARGUMENTS: Readonly<Record<string, Argument>> = {
  BackendServerPort: { name: 'backend_port', as: 'number' },
  Bandwidth: { name: 'bandwidth', as: 'number' },
  Description: { name: 'description', as: 'text' },
  VServerGroupId: { name: 'server_group_id', as: 'text' },
  MasterSlaveServerGroupId: { name: 'master_slave_server_group_id', as: 'text' },
  Scheduler: { name: 'scheduler', as: 'text' },
  PersistenceTimeout: { name: 'persistence_timeout', as: 'number' },
  EstablishedTimeout: { name: 'established_timeout', as: 'number' },
  HealthCheckType: { name: 'health_check_type', as: 'text' },
  HealthCheckURI: { name: 'health_check_uri', as: 'text' },
  HealthCheckDomain: { name: 'health_check_domain', as: 'text' },
  HealthCheckHttpCode: { name: 'health_check_http_code', as: 'text' },
  HealthCheckConnectPort: { name: 'health_check_connect_port', as: 'number' },
  HealthCheckConnectTimeout: { name: 'health_check_timeout', as: 'number' },
  healthCheckInterval: { name: 'health_check_interval', as: 'number' },
  HealthCheckInterval: { name: 'health_check_interval', as: 'number' },
  HealthyThreshold: { name: 'healthy_threshold', as: 'number' },
  UnhealthyThreshold: { name: 'unhealthy_threshold', as: 'number' },
  AclStatus: { name: 'acl_status', as: 'text' },
  AclType: { name: 'acl_type', as: 'text' },
  AclId: { name: 'acl_ids', as: 'list' },
  ProxyProtocolV2Enabled: { name: 'proxy_protocol_v2_enabled', as: 'bool' },
};
