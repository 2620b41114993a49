import { ask, drive } from '../sandbox/load.js';
import { slbRequest } from '../sandbox/requests.js';

/** The regions of the sandbox's large data. */
const regions = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1', 'eu-central-1'];

const listenersPerRegion = 17;

/** How many listeners the small world has. */
export const smallCount = regions.length * listenersPerRegion;

/**
 * A world like the large one in all but its size: an instance in each of the same regions, with a group, an access control
 * list, and listeners of the same kinds.
 *
 * @param {number} port of a sandbox that is empty
 */
export async function makeSmallWorld(port) {
  for (const regionId of regions) {
    const call = async (action, parameters) =>
      JSON.parse(await ask(port, slbRequest(action, { RegionId: regionId, ...parameters })));
    const { LoadBalancerId: loadBalancerId } = await call('CreateLoadBalancer', {
      AddressType: 'internet',
      LoadBalancerName: 'edge-0000',
      LoadBalancerSpec: 'slb.s2.small',
    });
    const { AclId: aclId } = await call('CreateAccessControlList', { AclName: 'offices' });
    const { VServerGroupId: vServerGroupId } = await call('CreateVServerGroup', {
      LoadBalancerId: loadBalancerId,
      VServerGroupName: 'edge-pool',
    });
    const offsets = Array.from({ length: listenersPerRegion }, (_, offset) => offset);
    const listener = (offset) => ({
      RegionId: regionId,
      LoadBalancerId: loadBalancerId,
      ListenerPort: 8000 + offset,
    });
    const creations = offsets.map((offset) =>
      slbRequest('CreateLoadBalancerTCPListener', {
        ...listener(offset),
        ...(offset % 4 === 1 ? { VServerGroupId: vServerGroupId } : { BackendServerPort: 9000 + offset }),
        ...(offset === 0 && { AclStatus: 'on', AclType: 'white', AclId: aclId }),
        Bandwidth: -1,
        Scheduler: ['wrr', 'wlc', 'rr'][offset % 3],
        Description: `edge%20${offset}`,
      }),
    );
    const starts = offsets
      .filter((offset) => offset % 6 !== 5)
      .map((offset) => slbRequest('StartLoadBalancerListener', listener(offset)));
    for (const requests of [creations, starts]) await drive({ port, requests, connections: 1 });
  }
}
