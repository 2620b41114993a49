import { ask } from '../sandbox/load.js';
import { slbRequest } from '../sandbox/requests.js';

/**
 * A listener in the words that Sluice's list shows of it.
 *
 * @typedef {object} PeerRow
 * @property {string} id
 * @property {number} port
 * @property {string} protocol
 * @property {string} status
 * @property {string} instance
 * @property {string} loadBalancerId
 * @property {string} regionId
 * @property {string} backend
 * @property {string} scheduler
 * @property {string} bandwidth
 * @property {number} mbps
 * @property {number | null} peakMbps that the instance's listeners share
 * @property {string} access
 * @property {'open' | 'allow' | 'deny'} accessKind
 * @property {string} healthCheck
 * @property {string} description
 */

/**
 * All listeners that a sandbox has, in the order in which the list begins: by instance, then by region and port.
 *
 * @param {number} port of the sandbox
 * @returns {Promise<PeerRow[]>}
 */
export async function readPeerRows(port) {
  const call = async (action, parameters = {}) => JSON.parse(await ask(port, slbRequest(action, parameters)));
  const { Regions: regions } = await call('DescribeRegions');
  const rows = [];
  for (const { RegionId: regionId } of regions.Region) {
    const { LoadBalancers: loadBalancers } = await call('DescribeLoadBalancers', {
      RegionId: regionId,
      PageNumber: 1,
      PageSize: 100,
    });
    const instances = new Map(loadBalancers.LoadBalancer.map((one) => [one.LoadBalancerId, one]));
    if (instances.size === 0) continue;
    let token;
    do {
      const page = await call('DescribeLoadBalancerListeners', {
        RegionId: regionId,
        MaxResults: 100,
        ...(token !== undefined && { NextToken: token }),
      });
      for (const listener of page.Listeners)
        rows.push(rowOf(regionId, instances.get(listener.LoadBalancerId), listener));
      token = page.NextToken || undefined;
    } while (token !== undefined);
  }
  const collator = new Intl.Collator('en', { numeric: true });
  return rows.toSorted(
    (a, b) =>
      collator.compare(a.instance, b.instance) ||
      collator.compare(a.regionId, b.regionId) ||
      collator.compare(a.loadBalancerId, b.loadBalancerId) ||
      a.port - b.port,
  );
}

/** @returns {PeerRow} */
function rowOf(regionId, instance, listener) {
  const { LoadBalancerId: loadBalancerId, ListenerPort: port, TCPListenerConfig: tcp = {} } = listener;
  const group = listener.VServerGroupId;
  const isOn = tcp.HealthCheck === 'on';
  const pays = instance.InternetChargeType === 'paybybandwidth';
  return {
    id: `${regionId}/${loadBalancerId}/${port}`,
    port,
    protocol: String(listener.ListenerProtocol).toUpperCase(),
    status: listener.Status,
    instance: instance.LoadBalancerName,
    loadBalancerId,
    regionId,
    backend: group ? `${group} VServer group` : `Default group port ${listener.BackendServerPort}`,
    scheduler: listener.Scheduler ?? '',
    bandwidth: listener.Bandwidth === -1 ? 'no cap' : String(listener.Bandwidth),
    mbps: listener.Bandwidth,
    peakMbps: pays ? Number(instance.Bandwidth) : null,
    access: listener.AclStatus === 'on' ? `Allow ${listener.AclId}` : 'Open to all',
    accessKind: listener.AclStatus === 'on' ? 'allow' : 'open',
    healthCheck: isOn ? `TCP every ${tcp.HealthCheckInterval} s backend port` : 'off',
    description: listener.Description ?? '',
  };
}
