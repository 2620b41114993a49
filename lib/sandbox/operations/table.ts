import { accessControlListRows } from './access-control-lists';
import { certificateRows } from './certificates';
import { defaultServerRows } from './default-servers';
import { domainExtensionRows } from './domain-extensions';
import { describeHealthStatus } from './health';
import { instanceTagRows } from './instance-tags';
import { listenerRows } from './listeners';
import { loadBalancerBillingRows } from './load-balancer-billing';
import { loadBalancerSettingRows } from './load-balancer-settings';
import { loadBalancerRows } from './load-balancers';
import { moveResourceGroupRows } from './move-resource-group';
import { regionalRead, type Operation, type OperationRows } from './operation';
import { primarySecondaryGroupRows } from './primary-secondary-groups';
import { regionRows } from './regions';
import { tagResourceRows } from './tag-resources';
import { vServerGroupRows } from './v-server-groups';

const ROWS: readonly OperationRows[] = [
  regionRows,
  loadBalancerRows,
  loadBalancerSettingRows,
  loadBalancerBillingRows,
  listenerRows,
  defaultServerRows,
  { DescribeHealthStatus: regionalRead(describeHealthStatus, 'LoadBalancerId') },
  vServerGroupRows,
  primarySecondaryGroupRows,
  accessControlListRows,
  certificateRows,
  domainExtensionRows,
  tagResourceRows,
  instanceTagRows,
  moveResourceGroupRows,
];

/** Every operation served. Anything else is answered as the cloud answers an unknown action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  ROWS.flatMap((rows) => Object.entries(rows)),
);
