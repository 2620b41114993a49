import type { LoadBalancer } from '../store/models';
import type { Tables } from '../store/store';

/**
 * What an instance answers as its status. One without listeners is active; with its first listener it is inactive until
 * one is started for the first time (D32). Both are in the output of the vendor's sample "克隆实例" (clone an instance) for
 * the Python SDK, of 2019-02-27 (AlibabaCloudDocs/slb). What SetLoadBalancerStatus said counts from then on.
 */
export function instanceStatus(tables: Tables, loadBalancer: LoadBalancer): LoadBalancer['status'] {
  const { loadBalancerId, status, isUnstarted } = loadBalancer;
  const waitsForStart = isUnstarted && tables.listeners.onLoadBalancer(loadBalancerId).length > 0;
  return status === 'active' && waitsForStart ? 'inactive' : status;
}
