import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING } from '../errors';
import {
  ONLY_TO_SUBSCRIPTION,
  SPEC_NOT_ALLOWED,
  SUBSCRIPTION_BY_TRAFFIC,
  SUBSCRIPTION_ONLY_INCREASES,
  UNFINISHED_ORDER,
} from '../errors-resources';
import { UNPAID_BANDWIDTH_MBPS } from './create-load-balancer';
import { newOrderId } from './ids';
import { findLoadBalancer, regionalWrite, requiredText, type Call, type OperationRows } from './operation';
import { SPEC_BY_CONSUMPTION, isLessThan, isSpec } from './specs';

const LOAD_BALANCER = 'LoadBalancerId';

/** How an instance is paid for. Codes and texts are those of the service's pages of 2021; every change counts at once. */
export const loadBalancerBillingRows: OperationRows = {
  ModifyLoadBalancerInstanceSpec: regionalWrite(modifySpec, LOAD_BALANCER, 'LoadBalancerSpec'),
  ModifyLoadBalancerInstanceChargeType: regionalWrite(
    modifyInstanceChargeType,
    LOAD_BALANCER,
    'InstanceChargeType',
  ),
  ModifyLoadBalancerPayType: regionalWrite(modifyPayType, LOAD_BALANCER),
};

function modifySpec(call: Call): Fields {
  const { read, tables } = call;
  read.checked('LoadBalancerSpec', isSpec);
  const spec = requiredText(call, 'LoadBalancerSpec');
  read.boolean('AutoPay');
  const loadBalancer = findLoadBalancer(call);
  const { subscription, spec: old } = loadBalancer;
  if (loadBalancer.paysByConsumption || spec === SPEC_BY_CONSUMPTION) reject(SPEC_NOT_ALLOWED);
  if (subscription !== undefined && old !== undefined && isLessThan(spec, old)) {
    reject(SUBSCRIPTION_ONLY_INCREASES);
  }
  tables.loadBalancers.update({ ...loadBalancer, spec });
  return { OrderId: subscription?.orderId };
}

/** From paying for a specification to paying for consumption, never back; the network is then billed by traffic. */
function modifyInstanceChargeType(call: Call): Fields {
  const { read, tables } = call;
  read.oneOf('InstanceChargeType', ['PayByCLCU']);
  read.oneOf('InternetChargeType', ['paybytraffic']);
  const { spec: _, ...loadBalancer } = findLoadBalancer(call);
  if (loadBalancer.subscription !== undefined) reject(UNFINISHED_ORDER);
  tables.loadBalancers.update({
    ...loadBalancer,
    paysByConsumption: true,
    internetChargeType: 'paybytraffic',
    bandwidthMbps: UNPAID_BANDWIDTH_MBPS,
  });
  return {};
}

/** From pay-as-you-go to a subscription, never back. */
function modifyPayType(call: Call): Fields {
  const { read, tables } = call;
  const payType = read.oneOf('PayType', ['PayOnDemand', 'PrePay']) ?? 'PayOnDemand';
  const cycle = read.oneOf('PricingCycle', ['month', 'year']);
  const duration = read.integer('Duration', 1, cycle === 'year' ? 3 : 9);
  read.boolean('AutoPay');
  if (payType === 'PrePay' && (cycle === undefined || duration === undefined)) reject(COMBINATION_MISSING);
  const loadBalancer = findLoadBalancer(call);
  if (payType !== 'PrePay' || loadBalancer.subscription !== undefined) reject(ONLY_TO_SUBSCRIPTION);
  if (loadBalancer.addressType === 'internet' && loadBalancer.internetChargeType === 'paybytraffic') {
    reject(SUBSCRIPTION_BY_TRAFFIC);
  }
  const orderId = newOrderId();
  tables.loadBalancers.update({ ...loadBalancer, subscription: { orderId } });
  return { OrderId: orderId };
}
