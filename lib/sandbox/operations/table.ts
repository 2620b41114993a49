import { describeAccessControlListAttribute, describeAccessControlLists } from './access-control-lists';
import { createTcpListener } from './create-tcp-listener';
import { describeHealthStatus } from './health';
import { deleteListener, startListener, stopListener } from './listener-states';
import { describeListeners, describeTcpListenerAttribute } from './listeners';
import { describeLoadBalancerAttribute, describeLoadBalancers } from './load-balancers';
import type { Operation } from './operation';
import { describeRegions } from './regions';
import { describeMasterSlaveServerGroups, describeVServerGroups } from './server-groups';

const LOAD_BALANCER = ['LoadBalancerId'];
const LISTENER = ['LoadBalancerId', 'ListenerPort'];

/** Every operation served. Anything else is answered as the cloud answers an unknown action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['DescribeRegions', { scope: 'global', effect: 'read', required: [], handle: describeRegions }],
  [
    'DescribeLoadBalancers',
    { scope: 'regional', effect: 'read', required: [], handle: describeLoadBalancers },
  ],
  [
    'DescribeLoadBalancerAttribute',
    { scope: 'regional', effect: 'read', required: LOAD_BALANCER, handle: describeLoadBalancerAttribute },
  ],
  [
    'CreateLoadBalancerTCPListener',
    { scope: 'regional', effect: 'write', required: [...LISTENER, 'Bandwidth'], handle: createTcpListener },
  ],
  [
    'DescribeLoadBalancerTCPListenerAttribute',
    { scope: 'regional', effect: 'read', required: LISTENER, handle: describeTcpListenerAttribute },
  ],
  [
    'DescribeLoadBalancerListeners',
    { scope: 'regional', effect: 'read', required: [], handle: describeListeners },
  ],
  [
    'StartLoadBalancerListener',
    { scope: 'regional', effect: 'write', required: LISTENER, handle: startListener },
  ],
  [
    'StopLoadBalancerListener',
    { scope: 'regional', effect: 'write', required: LISTENER, handle: stopListener },
  ],
  [
    'DeleteLoadBalancerListener',
    { scope: 'regional', effect: 'write', required: LISTENER, handle: deleteListener },
  ],
  [
    'DescribeHealthStatus',
    { scope: 'regional', effect: 'read', required: LOAD_BALANCER, handle: describeHealthStatus },
  ],
  [
    'DescribeAccessControlLists',
    { scope: 'regional', effect: 'read', required: [], handle: describeAccessControlLists },
  ],
  [
    'DescribeAccessControlListAttribute',
    { scope: 'regional', effect: 'read', required: ['AclId'], handle: describeAccessControlListAttribute },
  ],
  [
    'DescribeVServerGroups',
    { scope: 'regional', effect: 'read', required: LOAD_BALANCER, handle: describeVServerGroups },
  ],
  [
    'DescribeMasterSlaveServerGroups',
    { scope: 'regional', effect: 'read', required: LOAD_BALANCER, handle: describeMasterSlaveServerGroups },
  ],
]);
