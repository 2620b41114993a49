import { ask, drive } from '../sandbox/load.js';
import { slbRequest } from '../sandbox/requests.js';

/** The regions of the sandbox's large data. */
const regions = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1', 'eu-central-1'];

const listenersPerInstance = 17;

/** How many listeners a small world has, by the instances in each region. */
export const smallCount = (instances = 1) => regions.length * instances * listenersPerInstance;

/**
 * A world like the large one in all but its size: some instances in each of the same regions, with a group, an access
 * control list, and listeners of the same kinds.
 *
 * @param {number} port of a sandbox that is empty
 * @param {number} instances in each region
 */
export async function makeSmallWorld(port, instances = 1) {
  const places = regions.flatMap((regionId) =>
    Array.from({ length: instances }, (_, index) => ({ regionId, index })),
  );
  for (const { regionId, index } of places) {
    const call = async (action, parameters) =>
      JSON.parse(await ask(port, slbRequest(action, { RegionId: regionId, ...parameters })));
    const { LoadBalancerId: loadBalancerId } = await call('CreateLoadBalancer', {
      AddressType: 'internet',
      LoadBalancerName: `edge-${String(index).padStart(4, '0')}`,
      LoadBalancerSpec: 'slb.s2.small',
    });
    const { AclId: aclId } = await call('CreateAccessControlList', {
      AclName: index === 0 ? 'offices' : `offices-${index}`,
    });
    const { VServerGroupId: vServerGroupId } = await call('CreateVServerGroup', {
      LoadBalancerId: loadBalancerId,
      VServerGroupName: 'edge-pool',
    });
    const offsets = Array.from({ length: listenersPerInstance }, (_, offset) => offset);
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
