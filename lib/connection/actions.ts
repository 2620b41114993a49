/** The actions of RAM that Sluice uses, in the order of a first use. */

export const readActions = [
  'slb:DescribeRegions',
  'slb:DescribeLoadBalancers',
  'slb:DescribeLoadBalancerAttribute',
  'slb:DescribeLoadBalancerListeners',
  'slb:DescribeLoadBalancerTCPListenerAttribute',
  'slb:DescribeLoadBalancerUDPListenerAttribute',
  'slb:DescribeLoadBalancerHTTPListenerAttribute',
  'slb:DescribeLoadBalancerHTTPSListenerAttribute',
  'slb:DescribeHealthStatus',
  'slb:DescribeVServerGroups',
  'slb:DescribeVServerGroupAttribute',
  'slb:DescribeMasterSlaveServerGroups',
  'slb:DescribeMasterSlaveServerGroupAttribute',
  'slb:DescribeAccessControlLists',
  'slb:DescribeAccessControlListAttribute',
] as const;

export const writeActions = [
  'slb:CreateLoadBalancerTCPListener',
  'slb:SetLoadBalancerTCPListenerAttribute',
  'slb:StartLoadBalancerListener',
  'slb:StopLoadBalancerListener',
  'slb:DeleteLoadBalancerListener',
] as const;

/** The smallest policy with which everything can be read, as RAM takes it. */
export const readOnlyPolicy = policyOf([
  { Effect: 'Allow', Action: ['slb:Describe*', 'slb:List*'], Resource: 'acs:slb:*:*:*' },
]);

/** The same with which listeners can be changed as well; `*` for an account that is unknown. */
export function operatorPolicy(accountId: string | null): string {
  return policyOf([
    { Effect: 'Allow', Action: ['slb:Describe*', 'slb:List*'], Resource: 'acs:slb:*:*:*' },
    { Effect: 'Allow', Action: [...writeActions], Resource: `acs:slb:*:${accountId ?? '*'}:loadbalancer/*` },
  ]);
}

function policyOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: '1', Statement: statements }, null, 2);
}
